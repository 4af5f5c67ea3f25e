import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from '@trussworks/react-uswds'
import { secondOf } from '../parts/dates.ts'
import { PageHeading } from '../parts/page.tsx'
import { countsQuery } from '../parts/queries.ts'
import { Shown } from '../parts/states.tsx'
import { Verbatim } from '../parts/verbatim.tsx'
import { Counts } from './counts.tsx'
import { LogNav } from './log-nav.tsx'
import { logStore } from './log-store.ts'
import { forgetLog } from './seen-log.ts'
import { type LogPulse, useLogPulse } from './use-log-pulse.ts'
import { WholeLogCheck } from './whole-log-check.tsx'

/** The public page of the log: the counts, the checkpoint, and how anybody can check both. */
export function LogPage() {
  const counts = useQuery(countsQuery)
  const pulse = useLogPulse()
  return (
    <>
      <LogNav />
      <PageHeading title="Log">
        Every search stands in this log before it is made. Nobody can take one out unnoticed.
      </PageHeading>
      <Shown query={counts} what="the counts" rows={6}>
        {(found) => <Counts counts={found} />}
      </Shown>
      {counts.isPending ? null : (
        <section className="cb-prose">
          <h2>How do I know?</h2>
          <Shown query={pulse} what="the state of the log" rows={6}>
            {(found) => <Known pulse={found} />}
          </Shown>
        </section>
      )}
    </>
  )
}

function Known({ pulse }: { pulse: LogPulse }) {
  return (
    <>
      <Newest pulse={pulse} />
      <WholeLogCheck state={pulse.state} />
      <h3>The newest checkpoint, verbatim</h3>
      <p>
        Name of the log, number of entries, root hash of all of them, and the signature over these three
        lines.
      </p>
      <Verbatim text={pulse.state.checkpoint} label="Checkpoint" />
      <h3>The log's key</h3>
      <p>
        Compare it with the key in the agency's annual report. A key that only this server shows proves
        little.
      </p>
      <Verbatim text={pulse.state.verifierKey} label="Key of the log" />
      <h3>Check it on your own machine</h3>
      <p>
        Copy the files under <code>/log/</code> into a folder, then, with no connection to this server:
      </p>
      <pre className="cb-command">
        <code>casebound log verify DIR --key '{pulse.state.verifierKey}'</code>
      </pre>
      <p>
        The files follow open formats (C2SP tlog-tiles and signed notes), so other people's programs can check
        them too.
      </p>
    </>
  )
}

function Newest({ pulse: { check, fetchedAt } }: { pulse: LogPulse }) {
  if (check.verified) {
    return (
      <p>
        Your browser fetched the newest checkpoint at <span className="cb-figure">{secondOf(fetchedAt)}</span>{' '}
        and verified it ✓: {check.how}.
      </p>
    )
  }
  return (
    <Alert type="error" headingLevel="h3" heading="The newest checkpoint could not be verified">
      What your browser found: {check.why}. Do not rely on the log until the agency explains this.
      {check.keyChanged ? <NewKey /> : null}
    </Alert>
  )
}

function NewKey() {
  const client = useQueryClient()
  const accept = () => {
    forgetLog(logStore)
    void client.invalidateQueries({ queryKey: ['log'] })
  }
  return (
    <div className="margin-top-1">
      Only if the agency announced a new key, or this demonstration was set up anew:{' '}
      <Button type="button" outline onClick={accept}>
        Take the new key
      </Button>
    </div>
  )
}
