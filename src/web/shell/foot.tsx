import { Link } from 'react-router'
import { useLogPulse } from '../log/use-log-pulse.ts'
import { secondOf } from '../parts/dates.ts'
import { asTrouble } from '../parts/trouble.ts'
import { KeysDialog } from './keys-dialog.tsx'

/** The state of the log, at all times: the signature was checked by this browser, not believed. */
export function Foot() {
  return (
    <footer className="cb-foot">
      <Pulse />
      <KeysDialog />
    </footer>
  )
}

function Pulse() {
  const pulse = useLogPulse()
  if (pulse.data === undefined) {
    const words = pulse.isPending ? 'checking…' : `could not be verified: ${asTrouble(pulse.error).message}`
    return (
      <p className="cb-pulse" data-state={pulse.isPending ? 'checking' : 'failed'}>
        <Link to="/transparency">log</Link> {words}
      </p>
    )
  }
  const { state, check, fetchedAt } = pulse.data
  const title = 'when this browser fetched the checkpoint; a checkpoint itself carries no time'
  return (
    <p className="cb-pulse" data-state={check.verified ? 'verified' : 'failed'}>
      <Link to="/transparency">log</Link> {state.size.toLocaleString('en-US')} entries{' · '}
      <span title={title}>
        <span className="cb-wide-words">checkpoint </span>
        {secondOf(fetchedAt)}
      </span>
      {' · '}
      {check.verified ? <span title={check.how}>verified ✓</span> : <>could not be verified: {check.why}</>}
    </p>
  )
}
