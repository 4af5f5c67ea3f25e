import { Table } from '@trussworks/react-uswds'
import type { components } from '../api.generated.ts'

type Report = components['schemas']['ReportList']['reports'][number]

/** When each public report is due, and who asks for it. */
export function ReportCalendar({ reports }: { reports: readonly Report[] }) {
  return (
    <Table
      fullWidth
      bordered={false}
      stackedStyle="default"
      caption="When each report is due"
      className="cb-table"
    >
      <thead>
        <tr>
          <th scope="col">Report</th>
          <th scope="col">Due</th>
          <th scope="col">Imposed by</th>
        </tr>
      </thead>
      <tbody>
        {reports.map(({ name, title, due, imposedBy }) => (
          <tr key={name}>
            <th scope="row" data-label="Report">
              {title}
            </th>
            <td data-label="Due">{due}</td>
            <td data-label="Imposed by">{imposedBy}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
