import { Table } from '@trussworks/react-uswds'
import type { UseFigures } from '../parts/api.ts'

/** Searches of each officer, those with most first; for auditors. */
export function OfficerTable({ officers }: { officers: NonNullable<UseFigures['officers']> }) {
  return (
    <section>
      <h2>By officer</h2>
      <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
        <caption className="usa-sr-only">Searches of each officer, those with most first</caption>
        <thead>
          <tr>
            <th scope="col">Officer</th>
            <th scope="col">Searches</th>
            <th scope="col">Refused</th>
            <th scope="col">First</th>
            <th scope="col">Last</th>
          </tr>
        </thead>
        <tbody>
          {officers.map(({ login, name, searches, refusals, firstOn, lastOn }) => (
            <tr key={login}>
              <th scope="row" data-label="Officer">
                {name}
              </th>
              <td data-label="Searches">{searches}</td>
              <td data-label="Refused">{refusals}</td>
              <td data-label="First">{firstOn === '' ? 'never' : firstOn}</td>
              <td data-label="Last">{lastOn === '' ? 'never' : lastOn}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}
