import type { Terminal } from './terminal.ts'

/** Entries below which a bar would only flicker. */
const worthABar = 5_000

/** A progress bar for verifying a log, shown where there is enough to verify. */
export function verifyingProgress(terminal: Terminal) {
  let progress: ReturnType<Terminal['progress']> | undefined
  return {
    at: ({ entriesRead, size }: { entriesRead: number; size: number }) => {
      if (size < worthABar) return
      progress ??= terminal.progress({ title: 'Verifying', total: size, unit: 'entries' })
      progress.at(entriesRead)
    },
    end: () => progress?.end(),
  }
}
