import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Table } from '@trussworks/react-uswds'
import { useState } from 'react'
import { type LogReport, verifyLog } from '../../proof/index.ts'
import { Failed } from '../parts/states.tsx'
import { publishedLogFiles } from './log-files.ts'

type Progress = { readonly entriesRead: number; readonly size: number }

/** Walks the whole log in this browser: every entry is fetched, hashed and counted again. */
export function WholeLogCheck({ verifierKey }: { verifierKey: string }) {
  const [progress, setProgress] = useState<Progress>()
  const check = useMutation({
    mutationFn: () => verifyLog({ files: publishedLogFiles, vkey: verifierKey, onProgress: setProgress }),
  })
  return (
    <section aria-label="Check the whole log">
      <h3>Check the whole log, here</h3>
      <p>
        Your browser fetches all entries, hashes each, rebuilds the tree over them and compares its root with
        the signed one.
      </p>
      <Button type="button" disabled={check.isPending} onClick={() => check.mutate()}>
        Verify the whole log
      </Button>
      <div className="cb-verify" role="status">
        {check.isPending ? <Walking progress={progress} /> : null}
        {check.data === undefined ? null : <Report report={check.data} />}
      </div>
      {check.isError ? (
        <Failed doing="read the log's files" thrown={check.error} again={() => check.mutate()} />
      ) : null}
    </section>
  )
}

function Walking({ progress }: { progress: Progress | undefined }) {
  const { entriesRead, size } = progress ?? { entriesRead: 0, size: 0 }
  return (
    <p>
      <progress max={Math.max(1, size)} value={entriesRead} aria-label="Entries checked" /> {entriesRead} of{' '}
      {size} entries
    </p>
  )
}

function Report({ report }: { report: LogReport }) {
  return (
    <>
      {report.verified ? (
        <Alert
          type="success"
          headingLevel="h4"
          heading={`All ${report.size.toLocaleString('en-US')} entries are verified`}
        >
          Signature good, every entry hashed, the tree rebuilt, its root equal to the signed one.
        </Alert>
      ) : (
        <Problems report={report} />
      )}
      <Types counts={report.countsByType} />
    </>
  )
}

function Problems({ report: { problems, problemCount } }: { report: LogReport }) {
  return (
    <Alert
      type="error"
      headingLevel="h4"
      heading={`${problemCount} ${problemCount === 1 ? 'problem was' : 'problems were'} found`}
    >
      <ul className="cb-list">
        {problems.slice(0, 20).map(({ index, path, what }) => (
          <li key={`${index} ${path} ${what}`}>
            {index === undefined ? (path ?? '') : `entry ${index}`}: {what}
          </li>
        ))}
      </ul>
    </Alert>
  )
}

function Types({ counts }: { counts: LogReport['countsByType'] }) {
  const rows = Object.entries(counts).sort(([one], [other]) => one.localeCompare(other))
  if (rows.length === 0) return null
  return (
    <Table bordered={false} caption="Entries that your browser counted, by type" className="cb-table">
      <thead>
        <tr>
          <th scope="col">Type</th>
          <th scope="col" className="cb-right">
            Entries
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([type, count]) => (
          <tr key={type}>
            <th scope="row">
              <code>{type}</code>
            </th>
            <td className="cb-right cb-figure">{count.toLocaleString('en-US')}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
