import type { Face, FaceEngine } from '../face/index.ts'
import { isRefused } from '../kernel/index.ts'
import { chosenFace } from './chosen-face.ts'
import { type Degradation, degradePhoto } from './degrade-photo.ts'

/** What came of one picture: a template, or the code of the refusal that stands for it. */
export type PictureOutcome =
  | { readonly template: Float32Array; readonly faces: number }
  | { readonly failure: string }

export type Outcomes = ReadonlyMap<string, PictureOutcome>

/** How pictures become templates. */
export type PictureSource = {
  readonly engine: FaceEngine
  /** The bytes of a picture by the name the table gives it; hostile until the engine has read them. */
  readonly read: (file: string) => Promise<Uint8Array>
  /** Pictures in work at once. */
  readonly inFlight: number
  readonly onPicture?: ((done: number, total: number) => void) | undefined
}

/**
 * Embeds each picture once, as it is or as a worse camera would have shown it. A picture that cannot be read, or shows
 * no face, becomes a failure; whatever else goes wrong is thrown.
 */
export async function makeTemplates(
  files: readonly string[],
  source: PictureSource,
  degradation?: Degradation,
): Promise<Outcomes> {
  const wanted = [...new Set(files)]
  const outcomes = new Map<string, PictureOutcome>()
  let next = 0
  const worker = async () => {
    for (let file = wanted[next++]; file !== undefined; file = wanted[next++]) {
      outcomes.set(file, await outcomeOf(file, source, degradation))
      source.onPicture?.(outcomes.size, wanted.length)
    }
  }
  await Promise.all(Array.from({ length: source.inFlight }, worker))
  return outcomes
}

async function outcomeOf(
  file: string,
  { engine, read }: PictureSource,
  degradation: Degradation | undefined,
): Promise<PictureOutcome> {
  const bytes = await read(file)
  try {
    const asItIs = await engine.readPhoto(bytes)
    const photo =
      degradation === undefined ? asItIs : await engine.readPhoto(await degradePhoto(asItIs, degradation))
    const faces = await engine.findFaces(photo)
    const face: Face | undefined = chosenFace(photo, faces)
    if (face === undefined) return { failure: 'NO_FACE' }
    const [template] = await engine.embed(photo, [face])
    return template === undefined ? { failure: 'NO_FACE' } : { template, faces: faces.length }
  } catch (error) {
    if (isRefused(error)) return { failure: error.code }
    throw error
  }
}
