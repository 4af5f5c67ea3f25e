import { Button } from '@trussworks/react-uswds'
import { useState } from 'react'
import type { PolicyVersions } from '../parts/api.ts'

type Change = PolicyVersions['changesToAccept'][number]

const kinds = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const
const subjects = {
  rule: 'rule',
  condition: 'duty',
  list: 'list',
  number: 'number',
  answer: 'set-up',
  dates: 'dates',
} as const
const shownFirst = 12

/** The differences of two policies in plain words; a long list opens on request. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const [all, setAll] = useState(false)
  if (changes.length === 0) return <p>The two say the same.</p>
  const shown = all ? changes : changes.slice(0, shownFirst)
  return (
    <>
      <ul className="cb-changes">
        {shown.map((change) => (
          <li key={`${change.kind} ${change.of} ${change.name} ${change.words}`}>
            <span className="cb-change-kind">{kinds[change.kind]}</span>
            {subjects[change.of]} <code>{change.name}</code>
            <br />
            {change.words}
          </li>
        ))}
      </ul>
      {shown.length < changes.length ? (
        <Button type="button" unstyled onClick={() => setAll(true)}>
          Show all {changes.length} differences
        </Button>
      ) : null}
    </>
  )
}
