import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import { Link } from 'react-router'
import { daysInWords, daysUntil } from '../parts/dates.ts'
import { PageHeading } from '../parts/page.tsx'
import { leadsQuery } from '../parts/queries.ts'
import { Empty, Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { decisionTitle } from './decision-words.ts'
import { outcomeTitle } from './outcome-words.ts'

type LeadRow = {
  id: string
  caseNumber: string
  decision: 'lead' | 'no-lead' | 'inconclusive'
  issuedAt: string
  outcome?: string
  outcomeDueOn?: string
  overdue: boolean
}

/** What examiners concluded, and which leads still owe an outcome. */
export function LeadsPage() {
  const leads = useQuery(leadsQuery)
  return (
    <>
      <PageHeading title="Leads">A lead says where to look further. It is not an identification.</PageHeading>
      <Shown query={leads} what="the leads">
        {(found) => (found.leads.length === 0 ? <NoLeads /> : <LeadTable rows={found.leads} />)}
      </Shown>
    </>
  )
}

function NoLeads() {
  return (
    <Empty title="Nothing has been concluded yet">
      <p>When two examiners have compared the candidates of a search, what they concluded stands here.</p>
    </Empty>
  )
}

function LeadTable({ rows }: { rows: readonly LeadRow[] }) {
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <thead>
        <tr>
          <th scope="col">Case</th>
          <th scope="col">Conclusion</th>
          <th scope="col">Issued</th>
          <th scope="col">Outcome</th>
          <th scope="col">Next</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" data-label="Case">
              {row.caseNumber}
            </th>
            <td data-label="Conclusion">{decisionTitle(row.decision)}</td>
            <td data-label="Issued">
              <When at={row.issuedAt} />
            </td>
            <td data-label="Outcome">
              <OutcomeState row={row} />
            </td>
            <td data-label="Next">
              <Link to={`/leads/${row.id}`}>
                Open<span className="usa-sr-only"> lead for case {row.caseNumber}</span>
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function OutcomeState({ row }: { row: LeadRow }) {
  if (row.outcome !== undefined) return outcomeTitle(row.outcome)
  if (row.outcomeDueOn === undefined) return 'none needed'
  const due = `due ${row.outcomeDueOn}, ${daysInWords(daysUntil(row.outcomeDueOn, new Date()))}`
  return row.overdue ? <strong className="cb-overdue">overdue: {due}</strong> : due
}
