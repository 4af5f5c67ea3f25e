import { isRefused } from '../kernel/index.ts'

/** How far a piece of work in the background is, and how it ended. */
export type BackgroundWork = {
  readonly running: boolean
  readonly done: number
  readonly total: number
  /** Why it stopped short. */
  readonly fault?: { readonly code: string; readonly reason: string; readonly needed: string } | undefined
}

export type Progress = { readonly done: number; readonly total: number }

/** One piece of work that runs by itself, tells how far it is, and can be asked to stop. */
export type RunningWork<T> = {
  readonly state: () => BackgroundWork
  /** What it gave, once it is done. */
  readonly outcome: () => T | undefined
  readonly stop: () => Promise<void>
}

export function inBackground<T>(
  work: (run: { onProgress: (progress: Progress) => void; signal: AbortSignal }) => Promise<T>,
): RunningWork<T> {
  let state: BackgroundWork = { running: true, done: 0, total: 0 }
  let outcome: T | undefined
  const stopping = new AbortController()
  const onProgress = ({ done, total }: Progress) => {
    state = { running: true, done, total }
  }
  const end = work({ onProgress, signal: stopping.signal }).then(
    (given) => {
      outcome = given
      state = { ...state, running: false }
    },
    (error) => {
      state = { ...state, running: false, fault: faultOf(error) }
    },
  )
  return {
    state: () => state,
    outcome: () => outcome,
    stop: () => {
      stopping.abort()
      return end
    },
  }
}

/** A fault as it is told to whoever asks how the work is. */
export function faultOf(error: unknown): NonNullable<BackgroundWork['fault']> {
  if (isRefused(error)) return { code: error.code, reason: error.reason, needed: error.needed }
  return { code: 'FAULT', reason: error instanceof Error ? error.message : String(error), needed: '' }
}
