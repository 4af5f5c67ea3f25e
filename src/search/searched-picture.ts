import { createHash } from 'node:crypto'
import { encodePhotoLosslessly, type FaceEngine, hideOtherFaces, type Photo } from '../face/index.ts'
import { isRefused, must } from '../kernel/index.ts'
import type { Storage } from '../storage/index.ts'
import { searchedFace, searchedFaces } from './chosen-face.ts'
import { replayCopy } from './make-copy.ts'
import { digestsOf } from './pixel-thread.ts'
import { type ProbeFace, probeOf } from './probe.ts'
import type { ProbeRecipe } from './probe-recipe.ts'
import type { SearchRequest } from './search-request.ts'

/** The pixels that are searched: the original, or a working copy in which nobody but the chosen person can be recognised. */
export type SearchedPicture = {
  readonly photo: Photo
  /** The chosen face in it; undefined while none is chosen, and then nothing can be searched. */
  readonly chosen: ProbeFace | undefined
  /** SHA-256 of what is searched, hex: of the bytes of the original as they were read, or of the copy. */
  readonly sha256: string
  readonly copy:
    | { readonly recipe: ProbeRecipe; readonly sha256: string; readonly perceptualHash: string }
    | undefined
}

type House = { readonly storage: Storage; readonly face: FaceEngine }

/** Makes the picture that is searched anew from the untouched original. Refuses PROBE_MISSING, REPLAY_DIFFERS. */
export async function searchedPicture(house: House, request: SearchRequest): Promise<SearchedPicture> {
  const chosen = chosenOf(request)
  const { recipe } = request
  if (recipe === undefined) {
    const bytes = await house.storage.blobs.get(probeOf(request).blobId)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { photo: await house.face.readPhoto(bytes), chosen, sha256, copy: undefined }
  }
  const replayed = await replayCopy(house, { request, recipe })
  const others = searchedFaces(request).filter((face) => face !== chosen)
  if (chosen === undefined || others.length === 0) {
    const { sha256, perceptualHash } = recipe.copy
    return { photo: replayed, chosen, sha256, copy: { recipe, sha256, perceptualHash } }
  }
  const photo = hideOtherFaces(replayed, { keep: chosen.face, others: others.map(({ face }) => face) })
  const digests = await digestsOf(photo)
  return { photo, chosen, sha256: digests.sha256, copy: { recipe, ...digests } }
}

/** The chosen face of the picture that is searched; undefined while none is chosen. */
export function chosenOf(request: SearchRequest): ProbeFace | undefined {
  try {
    return searchedFace(request)
  } catch (error) {
    if (isRefused(error)) return undefined
    throw error
  }
}

/** Keeps the working copy that is searched, sealed, as PNG; undefined where the original is searched. */
export async function keepSearchedCopy(house: House, picture: SearchedPicture): Promise<string | undefined> {
  if (picture.copy === undefined || picture.chosen === undefined) return undefined
  return (await house.storage.blobs.put(await encodePhotoLosslessly(picture.photo))).blobId
}

/** Template of the chosen face: unit-length float32 vector. */
export async function embedProbe(house: House, picture: SearchedPicture): Promise<Float32Array> {
  const { face } = must(picture.chosen, 'chosen face of a picture that is searched')
  const [template] = await house.face.embed(picture.photo, [face])
  return must(template, 'template of the chosen face')
}
