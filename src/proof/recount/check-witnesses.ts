import { type CanonicalValue, isRefused } from '../../kernel/index.ts'
import { fromBase64 } from '../base64.ts'
import { hexOf, sameBytes, utf8Text } from '../bytes.ts'
import { openCheckpoint } from '../checkpoint.ts'
import { leafHash, sha256Of } from '../merkle-hash.ts'
import { readEntry } from '../read-entry.ts'
import { inWords } from '../refuse.ts'
import type { LogFiles } from '../tile.ts'
import { parseTrustPolicy, type TrustPolicy, trustPolicyPath } from '../trust-policy.ts'
import type { VerifierKey } from '../verifier-key.ts'
import { type LiveReport, livePrefix } from '../verify-live.ts'
import type { LogProblem } from '../verify-log.ts'

/** Where a delayed publication shows the newest entry `witnesses` while that is not public yet. */
export const liveWitnessesPath = `${livePrefix}witnesses.json`

/** Which policy the log says is in force: the SHA-256 of its text in hex, and the entry that says so. */
export type RecordedPolicy = { readonly index: number; readonly sha256: string }

/** Who cosigned the newest checkpoint, whether the policy came from the reader or from the log itself, and where the log names it. */
export type Witnessed = {
  readonly by: readonly string[]
  readonly policyPinned: boolean
  readonly policyEntry: number | undefined
}

type Checking = {
  readonly files: LogFiles
  readonly keys: readonly VerifierKey[]
  readonly pinned: TrustPolicy | undefined
  readonly publicSize: number
  readonly live: LiveReport
  /** What the newest public entry `witnesses` says. */
  readonly recorded: RecordedPolicy | undefined
}

/**
 * Checks who stands behind the newest checkpoint: that the published policy is the one that the log names, where it names one, and that
 * the cosignatures of that policy, or of the reader's own, are there. An older public checkpoint beside it need not carry any: it is the
 * beginning of the newest, which is checked, and so of what the witnesses saw.
 */
export async function checkWitnesses(
  of: Checking,
): Promise<{ readonly witnessed: Witnessed | undefined; readonly problems: readonly LogProblem[] }> {
  const path = `${of.live.size === undefined ? '' : livePrefix}checkpoint`
  const onlyProblem = (where: string, what: string) => ({
    witnessed: undefined,
    problems: [{ path: where, what }],
  })
  const shown = await shownLive(of)
  if (typeof shown === 'string') return onlyProblem(liveWitnessesPath, shown)
  const recorded = shown ?? of.recorded
  const text = await of.files.read(trustPolicyPath)
  const fault = recordFault(text, recorded)
  if (fault !== undefined) return onlyProblem(trustPolicyPath, fault)
  try {
    const policy = of.pinned ?? (text && parseTrustPolicy(text))
    const note = policy && (await of.files.read(path))
    if (policy === undefined || note === undefined) return { witnessed: undefined, problems: [] }
    const { signers } = await openCheckpoint(note, { keys: of.keys, policy })
    const by = policy.witnesses.filter(({ key }) => signers.some((signer) => signer.key === key))
    const [policyPinned, policyEntry] = [of.pinned !== undefined, recorded?.index]
    return { witnessed: { by: by.map(({ key }) => key.name), policyPinned, policyEntry }, problems: [] }
  } catch (error) {
    if (!isRefused(error)) throw error
    return onlyProblem(error.code === 'TRUST_POLICY_INVALID' ? trustPolicyPath : path, inWords(error))
  }
}

function recordFault(text: Uint8Array | undefined, recorded: RecordedPolicy | undefined): string | undefined {
  if (recorded === undefined) return undefined
  const says = `entry ${recorded.index} of the log names`
  if (text === undefined) return `is missing, although ${says} the witnesses who must cosign`
  return hexOf(sha256Of(text)) === recorded.sha256 ? undefined : `is not the policy that ${says}`
}

/** The newest entry `witnesses` that is committed to and not public yet, where one is shown; or what is wrong with what is shown. */
async function shownLive({
  files,
  live,
  publicSize,
}: Checking): Promise<RecordedPolicy | string | undefined> {
  const bytes = live.size === undefined ? undefined : await files.read(liveWitnessesPath)
  if (bytes === undefined) return undefined
  const shown = readShown(bytes)
  if (shown === undefined) return 'is not an index and an entry'
  // What became public since is read where it stands.
  if (shown.index < publicSize) return undefined
  const leaf = await live.leafAt(shown.index)
  if (leaf === undefined || !sameBytes(leaf, leafHash(shown.entry)))
    return 'shows an entry that the live checkpoint does not commit to'
  const read = readEntry(shown.entry)
  const { sha256 } = 'fault' in read ? {} : (read.value as { readonly sha256?: CanonicalValue })
  if ('fault' in read || read.type !== 'witnesses' || typeof sha256 !== 'string')
    return 'shows an entry of another type'
  return { index: shown.index, sha256 }
}

function readShown(bytes: Uint8Array): { index: number; entry: Uint8Array } | undefined {
  // From outside: each member is looked at before it is used.
  try {
    const { index, entry: text } = JSON.parse(utf8Text(bytes) ?? '') as Record<string, unknown>
    const entry = typeof text === 'string' ? fromBase64(text) : undefined
    return typeof index === 'number' && Number.isSafeInteger(index) && entry ? { index, entry } : undefined
  } catch {
    return undefined
  }
}
