import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { UseFigures } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { policyQuery } from '../parts/queries.ts'
import { Shown } from '../parts/states.tsx'
import { titleOf } from '../request/title-of.ts'
import { CountTable } from './count-table.tsx'
import { OfficerTable } from './officer-table.tsx'
import { OversightNav } from './oversight-nav.tsx'
import { useQueryOptions } from './oversight-queries.ts'
import { summed } from './use-sums.ts'

/** How this system is used in the agency: the figures of its public log, and what only the agency knows. */
export function UsePage() {
  const use = useQuery(useQueryOptions)
  return (
    <>
      <OversightNav />
      <PageHeading title="Use of this system">
        Counted from the public log of the agency, by the same rule as everybody counts it. Who it was is
        shown to auditors only.
      </PageHeading>
      <Shown query={use} what="the figures" rows={10}>
        {(figures) => <Figures use={figures} />}
      </Shown>
    </>
  )
}

function Figures({ use }: { use: UseFigures }) {
  const crimes = useQuery(policyQuery).data?.crimes ?? []
  const searches = use.cells.reduce((sum, cell) => sum + cell.searches, 0)
  const refusals = use.refusals.reduce((sum, cell) => sum + cell.refusals, 0)
  const hours = use.hours?.map((count, hour) => [`${hour}:00`, count] as const) ?? []
  return (
    <>
      <p>
        {searches} searches and {refusals} refusals in{' '}
        <Link to="/transparency">{use.logSize} entries of the log</Link>. Open attestations:{' '}
        {use.openAttestations}, overdue: {use.overdueAttestations}. Open cases of misuse:{' '}
        {use.openMisuseCases}.
      </p>
      <CountTable
        title="By crime"
        columns={['Class of crime', 'Searches']}
        rows={summed(use.cells, (cell) => [titleOf(crimes, cell.crime), cell.searches])}
      />
      <CountTable
        title="By month"
        columns={['Month', 'Searches']}
        rows={summed(use.cells, (cell) => [cell.month, cell.searches])}
      />
      <CountTable
        title="Refusals"
        columns={['Codes', 'Refusals']}
        rows={summed(use.refusals, (cell) => [cell.codes.replaceAll(' ', ', '), cell.refusals])}
      />
      <CountTable
        title="First searches"
        columns={['Month', 'People']}
        rows={use.firstUses.map(({ month, people }) => [month, people])}
      />
      <CountTable
        title="Alarms"
        columns={['Wire', 'Raised']}
        rows={use.alarms.map((one) => [
          one.open === 0 ? one.title : `${one.title}, ${one.open} open`,
          one.raised,
        ])}
      />
      {use.officers === undefined ? null : <OfficerTable officers={use.officers} />}
      {hours.length === 0 ? null : (
        <CountTable
          title={`By hour, ${use.zone}`}
          columns={['From', 'Searches']}
          rows={hours.filter(([, count]) => count > 0)}
        />
      )}
    </>
  )
}
