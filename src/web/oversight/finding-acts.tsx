import { Button } from '@trussworks/react-uswds'
import { useState } from 'react'
import type { KeptFindingDetail } from '../parts/api.ts'
import { useSession } from '../shell/guards.tsx'
import { whyNot } from '../shell/menu-items.ts'
import { AskForm } from './ask-form.tsx'
import { AssessForm } from './assess-form.tsx'
import { CaseForm } from './case-form.tsx'
import { CloseForm } from './close-form.tsx'
import { DismissForm } from './dismiss-form.tsx'

type Act = 'ask' | 'assess' | 'case' | 'close' | 'dismiss'
const titles: Readonly<Record<Act, string>> = {
  ask: 'Ask the person',
  assess: 'Assess',
  case: 'Settle a case',
  close: 'Close',
  dismiss: 'Dismiss',
}

/** What can be done next with a finding; one form at a time. */
export function FindingActs({ finding }: { finding: KeptFindingDetail }) {
  const session = useSession()
  const [open, setOpen] = useState<Act>()
  const acts = actsOf(finding, whyNot(session, 'decide') === undefined)
  if (acts.length === 0) {
    return <p>Nothing is open here. The finding opens again by itself if a later review finds more uses.</p>
  }
  const form = { finding, onDone: () => setOpen(undefined) }
  return (
    <section className="cb-panel" aria-labelledby="next-title">
      <h2 id="next-title">What is next</h2>
      <p className="cb-actions">
        {acts.map((act) => (
          <Button
            key={act}
            type="button"
            outline={open !== act}
            aria-expanded={open === act}
            onClick={() => setOpen(open === act ? undefined : act)}
          >
            {titles[act]}
          </Button>
        ))}
      </p>
      {finding.state === 'asked' ? <p>The person still has time to answer.</p> : null}
      {finding.state === 'answered' && !acts.includes('assess') ? (
        <p>A supervisor or the programme manager assesses the answer.</p>
      ) : null}
      {open === 'ask' ? <AskForm {...form} /> : null}
      {open === 'assess' ? <AssessForm {...form} /> : null}
      {open === 'case' ? <CaseForm {...form} /> : null}
      {open === 'close' ? <CloseForm {...form} /> : null}
      {open === 'dismiss' ? <DismissForm {...form} /> : null}
    </section>
  )
}

function actsOf({ state, unsettledCases }: KeptFindingDetail, maySupervise: boolean): readonly Act[] {
  if (state === 'closed' || state === 'dismissed') return []
  const mayAssess = maySupervise && state !== 'asked'
  return [
    ...(state === 'open' || state === 'not a use' ? (['ask'] as const) : []),
    ...(mayAssess ? (['assess'] as const) : []),
    ...(unsettledCases.length > 0 ? (['case'] as const) : []),
    ...(state === 'assessed' ? (['close'] as const) : []),
    'dismiss',
  ]
}
