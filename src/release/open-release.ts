import { type Clock, isRefused } from '../kernel/index.ts'
import { checkEntry } from '../ledger/index.ts'
import {
  leafHash,
  openDisclosures,
  parseTrustPolicy,
  parseVerifierKey,
  readEntry,
  verifyTlogProof,
} from '../proof/index.ts'
import { notReleased } from './refusal-code.ts'
import { openReleaseFiles } from './release-files.ts'
import type { ReleasedKey, ReleaseRequest } from './release-request.ts'
import { sealKey } from './seal-key.ts'

/** Seconds that may lie between the logging of a search and the release of the key for it. */
export const releaseWindowSec = 60
/** Seconds that the clocks of two machines may differ. */
const clockDifferenceSec = 5

export type KeyRelease = {
  /**
   * The template key for one search. Checks by its own trust, not by the asker's: the proof, the cosignatures, that the entry is a
   * search, that it is new and was never used, and that the image is the one that was committed to. Refused RELEASE_REFUSED.
   */
  readonly release: (request: ReleaseRequest) => Promise<ReleasedKey>
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
    if (!proven.verified || proven.index === undefined)
      throw notReleased(`the search is not proven (${proven.problems[0] ?? 'no reason'})`)
    const { index } = proven
    checkSearch(request, clock)
    if (files.used.has(index)) throw notReleased(`the search at log entry ${index} had its key already`)
    // On the disk first: a crash after this costs a search, a crash before it would let one run twice.
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
    close: async () => {
      await turn
      await files.close()
    },
  }
}

/** The entry is a search, made just now, of this image. */
function checkSearch({ entryBytes, disclosures, probeSha256 }: ReleaseRequest, clock: Clock): void {
  const read = readEntry(entryBytes)
  if ('fault' in read) throw notReleased(`the entry is ${read.fault}`)
  const checked = checkEntry(read.value)
  if ('fault' in checked) throw notReleased(`the entry is none: ${checked.fault}`)
  if (checked.entry.t !== 'search') throw notReleased('the entry is not a search')
  const opened = openedFields(checked.entry.c, disclosures)
  const ageSec = (clock.now().getTime() - Number(opened.get('time'))) / 1000
  if (!(ageSec <= releaseWindowSec && ageSec >= -clockDifferenceSec))
    throw notReleased(`the search was logged ${Math.round(ageSec)} s ago; the limit is ${releaseWindowSec} s`)
  if (opened.get('probe') !== probeSha256)
    throw notReleased('the image is not the one that the search commits to')
}

function openedFields(commitments: unknown, disclosures: readonly string[]): ReadonlyMap<string, unknown> {
  try {
    return openDisclosures({ commitments: commitments as Record<string, string>, disclosures })
  } catch (error) {
    if (isRefused(error)) throw notReleased('what is shown of the entry does not fit it')
    throw error
  }
}
