import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Table } from '@trussworks/react-uswds'
import { useState } from 'react'
import {
  type LogFiles,
  livePrefix,
  type RecountedLog,
  recountLog,
  trustPolicyPath,
} from '../../proof/index.ts'
import type { LogState } from '../parts/api.ts'
import { Failed } from '../parts/states.tsx'
import { publishedLogFiles } from './log-files.ts'

type Progress = { readonly entriesRead: number; readonly size: number }

type LogReport = RecountedLog['report']

/** The log's files, of which those are not asked for that this server has not: a delayed publication, and a policy that is none. */
const filesOf = ({ witnessPolicy }: LogState): LogFiles => ({
  read: async (path) => {
    const absent = path.startsWith(livePrefix) || (path === trustPolicyPath && witnessPolicy === undefined)
    return absent ? undefined : publishedLogFiles.read(path)
  },
})

/** Walks the whole log in this browser: every entry is fetched, hashed and counted again, and the cosignatures are checked. */
export function WholeLogCheck({ state }: { state: LogState }) {
  const { verifierKey: vkey } = state
  const [progress, setProgress] = useState<Progress>()
  const check = useMutation({
    mutationFn: async () =>
      (await recountLog({ ...{ files: filesOf(state), vkey, onProgress: setProgress }, besideLog: false }))
        .report,
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
          Signature good, every entry hashed, the tree rebuilt, its root equal to the signed one, every entry
          within the rules of the log.{' '}
          {report.witnessed && report.witnessed.by.length > 0
            ? `Cosigned by ${report.witnessed.by.join(', ')}, as its policy asks.`
            : 'It has no witnesses: only its own key signed it.'}
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
