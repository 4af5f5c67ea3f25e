import type { Face, FaceEngine, Photo } from '../face/index.ts'
import { must, Refused } from '../kernel/index.ts'
import type { Recipe } from '../preparation/index.ts'
import type { Storage } from '../storage/index.ts'
import { copyOf, digestsOf } from './pixel-thread.ts'
import { type ProbeFace, probeOf, readProbe } from './probe.ts'
import type { MadeCopy, MeasuredCopy } from './probe-recipe.ts'
import type { SearchRefusalCode } from './refusal-code.ts'
import type { Pictured } from './search-request.ts'

type House = { readonly storage: Storage; readonly face: FaceEngine }

/** A working copy as a photo; the original is only read. Refuses what `copyOf` refuses. */
export const preparedPhoto = async (original: Photo, steps: Recipe): Promise<Photo> => ({
  ...original,
  ...(await copyOf(original, steps)),
  grey: original.grey || steps.some(({ op }) => op === 'grey'),
})

/** The working copy of these steps, kept nowhere. Refuses PROBE_MISSING and what the recipe refuses. */
export async function previewCopy(house: House, of: { request: Pictured; steps: Recipe }): Promise<Photo> {
  return preparedPhoto(await readProbe(house, of.request), of.steps)
}

/** Makes the working copy and looks for faces in it: what a recipe is kept with. */
export async function makeCopy(house: House, of: { request: Pictured; steps: Recipe }): Promise<MadeCopy> {
  const { photo, copy } = await measuredCopy(house, of)
  const faces = await house.face.findFaces(photo)
  return { ...copy, faces: await assessed(house, photo, faces) }
}

/** Makes the working copy, with its digests and size. Refuses PROBE_MISSING and what the recipe refuses. */
export async function measuredCopy(
  house: House,
  of: { request: Pictured; steps: Recipe },
): Promise<{ photo: Photo; copy: MeasuredCopy }> {
  const original = await readProbe(house, of.request)
  const photo = await preparedPhoto(original, of.steps)
  const copy = {
    originalSha256: probeOf(of.request).sha256,
    decodedSha256: (await digestsOf(original)).sha256,
    ...(await digestsOf(photo)),
    widthPx: photo.widthPx,
    heightPx: photo.heightPx,
  }
  return { photo, copy }
}

/** Each face of a photo with its quality. */
export async function assessed(
  { face }: House,
  photo: Photo,
  faces: readonly Face[],
): Promise<readonly ProbeFace[]> {
  const qualities = await face.assess(photo, faces)
  return faces.map((found, at) => ({ face: found, quality: must(qualities[at], 'quality of a face') }))
}

/**
 * Makes the working copy again from the untouched original. Refuses REPLAY_DIFFERS when the result is not, byte for
 * byte, the one on record; the evidence says whether already the decoded original differs.
 */
export async function replayCopy(
  house: House,
  of: { request: Pictured; recipe: { steps: Recipe; copy: MeasuredCopy } },
): Promise<Photo> {
  const { copy, steps } = of.recipe
  const original = await readProbe(house, of.request)
  const photo = await preparedPhoto(original, steps)
  if ((await digestsOf(photo)).sha256 === copy.sha256) return photo
  const sameOriginal = (await digestsOf(original)).sha256 === copy.decodedSha256
  throw new Refused<SearchRefusalCode>({
    code: 'REPLAY_DIFFERS',
    reason: sameOriginal
      ? 'The steps, applied again, do not give the working copy on record.'
      : 'The original is decoded to other pixels than when the recipe was made.',
    needed: 'Save the recipe again, which records what it gives now; tell your administrator.',
    evidence: { decodedOriginalSame: sameOriginal, recordedSha256: copy.sha256 },
  })
}
