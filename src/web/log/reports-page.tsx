import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import type { components } from '../api.generated.ts'
import { api, take } from '../parts/api.ts'
import { SelectField, TextField } from '../parts/fields.tsx'
import { PageHeading } from '../parts/page.tsx'
import { reportsQuery } from '../parts/queries.ts'
import { Failed, Shown } from '../parts/states.tsx'
import { LogNav } from './log-nav.tsx'
import { ReportCalendar } from './report-calendar.tsx'
import { SaveFile } from './save-file.tsx'

type Report = components['schemas']['ReportList']['reports'][number]

/** Public reports: which there are, when each is due, and the file for a period. */
export function ReportsPage() {
  const reports = useQuery(reportsQuery)
  return (
    <>
      <LogNav />
      <PageHeading title="Reports">
        What laws, boards and the public ask for, counted from the log. The log is verified whole first, each
        figure says how anybody derives it, and counts below five are withheld.
      </PageHeading>
      <Shown query={reports} what="the reports" rows={9}>
        {({ reports: found }) => (
          <>
            <MakeReport reports={found} />
            <ReportCalendar reports={found} />
          </>
        )}
      </Shown>
    </>
  )
}

const periodHints = {
  year: { label: 'Year', hint: 'For example 2026' },
  month: { label: 'Month', hint: 'For example 2026-11' },
  week: { label: 'Week', hint: 'For example 2026-W47' },
  since: { label: 'Since the year', hint: 'For example 2009' },
} as const
const formats = [
  { code: 'pdf', title: 'PDF, to send and print' },
  { code: 'html', title: 'HTML, for a web site' },
  { code: 'csv', title: 'CSV, for a table' },
] as const
type Format = (typeof formats)[number]['code']

function MakeReport({ reports }: { reports: readonly Report[] }) {
  const [name, setName] = useState('')
  const [period, setPeriod] = useState('')
  const [format, setFormat] = useState<string>('pdf')
  const [delayDays, setDelayDays] = useState('30')
  const report = reports.find((one) => one.name === name)
  const words = periodHints[report?.period ?? 'year']
  const making = useMutation({
    mutationFn: async () => {
      const told = report?.period === 'since' ? `since-${period.trim()}` : period.trim()
      const query = { period: told, format: format as Format, delayDays: Number(delayDays) || 0 }
      const file: unknown = await take(
        api.GET('/api/reports/{name}', { params: { path: { name }, query }, parseAs: 'blob' }),
      )
      if (!(file instanceof Blob)) throw new Error('The server sent no file.')
      return { file, name: `${name}-${told}.${format}` }
    },
  })
  const missing =
    report === undefined
      ? 'Choose a report.'
      : period.trim() === ''
        ? `Name the ${words.label.toLowerCase()}.`
        : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (missing === undefined) making.mutate()
  }
  return (
    <section>
      <h2>Make a report</h2>
      <form onSubmit={submit} noValidate className="cb-narrow-form" aria-label="Make a report">
        <SelectField
          id="report"
          label="Report"
          value={name}
          onChange={setName}
          choices={reports.map(({ name: code, title }) => ({ code, title }))}
        />
        {report === undefined ? null : <About report={report} />}
        <TextField id="period" label={words.label} hint={words.hint} value={period} onChange={setPeriod} />
        <SelectField id="format" label="File" value={format} onChange={setFormat} choices={formats} />
        <TextField
          id="delay"
          label="Leave out entries younger than so many days"
          hint="So that pending cases stay shielded; 0 takes all"
          value={delayDays}
          onChange={setDelayDays}
        />
        {making.isError ? (
          <Failed doing="make the report" thrown={making.error} kept="What you entered is still here." />
        ) : null}
        <p className="cb-actions">
          <Button type="submit" disabled={making.isPending || missing !== undefined}>
            {making.isPending ? 'Verifying the log and counting…' : 'Make it'}
          </Button>
          <span role="status">
            {making.data === undefined ? (
              missing
            ) : (
              <SaveFile name={making.data.name} file={making.data.file} />
            )}
          </span>
        </p>
      </form>
    </section>
  )
}

function About({ report: { imposedBy, due, note } }: { report: Report }) {
  return (
    <p className="usa-hint">
      {imposedBy.replace(/\.$/, '')}. Due: {due}. {note}
    </p>
  )
}
