import { useMutation } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { logStore } from '../log/log-store.ts'
import { recallLog } from '../log/seen-log.ts'
import { type LogPulse, useLogPulse } from '../log/use-log-pulse.ts'
import type { Lead } from '../parts/api.ts'
import { Failed } from '../parts/states.tsx'
import { Verbatim } from '../parts/verbatim.tsx'
import { checkLeadProof, type ProofStep } from './check-lead-proof.ts'

/** The proof that the log holds the search behind a conclusion, checked here by the browser, with everything it was checked from. */
export function ProofPanel({ lead }: { lead: Lead }) {
  const pulse = useLogPulse()
  const check = useMutation({ mutationFn: (known: LogPulse) => checkLeadProof(claimOf(lead, known)) })
  return (
    <section className="cb-proof">
      <h2>The proof</h2>
      <p>
        The search behind this conclusion is entry {lead.searchLogIndex} of the log, written before anything
        was compared. Your browser can check that, without believing this server.
      </p>
      <p className="cb-no-print">
        <Button
          type="button"
          outline
          disabled={pulse.data === undefined || check.isPending}
          onClick={() => pulse.data !== undefined && check.mutate(pulse.data)}
        >
          Check the proof
        </Button>
      </p>
      <div role="status">{check.data === undefined ? null : <Steps steps={check.data} />}</div>
      {check.isError ? <Failed doing="check the proof" thrown={check.error} /> : null}
      <details>
        <summary>The entry, the proof and the checkpoint, verbatim</summary>
        <h3 className="cb-small-heading">Entry</h3>
        <Verbatim text={lead.proof.entry} label="Entry" />
        <h3 className="cb-small-heading">Proof (.tlog-proof)</h3>
        <Verbatim text={lead.proof.tlogProof} label="Proof" />
        <h3 className="cb-small-heading">Checkpoint</h3>
        <Verbatim text={lead.proof.checkpoint} label="Checkpoint" />
      </details>
    </section>
  )
}

function claimOf(lead: Lead, known: LogPulse) {
  const { entry, tlogProof } = lead.proof
  // The key that this browser has known counts for more than the one the server names now.
  const verifierKey = recallLog(logStore)?.verifierKey ?? known.state.verifierKey
  return { entry, tlogProof, logIndex: lead.searchLogIndex, verifierKey }
}

function Steps({ steps }: { steps: readonly ProofStep[] }) {
  const good = steps.every(({ ok }) => ok)
  return (
    <>
      <p>
        <strong>{good ? 'Checked: the log holds this search ✓' : 'This could not be proved.'}</strong>
      </p>
      <ol className="cb-proof-steps">
        {steps.map(({ words, ok, found }) => (
          <li key={words} data-ok={ok}>
            <strong>{ok ? 'good' : 'failed'}</strong> {words} <code>{found}</code>
          </li>
        ))}
      </ol>
    </>
  )
}
