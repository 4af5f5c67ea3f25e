import { createHash } from 'node:crypto'
import { canonicalJson, newId, Refused } from '../../kernel/index.ts'
import {
  type House,
  keepPortraitTemplate,
  portraitVector,
  type WatchRefusalCode,
  wireSetting,
} from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import type { Tx } from '../../storage/index.ts'
import { checkWords } from '../kept/step-refusals.ts'

type Kind = 'staff' | 'figure'

/** Reference pictures of public figures that one agency may hold: enough for those in office, too few for a list of wanted people. */
export const mostFigures = 50

export type Portrait = {
  readonly id: string
  readonly kind: Kind
  readonly name: string
  readonly words: string
  readonly addedAt: Date
  /** Whether the model in use has coded it; one that it cannot code guards nobody. */
  readonly guards: boolean
}

/** What an agency holds, by name, without the pictures: nobody is shown those. */
export async function portraitsOf(
  { storage, face }: Pick<House, 'storage' | 'face'>,
  agencyId: string,
): Promise<readonly Portrait[]> {
  const rows = await storage.db
    .selectFrom('portraits')
    .leftJoin('portrait_templates', (join) =>
      join
        .onRef('portrait_templates.portrait_id', '=', 'portraits.id')
        .on('portrait_templates.model_id', '=', face.model.id),
    )
    .select(['id', 'kind', 'name', 'words', 'added_at as addedAt', 'model_id as coded'])
    .where('agency_id', '=', agencyId)
    .orderBy('kind')
    .orderBy('name')
    .execute()
  return rows.map(({ coded, ...row }) => ({ ...row, guards: coded !== null }))
}

/** Whether the agency asks its people for their photographs, and when this person gave his. */
export async function ownPortrait(
  { storage }: Pick<House, 'storage'>,
  user: User,
): Promise<{ readonly asked: boolean; readonly addedAt: Date | undefined }> {
  const { wires } = await wireSetting(storage.db)
  const row = await storage.db
    .selectFrom('portraits')
    .select('added_at')
    .where('user_id', '=', user.id)
    .executeTakeFirst()
  return { asked: wires.includes('resembles-staff'), addedAt: row?.added_at }
}

/**
 * A user registers his own photograph, in the place of an earlier one. Refuses PORTRAIT_INVALID while the agency does not ask for it, and what
 * the face room refuses.
 */
export async function registerOwnPortrait(
  house: House,
  of: { readonly user: User; readonly photo: Uint8Array },
): Promise<{ readonly logIndex: number }> {
  if (!(await ownPortrait(house, of.user)).asked)
    throw invalid(
      'Your agency does not ask for staff photographs: the wire is slack.',
      'Nothing is to be done.',
    )
  const vector = await portraitVector(house, of.photo)
  await deleteOwnPortrait(house, of.user)
  const words = 'Staff photograph, registered by the person.'
  return register(house, { ...of, kind: 'staff', name: of.user.name, words, vector })
}

/** An auditor registers a public figure, with the office and the reason. Refuses PORTRAIT_INVALID, REASON_MISSING, and what the face room refuses. */
export async function registerFigure(
  house: House,
  of: { readonly user: User; readonly name: string; readonly photo: Uint8Array; readonly words: string },
): Promise<{ readonly logIndex: number }> {
  const name = of.name.trim()
  if (name === '' || name.length > 100)
    throw invalid('The name has no character or more than 100.', 'Give name and office.')
  const held = (await portraitsOf(house, of.user.agency.id)).filter(({ kind }) => kind === 'figure')
  if (held.length >= mostFigures)
    throw invalid(
      `${held.length} public figures are registered; ${mostFigures} is the limit.`,
      'Delete one first.',
    )
  const words = checkWords(of.words, 'The reason')
  const vector = await portraitVector(house, of.photo)
  return register(house, { ...of, kind: 'figure', name, words, vector })
}

type Registering = {
  readonly user: User
  readonly kind: Kind
  readonly name: string
  readonly photo: Uint8Array
  readonly words: string
  /** By the model in use, so that no search has to make it. */
  readonly vector: Float32Array
}

