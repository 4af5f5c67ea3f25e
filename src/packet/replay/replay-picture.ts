import { type Face, type FaceEngine, hideOtherFaces, type Photo } from '../../face/index.ts'
import { isRefused } from '../../kernel/index.ts'
import { type Recipe, readRecipe } from '../../preparation/index.ts'
import { digestsOf, preparedPhoto } from '../../search/index.ts'
import { damagedPacket } from '../damaged-packet.ts'
import { probeName } from '../picture-parts.ts'
import { digestOf, type Packet } from '../read-packet.ts'
import { faceOf } from './face-of.ts'
import { type Finding, finding } from './replay-report.ts'

/** The picture that was searched, made again from the original, with the face that was searched for. */
export type ReplayedPicture = {
  readonly photo: Photo
  readonly chosen: Face | undefined
  readonly finding: Finding
}

/** Decodes the original, applies the recipe, hides the other faces, and compares the pixels with those on record. */
export async function replayPicture(packet: Packet, engine: FaceEngine): Promise<ReplayedPicture> {
  const { frozen } = packet
  const bytes = packet.part(probeName)
  if (!bytes) throw damagedPacket(probeName, 'is missing')
  const found = frozen.chosen === undefined ? undefined : frozen.faces[frozen.chosen]
  const chosen = found && faceOf(found.face)
  const original = await engine.readPhoto(bytes)
  const differences =
    digestOf(bytes) === frozen.probe.sha256 ? [] : ['The original is not the image that was searched.']
  if (!frozen.copy) {
    const replayed = ['original: its bytes have the SHA-256 on record']
    return { photo: original, chosen, finding: finding({ replayed, differences }) }
  }
  const copy = await preparedPhoto(original, recipeOf(frozen.copy.steps))
  const others = frozen.faces.flatMap(({ face }, at) => (at === frozen.chosen ? [] : [faceOf(face)]))
  const photo = chosen && others.length > 0 ? hideOtherFaces(copy, { keep: chosen, others }) : copy
  const { sha256 } = await digestsOf(photo)
  if (sha256 !== frozen.copy.sha256)
    differences.push(
      `The recipe, applied again, gives other pixels (SHA-256 ${sha256}) than were searched (${frozen.copy.sha256}).`,
    )
  const replayed = [`recipe: ${frozen.copy.steps.length} steps from the original to the searched pixels`]
  return { photo, chosen, finding: finding({ replayed, differences }) }
}

function recipeOf(steps: unknown): Recipe {
  try {
    return readRecipe(steps)
  } catch (error) {
    if (isRefused(error))
      throw damagedPacket('search.json', `has a recipe that cannot be read: ${error.reason}`)
    throw error
  }
}
