import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import { Link } from 'react-router'
import type { OutsideRequests } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { outsideQuery } from '../parts/queries.ts'
import { Empty, Shown } from '../parts/states.tsx'
import { OutsideForm } from './outside-form.tsx'
import { outsideWords } from './outside-words.ts'
import { PolicyNav } from './policy-nav.tsx'

/** The desk where a request of another agency is entered, answered in writing, logged and counted. */
export function OutsidePage() {
  const outside = useQuery(outsideQuery)
  return (
    <>
      <PolicyNav />
      <PageHeading title="Requests of other agencies">
        Each request is entered, answered by the policy in force, logged and counted. Nothing is searched
        here.
      </PageHeading>
      <Shown query={outside} what="the requests" rows={6}>
        {(found) => (
          <>
            <Counted found={found} />
            <Entered requests={found.requests} />
            <section>
              <h2>Enter a request</h2>
              <OutsideForm form={found.form} />
            </section>
          </>
        )}
      </Shown>
    </>
  )
}

function Counted({ found }: { found: OutsideRequests }) {
  if (found.byAgency.length === 0) return null
  const asked = found.requests.length
  const served = found.requests.filter(({ decision }) => decision === 'may-be-served').length
  return (
    <section>
      <h2>
        {asked} {asked === 1 ? 'request' : 'requests'}, {asked - served} refused or sent back
      </h2>
      <Table bordered={false} className="cb-table">
        <thead>
          <tr>
            <th scope="col">Agency</th>
            <th scope="col">Asked</th>
            <th scope="col">Refused or sent back</th>
          </tr>
        </thead>
        <tbody>
          {found.byAgency.map((one) => (
            <tr key={one.askingAgency}>
              <th scope="row">{one.askingAgency}</th>
              <td className="cb-number">{one.asked}</td>
              <td className="cb-number">{one.refused}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}

function Entered({ requests }: { requests: OutsideRequests['requests'] }) {
  if (requests.length === 0)
    return (
      <Empty title="No agency has asked yet">
        <p>When one does, enter its request below, also when the answer is no: refusals are counted.</p>
      </Empty>
    )
  return (
    <section>
      <h2>Answers</h2>
      <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Agency</th>
            <th scope="col">Received</th>
            <th scope="col">Answer</th>
            <th scope="col">Log entry</th>
          </tr>
        </thead>
        <tbody>
          {requests.map((one) => (
            <tr key={one.id}>
              <th scope="row" data-label="Number">
                <Link to={`/policy/outside/${one.id}`}>{one.n}</Link>
              </th>
              <td data-label="Agency">{one.askingAgency}</td>
              <td data-label="Received">{one.receivedOn}</td>
              <td data-label="Answer">{outsideWords[one.decision]}</td>
              <td data-label="Log entry">{one.logIndex}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}
