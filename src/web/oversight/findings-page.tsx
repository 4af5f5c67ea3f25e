import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import { Fragment } from 'react'
import { Link } from 'react-router'
import type { KeptFinding } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { Empty, Shown } from '../parts/states.tsx'
import { FindingTimeline } from './finding-timeline.tsx'
import { seenWords, stateWords } from './finding-words.ts'
import { OversightNav } from './oversight-nav.tsx'
import { findingsQuery } from './oversight-queries.ts'
import './oversight.css'

/** What reviews of the agency's own logs found of outside face search. */
export function FindingsPage() {
  const findings = useQuery(findingsQuery)
  return (
    <>
      <OversightNav />
      <PageHeading title="Outside face search">
        What reviews of the agency’s own logs found, each judged by the rule of its day. A log shows an
        account or an address, not who sat there.
      </PageHeading>
      <Shown query={findings} what="the findings" rows={8}>
        {(found) =>
          found.findings.length === 0 ? (
            <NothingFound />
          ) : (
            <>
              <Summary findings={found.findings} />
              <FindingTimeline findings={found.findings} rules={found.rules} />
              <FindingTable findings={found.findings} />
            </>
          )
        }
      </Shown>
    </>
  )
}

function NothingFound() {
  return (
    <Empty title="No review has found anything yet">
      <p>
        An auditor exports the logs of the web proxy, the name servers, mail, devices and purchases, and reads
        them at the console:
      </p>
      <p>
        <code>casebound oversight scan access.log.gz dns/ --data ./data --people accounts.csv</code>
      </p>
      <p>Record the agency’s own rules first (casebound oversight rule): past use is judged by them.</p>
    </Empty>
  )
}

function Summary({ findings }: { findings: readonly KeptFinding[] }) {
  const used = findings.filter(({ uses }) => uses > 0)
  const people = new Set(used.map(({ person }) => person.toLowerCase())).size
  const sum = (some: readonly KeptFinding[]) => some.reduce((total, { uses }) => total + uses, 0)
  const before = sum(used.filter(({ period }) => period === 'no rule'))
  const misconduct = findings.filter((one) => one.misconduct).length
  const open = findings.filter(({ state }) => !['closed', 'dismissed', 'not a use'].includes(state)).length
  return (
    <p>
      {people} {people === 1 ? 'person or address' : 'people or addresses'} used outside face search an
      estimated <strong>{sum(used)}</strong> times, {before} of them while no rule existed. Cases of
      misconduct opened: {misconduct}. Findings still open: {open}.
    </p>
  )
}

function FindingTable({ findings }: { findings: readonly KeptFinding[] }) {
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <caption className="usa-sr-only">Findings, those with most uses first</caption>
      <thead>
        <tr>
          <th scope="col">Person or address</th>
          <th scope="col">Service</th>
          <th scope="col">Uses</th>
          <th scope="col">Seen</th>
          <th scope="col">By the rule of its day</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {findings.map((one) => (
          <tr key={one.id}>
            <th scope="row" data-label="Person or address">
              <Link to={`/oversight/findings/${one.id}`}>{one.person}</Link>
              {one.unit === '' ? null : <span className="cb-unit"> {one.unit}</span>}
            </th>
            <td data-label="Service">{one.service}</td>
            <td data-label="Uses" className="cb-number">
              {one.uses}
            </td>
            <td data-label="Seen" className="cb-days">
              {seenWords(one)
                .split(' ')
                .map((word) => (
                  <Fragment key={word}>
                    <span>{word}</span>{' '}
                  </Fragment>
                ))}
            </td>
            <td data-label="By the rule of its day">{one.judgement}</td>
            <td data-label="State">
              {stateWords(one.state)}
              {one.unsettledCases.length === 0 ? null : `; case ${one.unsettledCases.join(', ')} to settle`}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
