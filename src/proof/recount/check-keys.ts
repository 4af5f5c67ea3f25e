import { isRefused } from '../../kernel/index.ts'
import { openCheckpoint } from '../checkpoint.ts'
import { keyNotePath, type LogKeys } from '../log-keys.ts'
import type { LogFiles } from '../tile.ts'
import { livePrefix } from '../verify-live.ts'
import type { LogProblem } from '../verify-log.ts'

/** What an entry `key` says: a key of the log, and the SHA-256 of the note that announces it. */
export type RecordedKey = {
  readonly index: number
  readonly n: number
  readonly vkey: string
  readonly note: string
}

/**
 * Holds the keys of a log against its entries: every entry `key` has its note, and the newest checkpoint is signed by the newest key that
 * the public entries announce, as well as by the key that the reader trusts or a later one. So a key that was replaced, or that was never
 * announced, signs nothing alone that is believed.
 */
export async function checkKeys(of: {
  readonly files: LogFiles
  readonly logKeys: LogKeys
  readonly recorded: readonly RecordedKey[]
  /** Whether something lies under live/ whose checkpoint is the newest. */
  readonly live: boolean
}): Promise<readonly LogProblem[]> {
  const { files, logKeys, recorded } = of
  const { keys, pinned, problems } = logKeys
  const found: LogProblem[] = [...problems]
  for (const { index, n, vkey, note } of recorded) {
    const known = keys.find((key) => key.n === n && key.vkey === vkey)
    const path = keyNotePath(n)
    if (known === undefined)
      found.push({ path, what: `does not announce key ${n}, which entry ${index} names` })
    else if (known.noteSha256 !== note)
      found.push({ path, what: `is not the note that entry ${index} names` })
  }
  const path = `${of.live ? livePrefix : ''}checkpoint`
  const bytes = await files.read(path)
  if (found.length > 0 || bytes === undefined) return found
  const needed = keys.find(({ n }) => n === (recorded.at(-1)?.n ?? keys[0]?.n))
  try {
    const { signers } = await openCheckpoint(bytes, { keys: keys.map(({ key }) => key) })
    const signed = keys.filter(({ key }) => signers.some((signer) => signer.key === key))
    if (needed !== undefined && !signed.includes(needed))
      found.push({
        path,
        what:
          recorded.length === 0
            ? 'is signed by a key that the log never announced, and not by the one that it began with'
            : `is not signed by key ${needed.n}, which entry ${recorded.at(-1)?.index} announced`,
      })
    if (!signed.some(({ n }) => n >= pinned.n))
      found.push({ path, what: 'is signed by an older key than the trusted one only' })
  } catch (error) {
    // A checkpoint that does not open is reported where it is read.
    if (!isRefused(error)) throw error
  }
  return found
}
