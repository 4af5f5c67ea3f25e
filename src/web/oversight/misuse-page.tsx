import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import { Link } from 'react-router'
import type { MisuseCase } from '../parts/api.ts'
import { ListFilter, useListFilter } from '../parts/list-filter.tsx'
import { PageHeading } from '../parts/page.tsx'
import { Empty, Shown } from '../parts/states.tsx'
import { misuseState, sourceTitles } from './misuse-words.ts'
import { OpenMisuseForm } from './open-misuse-form.tsx'
import { OversightNav } from './oversight-nav.tsx'
import { misuseCasesQuery } from './oversight-queries.ts'
import './oversight.css'

/** Cases of misuse of this system by its own people. */
export function MisusePage() {
  const cases = useQuery(misuseCasesQuery)
  return (
    <>
      <OversightNav />
      <PageHeading title="Cases of misuse">
        What an alarm, an audit or a complaint alleges, followed to its end. While a case is open the account
        is held and nothing that it recorded is erased. Nobody sees a case about himself.
      </PageHeading>
      <Shown query={cases} what="the cases of misuse" rows={6}>
        {(found) => (
          <>
            {found.cases.length === 0 ? <NoCase /> : <CaseList cases={found.cases} />}
            <OpenMisuseForm />
          </>
        )}
      </Shown>
    </>
  )
}

function NoCase() {
  return (
    <Empty title="No case of misuse was opened">
      <p>
        An alarm that is settled as misuse opens one by itself. One can also be opened below, for an audit, a
        finding or a complaint.
      </p>
    </Empty>
  )
}

const kindNames = ['open', 'closed', 'all'] as const
const titles = { open: 'Open', closed: 'Closed', all: 'All' } as const

function CaseList({ cases }: { cases: readonly MisuseCase[] }) {
  const show = useListFilter(kindNames)
  const of = (kind: (typeof kindNames)[number]) =>
    cases.filter(({ closed }) => kind === 'all' || closed === (kind === 'closed'))
  const kinds = kindNames.map((code) => ({ code, title: titles[code], count: of(code).length }))
  const rows = of(show)
  return (
    <>
      <ListFilter label="Which cases" kinds={kinds} shown={show} />
      {rows.length === 0 ? <p>No case stands here.</p> : <CaseTable cases={rows} />}
    </>
  )
}

function CaseTable({ cases }: { cases: readonly MisuseCase[] }) {
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <caption className="usa-sr-only">Cases of misuse, the newest first</caption>
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col">Opened</th>
          <th scope="col">Came from</th>
          <th scope="col">What is alleged</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((one) => (
          <tr key={one.id}>
            <th scope="row" data-label="Person">
              <Link to={`/oversight/misuse/${one.id}`}>{one.person}</Link>
              <span className="cb-unit">{one.login}</span>
            </th>
            <td data-label="Opened">
              {one.openedAt.slice(0, 10)}, {one.openedBy}
            </td>
            <td data-label="Came from">{sourceTitles[one.source]}</td>
            <td data-label="What is alleged">{one.words}</td>
            <td data-label="State">{misuseState(one)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
