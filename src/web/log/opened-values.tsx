import { Alert } from '@trussworks/react-uswds'
import { useMemo } from 'react'
import type { DisclosureReport } from '../../proof/index.ts'
import { SaveFile } from './save-file.tsx'

export type OpenedFile = {
  readonly index: number
  /** Entry of the log that tells of the opening. */
  readonly logIndex: number
  readonly text: string
  readonly report: DisclosureReport
}

/** Values that were just opened, checked by this browser, and the file for whoever gets them. */
export function OpenedValues({ opened: { index, logIndex, text, report } }: { opened: OpenedFile }) {
  const file = useMemo(() => new Blob([text], { type: 'application/json' }), [text])
  if (!report.verified)
    return (
      <Alert type="error" headingLevel="h4" heading="What was opened does not check">
        {report.problems.join(' ')} Do not hand it out; tell your administrator.
      </Alert>
    )
  return (
    <Alert type="success" headingLevel="h4" heading={`Opened; entry ${logIndex} of the log says so`}>
      <dl className="cb-pairs">
        {report.opened?.fields.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="cb-opened-value">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
      <p>
        <SaveFile name={`entry-${index}-opened.json`} file={file} />. Your browser checked it; whoever gets it
        does so with <code>casebound log open</code>, offline.
      </p>
    </Alert>
  )
}
