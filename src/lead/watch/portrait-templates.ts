import { type FaceEngine, theOneFace } from '../../face/index.ts'
import { isRefused, must } from '../../kernel/index.ts'
import { type Db, deriveKey, openBytes, type Storage, sealBytes, type Tx } from '../../storage/index.ts'

/** A reference picture that is to be coded. */
export type PortraitPicture = { readonly id: string; readonly photo: string }

type Coding = { readonly storage: Storage; readonly face: FaceEngine }

/** The one face of a portrait as a template. Refuses what the face room refuses: NO_FACE, MULTIPLE_FACES, IMAGE_UNREADABLE and its like. */
export async function portraitVector(
  { face }: Pick<Coding, 'face'>,
  bytes: Uint8Array,
): Promise<Float32Array> {
  const photo = await face.readPhoto(bytes)
  const [vector] = await face.embed(photo, [theOneFace(await face.findFaces(photo))])
  return must(vector, 'template of a portrait')
}

/**
 * The template of a portrait by the engine's model, made now where it is not there yet; undefined where that model finds no face in the
 * picture, which then guards nobody.
 */
export async function portraitTemplate(
  house: Coding,
  portrait: PortraitPicture,
): Promise<Float32Array | undefined> {
  const { storage, face } = house
  const of = { id: portrait.id, modelId: face.model.id }
  const row = await storage.db
    .selectFrom('portrait_templates')
    .select('template')
    .where('portrait_id', '=', of.id)
    .where('model_id', '=', of.modelId)
    .executeTakeFirst()
  if (row)
    return new Float32Array(
      openBytes(keyOf(storage), { sealed: row.template, boundTo: boundTo(of) }).slice().buffer,
    )
  try {
    const vector = await portraitVector({ face }, await storage.blobs.get(portrait.photo))
    await keepPortraitTemplate(storage, storage.db, { ...of, vector })
    return vector
  } catch (error) {
    if (isRefused(error)) return undefined
    throw error
  }
}

/** Keeps a template sealed; in the transaction that registers the portrait, or beside it. */
export async function keepPortraitTemplate(
  storage: Pick<Storage, 'key'>,
  db: Db | Tx,
  of: { readonly id: string; readonly modelId: string; readonly vector: Float32Array },
): Promise<void> {
  const { id, modelId, vector } = of
  const plain = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
  await db
    .insertInto('portrait_templates')
    .values({
      ...{ portrait_id: id, model_id: modelId },
      template: sealBytes(keyOf(storage), { plain, boundTo: boundTo(of) }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const keyOf = ({ key }: Pick<Storage, 'key'>) => deriveKey(key, 'portrait')
const boundTo = ({ id, modelId }: { id: string; modelId: string }) => `${id} ${modelId}`

/**
 * Codes every portrait that has no template by this engine's model yet, one after another, so that no search waits for it: before the gallery
 * changes over to another model, and at the start. A portrait that is deleted meanwhile is passed over.
 */
export async function codePortraits(
  house: Coding,
  { signal }: { readonly signal: AbortSignal },
): Promise<{ readonly coded: number; readonly unreadable: number }> {
  const done = { coded: 0, unreadable: 0 }
  for (const portrait of await withoutTemplate(house)) {
    if (signal.aborted) break
    const template = await portraitTemplate(house, portrait).catch(async (error: unknown) => {
      if (await isThere(house, portrait)) throw error
      return undefined
    })
    if (template) done.coded++
    else if (await isThere(house, portrait)) done.unreadable++
  }
  return done
}

const isThere = async ({ storage }: Coding, { id }: PortraitPicture): Promise<boolean> =>
  (await storage.db.selectFrom('portraits').select('id').where('id', '=', id).executeTakeFirst()) !==
  undefined

const withoutTemplate = ({ storage, face }: Coding): Promise<readonly PortraitPicture[]> =>
  storage.db
    .selectFrom('portraits')
    .select(['portraits.id', 'portraits.photo_blob_id as photo'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('portrait_templates')
            .select('portrait_templates.portrait_id')
            .whereRef('portrait_templates.portrait_id', '=', 'portraits.id')
            .where('portrait_templates.model_id', '=', face.model.id),
        ),
      ),
    )
    .orderBy('portraits.id')
    .execute()

/** Templates of models that code nothing any more are face data without a use. */
export async function forgetOtherTemplates({ storage, face }: Coding): Promise<void> {
  await storage.db.deleteFrom('portrait_templates').where('model_id', '<>', face.model.id).execute()
}
