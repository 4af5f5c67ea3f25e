import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import { Link } from 'react-router'
import type { Audit } from '../parts/api.ts'
import { ListFilter, useListFilter } from '../parts/list-filter.tsx'
import { PageHeading } from '../parts/page.tsx'
import { Empty, Shown } from '../parts/states.tsx'
import { AnnounceForm } from './announce-form.tsx'
import { auditState, auditStates } from './audit-state.ts'
import { OversightNav } from './oversight-nav.tsx'
import { auditsQuery } from './oversight-queries.ts'
import './oversight.css'

/** Samples of searches that the log drew, held against the case files. */
export function AuditsPage() {
  const audits = useQuery(auditsQuery)
  return (
    <>
      <OversightNav />
      <PageHeading title="Audits">
        A sample of searches, each held against its case file. The log draws it, by a checkpoint that is
        signed after the announcement: nobody chooses what is looked at.
      </PageHeading>
      <Shown query={audits} what="the audits" rows={6}>
        {(found) => (
          <>
            {found.audits.length === 0 ? <NoAudit /> : <AuditList audits={found.audits} />}
            <AnnounceForm />
          </>
        )}
      </Shown>
    </>
  )
}

function NoAudit() {
  return (
    <Empty title="No audit was announced yet">
      <p>
        Announce how many searches will be looked at. As soon as the log has grown by one entry, whatever it
        is, the sample can be drawn; then each search is checked, and the result is signed into the log.
      </p>
    </Empty>
  )
}

const titles = { open: 'To be finished', signed: 'Signed', all: 'All' } as const

function AuditList({ audits }: { audits: readonly Audit[] }) {
  const show = useListFilter(auditStates)
  const of = (kind: (typeof auditStates)[number]) =>
    audits.filter(({ result }) => kind === 'all' || (result !== undefined) === (kind === 'signed'))
  const kinds = auditStates.map((code) => ({ code, title: titles[code], count: of(code).length }))
  const rows = of(show)
  return (
    <>
      <ListFilter label="Which audits" kinds={kinds} shown={show} />
      {rows.length === 0 ? <p>No audit stands here.</p> : <AuditTable audits={rows} />}
    </>
  )
}

function AuditTable({ audits }: { audits: readonly Audit[] }) {
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <caption className="usa-sr-only">Audits, the newest first</caption>
      <thead>
        <tr>
          <th scope="col">Announced</th>
          <th scope="col">What for</th>
          <th scope="col">Searches</th>
          <th scope="col">File agrees</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {audits.map((one) => (
          <tr key={one.id}>
            <th scope="row" data-label="Announced">
              <Link to={`/oversight/audits/${one.id}`}>{one.announcedAt.slice(0, 10)}</Link>
              <span className="cb-unit">entry {one.logIndex}</span>
            </th>
            <td data-label="What for">{one.words}</td>
            <td data-label="Searches" className="cb-number">
              {one.draw?.searches ?? `up to ${one.size}`}
            </td>
            <td data-label="File agrees">
              {one.draw === undefined
                ? 'not known yet'
                : `yes ${one.same}, no ${one.different}, could not tell ${one.untold}`}
            </td>
            <td data-label="State">{auditState(one)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
