import { type CanonicalValue, Refused, type SearchId } from '../kernel/index.ts'
import {
  chosenOf,
  countTries,
  keepSearchedCopy,
  nextTry,
  probeHash,
  probeOf,
  recordSearchedProbe,
  type SearchedPicture,
  type SearchRefusalCode,
  type SearchRequest,
  searchedPicture,
} from '../search/index.ts'
import type { Tx } from '../storage/index.ts'
import type { House } from './house.ts'

/** The picture of a search before it is logged: the log commits to it, so it is made before the entry is written. */
export type ReadyProbe = {
  readonly request: SearchRequest
  /** The working copy, made again from the original; undefined where the original is searched, which is read later. */
  readonly picture: SearchedPicture | undefined
  readonly perceptualHash: string
  readonly copyBlobId: string | undefined
}

/** Makes the working copy from the untouched original and keeps it sealed. Refuses PROBE_MISSING, REPLAY_DIFFERS. */
export async function readyProbe(house: House, request: SearchRequest): Promise<ReadyProbe> {
  probeOf(request)
  const picture = request.recipe === undefined ? undefined : await searchedPicture(house, request)
  return {
    request,
    picture,
    perceptualHash: await probeHash(house, request),
    copyBlobId: picture && (await keepSearchedCopy(house, picture)),
  }
}

/** Erases the kept copy of a search that did not come to be. */
export async function dropCopy(house: House, { copyBlobId }: ReadyProbe): Promise<void> {
  if (copyBlobId !== undefined) await house.storage.blobs.erase(copyBlobId)
}

/**
 * Counts the try for good, in the transaction of the intent. Refuses REQUEST_NOT_DRAFT when the picture was searched again
 * since the policy was asked: a limit of tries must not be passed by asking twice at once.
 */
export async function countedTry(
  tx: Tx,
  of: { ready: ReadyProbe; decided: number | undefined },
): Promise<number> {
  const { request, perceptualHash } = of.ready
  await countTries(tx)
  const { agencyId } = request
  const counted = await nextTry(tx, { agencyId, probeSha256: probeOf(request).sha256, perceptualHash })
  if (counted === of.decided) return counted
  throw new Refused<SearchRefusalCode>({
    code: 'REQUEST_NOT_DRAFT',
    reason: `This picture was searched again meanwhile: it would be try ${counted} and the policy was asked about try ${of.decided ?? 0}.`,
    needed: 'Submit it again; the policy is then asked with the right number.',
    evidence: { tries: counted },
  })
}

/** What the `search` entry says of the picture. */
export function probeFields(ready: ReadyProbe, tryNumber: number) {
  const copy = ready.picture?.copy
  const placed = chosenOf(ready.request)?.placed
  const place = ({ x, y }: { x: number; y: number }) => `${x.toFixed(1)},${y.toFixed(1)}`
  return {
    fields: { prep: copy !== undefined, try: tryNumber },
    hidden: {
      probe: probeOf(ready.request).sha256,
      ...(copy
        ? { copy: copy.sha256, steps: copy.recipe.steps.map((step): CanonicalValue => ({ ...step })) }
        : {}),
      ...(placed
        ? {
            placed: `${placed.by} ${placed.at} left ${place(placed.leftEye)} right ${place(placed.rightEye)}`,
          }
        : {}),
    },
  }
}

/** Records the picture of a search for good, in the transaction of its intent. */
export const recordProbe = (
  tx: Tx,
  of: { searchId: SearchId; ready: ReadyProbe; tryNumber: number; now: Date },
): Promise<void> =>
  recordSearchedProbe(tx, {
    ...{ searchId: of.searchId, tryNumber: of.tryNumber, now: of.now },
    request: of.ready.request,
    copy: of.ready.picture?.copy,
    perceptualHash: of.ready.perceptualHash,
    copyBlobId: of.ready.copyBlobId,
  })
