import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * The folder for made data: the one that was asked for, which is kept, or a temporary one, which is removed when the
 * process ends, however it is ended.
 */
export function scratchFolder(kept: string | undefined): string {
  if (kept !== undefined) {
    mkdirSync(kept, { recursive: true })
    return resolve(kept)
  }
  const folder = mkdtempSync(join(tmpdir(), 'casebound-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** Ends the process on Ctrl-C and the like, so that what was promised for its end happens. */
export function endOnSignals(): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    process.on(signal, () => process.exit(code))
}
