import { Table } from '@trussworks/react-uswds'

type Props = {
  readonly title: string
  readonly columns: readonly [name: string, count: string]
  readonly rows: readonly (readonly [string, number])[]
}

/** Counts by a name, with a heading; says so where there is nothing. */
export function CountTable({ title, columns: [first, second], rows }: Props) {
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p>None.</p>
      ) : (
        <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
          <caption className="usa-sr-only">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{first}</th>
              <th scope="col">{second}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, count]) => (
              <tr key={name}>
                <th scope="row" data-label={first}>
                  {name}
                </th>
                <td data-label={second}>{count}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  )
}
