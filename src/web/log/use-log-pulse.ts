import { useQuery } from '@tanstack/react-query'
import { api, type LogState, take } from '../parts/api.ts'
import { type CheckpointCheck, checkCheckpoint } from './check-checkpoint.ts'
import { publishedLogFiles } from './log-files.ts'
import { logStore } from './log-store.ts'
import { recallLog, rememberLog } from './seen-log.ts'

export type LogPulse = {
  readonly state: LogState
  readonly check: CheckpointCheck
  /** When the checkpoint was fetched; a checkpoint itself carries no time. */
  readonly fetchedAt: Date
}

/** The newest checkpoint, checked by this browser; looks again every minute and after every change. */
export function useLogPulse() {
  return useQuery({ queryKey: ['log'], queryFn: takePulse, refetchInterval: 60_000 })
}

async function takePulse(): Promise<LogPulse> {
  const state = await take(api.GET('/api/log'))
  const fetchedAt = new Date()
  const { checkpoint, verifierKey, witnessPolicy } = state
  const seen = recallLog(logStore)
  const check = await checkCheckpoint({
    checkpoint,
    verifierKey,
    witnessPolicy,
    seen,
    files: publishedLogFiles,
    now: fetchedAt,
  })
  if (check.verified) rememberLog(logStore, check.seen)
  return { state, check, fetchedAt }
}
