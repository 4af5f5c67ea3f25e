import { Table } from '@trussworks/react-uswds'
import type { components } from '../api.generated.ts'

type CountsGiven = components['schemas']['Counts']

/** The counts over all time, as sentences and as a table. */
export function Counts({ counts }: { counts: CountsGiven }) {
  const refused = counts.refusedByCode.reduce((sum, { count }) => sum + count, 0)
  return (
    <section>
      <dl className="cb-counts">
        <Count value={counts.searches} words={counts.searches === 1 ? 'search' : 'searches'} />
        <Count value={refused} words={refused === 1 ? 'refused request' : 'refused requests'} />
        <Count value={counts.leads} words={counts.leads === 1 ? 'lead' : 'leads'} />
        <Count
          value={counts.leadsWithoutOutcome}
          words={counts.leadsWithoutOutcome === 1 ? 'lead without an outcome' : 'leads without an outcome'}
        />
        <Count
          value={counts.interrupted}
          words={counts.interrupted === 1 ? 'interrupted search' : 'interrupted searches'}
        />
      </dl>
      {counts.refusedByCode.length === 0 ? null : <Refused rows={counts.refusedByCode} />}
    </section>
  )
}

function Count({ value, words }: { value: number; words: string }) {
  return (
    <div>
      <dt>{words}</dt>
      <dd className="cb-figure">{value.toLocaleString('en-US')}</dd>
    </div>
  )
}

function Refused({ rows }: { rows: CountsGiven['refusedByCode'] }) {
  return (
    <Table bordered={false} caption="Why requests were refused" className="cb-table">
      <thead>
        <tr>
          <th scope="col">Reason</th>
          <th scope="col" className="cb-right">
            Requests
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ code, words, count }) => (
          <tr key={code}>
            <th scope="row">
              {words} <code>{code}</code>
            </th>
            <td className="cb-right cb-figure">{count.toLocaleString('en-US')}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
