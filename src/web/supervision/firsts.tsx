import { Table } from '@trussworks/react-uswds'
import { When } from '../parts/when.tsx'
import { Withdraw } from '../request/withdraw.tsx'

type First = { searchId: string; caseNumber: string; searchedAt: string }

/** Searches that nobody has examined yet; they are free to every examiner. */
export function Firsts({ first, may }: { first: readonly First[]; may: boolean }) {
  if (first.length === 0) return null
  return (
    <section>
      <h2>Not examined yet</h2>
      <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
        <thead>
          <tr>
            <th scope="col">Case</th>
            <th scope="col">Search</th>
            <th scope="col">Searched (UTC)</th>
            {may ? <th scope="col">End it</th> : null}
          </tr>
        </thead>
        <tbody>
          {first.map(({ searchId, caseNumber, searchedAt }) => (
            <tr key={searchId}>
              <th scope="row" data-label="Case">
                {caseNumber}
              </th>
              <td data-label="Search">
                <code>{searchId.slice(0, 8)}</code>
              </td>
              <td data-label="Searched (UTC)">
                <When at={searchedAt} />
              </td>
              {may ? (
                <td data-label="End it">
                  <Withdraw searchId={searchId} stale={['second-examinations']} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}