async function register(house: House, of: Registering): Promise<{ readonly logIndex: number }> {
  const { user, kind, name, photo, words, vector } = of
  const { blobId, sha256 } = await house.storage.blobs.put(photo)
  const id = newId<string>()
  const recording = house.storage.transaction(async (tx) => {
    await tx
      .insertInto('portraits')
      .values({
        ...{ id, agency_id: user.agency.id, kind, user_id: kind === 'staff' ? user.id : null, name, words },
        ...{ photo_blob_id: blobId, added_by: user.id, added_at: house.clock.now() },
      })
      .execute()
    await keepPortraitTemplate(house.storage, tx, { id, modelId: house.face.model.id, vector })
    return entryOf(house, tx, { user, kind, step: 'registered', content: { id, name, words, sha256 } })
  })
  const entryId = await recording.catch(async (error: unknown) => {
    await house.storage.blobs.erase(blobId)
    throw error
  })
  return { logIndex: (await house.ledger.settled(entryId)).index }
}

/** An auditor deletes a portrait, row and picture. Refuses PORTRAIT_UNKNOWN, REASON_MISSING. */
export async function deletePortrait(
  house: House,
  of: { readonly user: User; readonly id: string; readonly words: string },
): Promise<{ readonly logIndex: number }> {
  const words = checkWords(of.words, 'The reason')
  const logIndex = await drop(house, { ...of, words })
  if (logIndex !== undefined) return { logIndex }
  throw new Refused<WatchRefusalCode>({
    code: 'PORTRAIT_UNKNOWN',
    reason: 'Your agency holds no such portrait.',
    needed: 'Take it from the list of registered portraits.',
  })
}

/** A person takes his own photograph back, at any time. */
export async function deleteOwnPortrait(house: House, user: User): Promise<void> {
  await dropOf(house, { userId: user.id, actor: user, words: 'Taken back or replaced by the person.' })
}

/** Whoever leaves takes his photograph with him. */
export async function forgetDeparted(
  house: House,
  of: { readonly userId: string; readonly actor: User },
): Promise<void> {
  await dropOf(house, { ...of, words: 'The account was closed.' })
}

async function dropOf(
  house: House,
  of: { readonly userId: string; readonly actor: User; readonly words: string },
): Promise<void> {
  const row = await house.storage.db
    .selectFrom('portraits')
    .select('id')
    .where('user_id', '=', of.userId)
    .executeTakeFirst()
  if (row) await drop(house, { user: of.actor, id: row.id, words: of.words })
}

async function drop(
  house: House,
  { user, id, words }: { readonly user: User; readonly id: string; readonly words: string },
): Promise<number | undefined> {
  const dropped = await house.storage.transaction(async (tx) => {
    const row = await tx
      .deleteFrom('portraits')
      .where('id', '=', id)
      .where('agency_id', '=', user.agency.id)
      .returning(['kind', 'photo_blob_id'])
      .executeTakeFirst()
    if (!row) return undefined
    const entryId = await entryOf(house, tx, {
      user,
      kind: row.kind,
      step: 'deleted',
      content: { id, words },
    })
    return { entryId, blobId: row.photo_blob_id }
  })
  if (!dropped) return undefined
  await house.storage.blobs.erase(dropped.blobId)
  return (await house.ledger.settled(dropped.entryId)).index
}

type Change = {
  readonly user: User
  readonly kind: Kind
  readonly step: 'registered' | 'deleted'
  readonly content: Readonly<Record<string, string>>
}

/** The public reads how many of a kind are held; whose they are is sealed. */
async function entryOf(house: House, tx: Tx, { user, kind, step, content }: Change) {
  const { held } = await tx
    .selectFrom('portraits')
    .select((select) => select.fn.countAll<string>().as('held'))
    .where('agency_id', '=', user.agency.id)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  return house.ledger.queue(tx, {
    ...{ type: 'tripwire', unit: user.agency.id, fields: { step, kind, portraits: Number(held) } },
    hidden: {
      actor: user.id,
      content: createHash('sha256').update(canonicalJson(content)).digest('hex'),
    },
  })
}

const invalid = (reason: string, needed: string) =>
  new Refused<WatchRefusalCode>({ code: 'PORTRAIT_INVALID', reason, needed })
