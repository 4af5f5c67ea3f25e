import type { Progress, Terminal } from '../terminal.ts'

const megabyte = 1_000_000
/** Fewer bytes than this are read before anybody could read a line about it. */
const worthShowingBytes = 50 * megabyte

/** Shows the reading of large logs in megabytes, with the rate in MB a second and the time left. */
export function scanProgress(terminal: Terminal): {
  at: (of: { doneBytes: number; totalBytes: number }) => void
  end: () => void
} {
  let shown: Progress | undefined
  return {
    at: ({ doneBytes, totalBytes }) => {
      if (totalBytes < worthShowingBytes) return
      const total = Math.ceil(totalBytes / megabyte)
      shown ??= terminal.progress({ title: 'Reading the logs', total, unit: 'MB' })
      shown.at(Math.min(total, Math.round(doneBytes / megabyte)))
    },
    end: () => shown?.end(),
  }
}
