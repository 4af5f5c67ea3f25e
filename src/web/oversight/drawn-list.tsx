import { Button } from '@trussworks/react-uswds'
import { useState } from 'react'
import { Link } from 'react-router'
import type { AuditDetail } from '../parts/api.ts'
import { ListFilter, useListFilter } from '../parts/list-filter.tsx'
import { When } from '../parts/when.tsx'
import { CheckForm } from './check-form.tsx'

export type Drawn = AuditDetail['searches'][number]

const kindNames = ['open', 'differs', 'all'] as const
const titles = { open: 'To be checked', differs: 'Different or could not tell', all: 'All' } as const

function belongs({ check }: Drawn, kind: (typeof kindNames)[number]): boolean {
  if (kind === 'all') return true
  return kind === 'open' ? check === undefined : check !== undefined && check.says !== 'yes'
}

/** The searches that an audit drew, in the order drawn. */
export function DrawnList({ audit }: { audit: AuditDetail }) {
  const { searches } = audit
  const first = audit.open === 0 ? 'all' : 'open'
  const show = useListFilter([first, ...kindNames.filter((kind) => kind !== first)])
  const kinds = kindNames.map((code) => ({
    ...{ code, title: titles[code] },
    count: searches.filter((one) => belongs(one, code)).length,
  }))
  if (searches.length === 0)
    return <p>No search stood in the span of the log, so none was drawn. The result can be signed.</p>
  const rows = searches.filter((one) => belongs(one, show))
  return (
    <section aria-labelledby="drawn-title">
      <h2 id="drawn-title">Drawn searches</h2>
      <ListFilter label="Which searches" kinds={kinds} shown={show} />
      {rows.length === 0 ? <p>No search stands here.</p> : null}
      {rows.map((one) => (
        <DrawnSearch key={one.searchId} audit={audit} search={one} />
      ))}
    </section>
  )
}

const says = { yes: 'Yes', no: 'No', 'could-not-tell': 'Could not tell' } as const

function DrawnSearch({ audit, search }: { audit: AuditDetail; search: Drawn }) {
  const { searchId, caseNumber, requester, login, check } = search
  const [checking, setChecking] = useState(false)
  const place = audit.searches.indexOf(search) + 1
  const ground = new URLSearchParams({ source: 'audit', id: audit.id, login })
  return (
    <section className="cb-panel" aria-labelledby={`drawn-${searchId}`}>
      <h3 id={`drawn-${searchId}`}>
        {place}. Case {caseNumber}
      </h3>
      <Said search={search} />
      {check === undefined ? (
        <>
          <Button type="button" outline aria-expanded={checking} onClick={() => setChecking(!checking)}>
            Check it<span className="usa-sr-only"> against the file of {caseNumber}</span>
          </Button>
          {checking ? <CheckForm {...{ audit, searchId }} /> : null}
        </>
      ) : (
        <p>
          <strong>The file says the same: {says[check.says].toLowerCase()}.</strong> {check.words} ({check.by}
          ){' '}
          {check.says === 'no' ? (
            <Link to={`/oversight/misuse?${ground}`}>Open a case of misuse against {requester}</Link>
          ) : null}
        </p>
      )}
    </section>
  )
}

/** What the request said; the case file either says the same or does not. */
function Said({ search }: { search: Drawn }) {
  const facts = [
    ['Requester', search.requester],
    ['Crime', search.crime],
    ['Purpose', search.purpose],
    ['Source of the image', search.source],
    ['Narrative', search.narrative],
  ] as const
  return (
    <dl className="cb-facts">
      <div>
        <dt>Searched</dt>
        <dd>
          <When at={search.searchedAt} />
        </dd>
      </div>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value === '' ? 'not said' : value}</dd>
        </div>
      ))}
    </dl>
  )
}
