import { theOneFace } from '../../face/index.ts'
import { must } from '../../kernel/index.ts'
import { innerProduct } from '../../matcher/index.ts'
import { deriveKey, openBytes, sealBytes } from '../../storage/index.ts'
import type { House } from '../house.ts'
import type { Tripped } from './tripwires.ts'
import { wireSetting } from './wire-setting.ts'

/** Reference pictures are read here and nowhere else; no search knows of them. */
type Watching = Pick<House, 'storage' | 'face'>
type Portrait = {
  readonly id: string
  readonly kind: 'staff' | 'figure'
  readonly name: string
  readonly photo: string
}

const namesTold = 3
const titles = { staff: 'a registered staff photograph', figure: 'a registered public figure' } as const

/**
 * The wires that guard the agency's own people and registered public figures: which of them the probe of a search resembles. It is asked
 * after the search is logged, with the template that was made for it. No similarity is given out, only that the auditor's limit was reached.
 */
export async function portraitTrips(
  house: Watching,
  of: { readonly agencyId: string; readonly template: Float32Array },
): Promise<readonly Tripped[]> {
  const { wires, resemblance } = await wireSetting(house.storage.db)
  const kinds = (['staff', 'figure'] as const).filter((kind) => wires.includes(`resembles-${kind}`))
  if (kinds.length === 0 || resemblance === undefined) return []
  const portraits = await portraitsHeld(house, { agencyId: of.agencyId, kinds })
  const near: Portrait[] = []
  for (const portrait of portraits)
    if (innerProduct(of.template, await templateOf(house, portrait)) >= resemblance) near.push(portrait)
  return kinds.flatMap((kind) => {
    const names = near.filter((one) => one.kind === kind).map(({ name }) => name)
    if (names.length === 0) return []
    const more = names.length > namesTold ? ` and ${names.length - namesTold} more` : ''
    const words = `The probe resembles ${titles[kind]}: ${names.slice(0, namesTold).join(', ')}${more}. The limit is ${resemblance}.`
    return [{ rule: `resembles-${kind}`, words }]
  })
}

/** Whoever has left is guarded no longer, also before his picture is deleted. */
async function portraitsHeld(
  { storage }: Watching,
  of: { readonly agencyId: string; readonly kinds: readonly ('staff' | 'figure')[] },
): Promise<readonly Portrait[]> {
  return storage.db
    .selectFrom('portraits')
    .leftJoin('users', 'users.id', 'portraits.user_id')
    .select(['portraits.id', 'portraits.kind', 'portraits.name', 'portraits.photo_blob_id as photo'])
    .where('portraits.agency_id', '=', of.agencyId)
    .where('portraits.kind', 'in', [...of.kinds])
    .where('users.closed_at', 'is', null)
    .orderBy('portraits.name')
    .execute()
}

/** The template of a portrait by the model in use; after a change of the model it is made again from the picture. */
async function templateOf({ storage, face }: Watching, portrait: Portrait): Promise<Float32Array> {
  const modelId = face.model.id
  const [key, boundTo] = [deriveKey(storage.key, 'portrait'), `${portrait.id} ${modelId}`]
  const row = await storage.db
    .selectFrom('portrait_templates')
    .select('template')
    .where('portrait_id', '=', portrait.id)
    .where('model_id', '=', modelId)
    .executeTakeFirst()
  if (row) return new Float32Array(openBytes(key, { sealed: row.template, boundTo }).slice().buffer)
  const vector = await portraitVector({ face }, await storage.blobs.get(portrait.photo))
  const plain = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
  await storage.db
    .insertInto('portrait_templates')
    .values({ portrait_id: portrait.id, model_id: modelId, template: sealBytes(key, { plain, boundTo }) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return vector
}

/** The one face of a portrait as a template. Refuses what the face room refuses: NO_FACE, MULTIPLE_FACES, IMAGE_UNREADABLE and its like. */
export async function portraitVector(
  { face }: Pick<House, 'face'>,
  bytes: Uint8Array,
): Promise<Float32Array> {
  const photo = await face.readPhoto(bytes)
  const [vector] = await face.embed(photo, [theOneFace(await face.findFaces(photo))])
  return must(vector, 'template of a portrait')
}
