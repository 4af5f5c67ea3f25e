import { type Clock, isRefused } from '../kernel/index.ts'
import { checkEntry } from '../ledger/index.ts'
import {
  leafHash,
  openDisclosures,
  parseTrustPolicy,
  parseVerifierKey,
  readEntry,
  verifyConsistency,
  verifyTlogProof,
} from '../proof/index.ts'
import { notReleased } from './refusal-code.ts'
import { openReleaseFiles, type SeenState } from './release-files.ts'
import type { ReleasedKey, ReleaseRequest } from './release-request.ts'
import { sealKey } from './seal-key.ts'

/** Seconds that may lie between the logging of a search and the release of the key for it. */
export const releaseWindowSec = 60
/** Seconds that the clocks of two machines may differ. */
const clockDifferenceSec = 5

export type KeyRelease = {
  /**
   * The template key for one search. Checks by its own trust, not by the asker's: the proof, the cosignatures, that the log begins
   * with all that it saw of it before, that the entry is a search of this gallery state, new and never used, and that the picture is the
   * one that was committed to. Refused RELEASE_REFUSED.
   */
  readonly release: (request: ReleaseRequest) => Promise<ReleasedKey>
  /** Entries of the largest checkpoint that it has taken: a request must prove that its log begins with all of them. */
  readonly seen: () => Promise<number>
  readonly close: () => Promise<void>
}

/** Opens the key release of a folder. Refused RELEASE_ABSENT, RELEASE_MEMORY_DAMAGED, and what its trust's parsers refuse. */
export async function openRelease(dir: string, { clock }: { readonly clock: Clock }): Promise<KeyRelease> {
  const files = await openReleaseFiles(dir)
  const keys = [parseVerifierKey(files.trust.vkey)]
  const policy = files.trust.policy === undefined ? undefined : parseTrustPolicy(files.trust.policy)
  let turn: Promise<unknown> = Promise.resolve()

  const releaseNext = async (request: ReleaseRequest): Promise<ReleasedKey> => {
    const { tlogProof: text, entryBytes } = request
    const proven = await verifyTlogProof({ text, entryBytes, keys, policy })
    const { index, checkpoint } = proven
    if (!proven.verified || index === undefined || checkpoint === undefined)
      throw notReleased(`the search is not proven (${proven.problems[0] ?? 'no reason'})`)
    checkContinues(request, { seen: files.seen(), checkpoint })
    checkSearch(request, clock)
    if (files.used.has(index)) throw notReleased(`the search at log entry ${index} had its key already`)
    // On the disk first: a crash after this costs a search, a crash before it would let one run twice.
    await files.see({ size: checkpoint.size, root: checkpoint.rootHash })
    await files.use(index)
    const leafSha256 = Buffer.from(leafHash(entryBytes)).toString('hex')
    return sealKey(files.key, { index, leafSha256, matcherKey: request.matcherKey })
  }
  return {
    release: (request) => {
      const answer = turn.then(() => releaseNext(request))
      turn = answer.catch(() => undefined)
      return answer
    },
    seen: async () => files.seen().size,
    close: async () => {
      await turn
      await files.close()
    },
  }
}

/** The log of the proof begins with all that was seen of it before: it was neither taken back nor told otherwise. */
function checkContinues(
  { consistency }: ReleaseRequest,
  { seen, checkpoint }: { seen: SeenState; checkpoint: { size: number; rootHash: Uint8Array } },
): void {
  const { size, rootHash } = checkpoint
  if (size < seen.size)
    throw notReleased(`the log has ${size} entries where ${seen.size} were seen before; it was taken back`)
  const same = size === seen.size && Buffer.compare(rootHash, seen.root) === 0
  const grown = verifyConsistency({
    ...{ oldSize: seen.size, oldRoot: seen.root, newSize: size, newRoot: rootHash },
    ...{ proof: consistency, fromEmpty: seen.size === 0 },
  })
  if (!same && !grown)
    throw notReleased(`the log of ${size} entries does not begin with the ${seen.size} that were seen before`)
}

/** The entry is a search of this gallery state, made just now, of this picture; or one of the measurements of strangers, which have none. */
function checkSearch(request: ReleaseRequest, clock: Clock): void {
  const { entryBytes, disclosures, pictureSha256, gallery } = request
  const read = readEntry(entryBytes)
  if ('fault' in read) throw notReleased(`the entry is ${read.fault}`)
  const checked = checkEntry(read.value)
  if ('fault' in checked) throw notReleased(`the entry is none: ${checked.fault}`)
  const { t, c, gal } = checked.entry
  if (t !== (pictureSha256 === undefined ? 'strangers' : 'search'))
    throw notReleased('the entry is not a search')
  if (gal !== gallery) throw notReleased('the search names another state of the gallery')
  const opened = openedFields(c, disclosures)
  const ageSec = (clock.now().getTime() - Number(opened.get('time'))) / 1000
  if (!(ageSec <= releaseWindowSec && ageSec >= -clockDifferenceSec))
    throw notReleased(`the search was logged ${Math.round(ageSec)} s ago; the limit is ${releaseWindowSec} s`)
  const committed = opened.get('copy') ?? opened.get('probe')
  if (pictureSha256 !== undefined && committed !== pictureSha256)
    throw notReleased('the picture is not the one that the search commits to')
}

function openedFields(commitments: unknown, disclosures: readonly string[]): ReadonlyMap<string, unknown> {
  try {
    return openDisclosures({ commitments: commitments as Record<string, string>, disclosures })
  } catch (error) {
    if (isRefused(error)) throw notReleased('what is shown of the entry does not fit it')
    throw error
  }
}
