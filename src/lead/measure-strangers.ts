import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Face, shrinkPhoto } from '../face/index.ts'
import type { GalleryState, StrangersFace } from '../gallery/index.ts'
import { asId, type EntryId, isoDate, must, type PersonId, Refused, type UserId } from '../kernel/index.ts'
import { wholeHouse } from '../ledger/index.ts'
import type { Storage, Tx } from '../storage/index.ts'
import type { Progress } from './background-work.ts'
import type { KeptHouse } from './house.ts'
import { type StrangerBand, type StrangerStudy, strangerBands } from './stranger-words.ts'

/** Fewer say nothing about a gallery. */
export const fewestStrangers = 20
export const mostStrangers = 2000

export type StrangerRefusalCode = 'STRANGERS_TOO_FEW' | 'STRANGERS_RUNNING'

type Measuring = {
  readonly userId: UserId
  readonly strangers: number
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
}

type BandFace = StrangersFace & { readonly fromPx: number }

/**
 * How high strangers score in this gallery, at each size of a face: booking photographs of persons drawn by the root of its state are made
 * as small as probes are and compared with everybody but themselves. The entry `strangers` stands in the log before anything is
 * compared, and what was measured is committed to after it. Refuses STRANGERS_TOO_FEW and what `hold` refuses.
 */
export async function measureStrangers(house: KeptHouse, of: Measuring): Promise<StrangerStudy> {
  if ((await house.gallery.uncommitted()) > 0) await house.gallery.commit()
  const persons = await drawnPersons(house, of.strangers)
  if (persons.length < fewestStrangers) throw tooFew(persons.length)
  const { faces, unseen } = await facesOf(house, { ...of, persons })
  return house.gallery.hold(async ({ matcher, state }) => {
    const counts = { strangers: persons.length, faces: faces.length }
    const begun = await house.ledger.append({
      type: 'strangers',
      unit: wholeHouse,
      fields: { step: 'begun', ...counts },
      fieldRefs: { gal: state.entryId },
      hidden: { actor: of.userId },
    })
    const ticket = await house.gallery.tickets.issue(begun, state.entryId)
    const highest = await matcher.highestOfOthers(faces, { galleryRoot: state.root, ticket })
    const bands = strangerBands.map(({ fromPx }) => ({
      fromPx,
      unseen: unseen.get(fromPx) ?? 0,
      similarities: highest.filter((_, at) => faces[at]?.fromPx === fromPx).toSorted((a, b) => a - b),
    }))
    return recordStudy(house, { ...of, bands, state, begun: begun.entryId, ...counts })
  })
}

/** The newest study with this model that the log holds; undefined where there is none. */
export async function strangerStudy(
  house: Pick<KeptHouse, 'storage' | 'ledger'>,
  modelId: string,
): Promise<StrangerStudy | undefined> {
  const rows = await house.storage.db
    .selectFrom('stranger_studies')
    .selectAll()
    .where('model_id', '=', modelId)
    .orderBy('n', 'desc')
    .limit(2)
    .execute()
  for (const row of rows) {
    const logged = await house.ledger.find(asId(row.entry_id))
    if (logged === undefined) continue
    const bands: readonly StrangerBand[] = JSON.parse(row.similarities_json)
    return {
      ...{ n: row.n, modelId: row.model_id, persons: row.persons, strangers: row.strangers, bands },
      ...{ measuredOn: isoDate(row.measured_at), logIndex: logged.index },
    }
  }
  return undefined
}

/** Persons in an order that nobody chose, each with one photograph: by the hash of the gallery's root and the person. */
async function drawnPersons({ storage, gallery }: KeptHouse, strangers: number) {
  const root = gallery.state()?.root ?? ''
  const rows = await storage.db
    .selectFrom('bookings')
    .select(['person_id', (select) => select.fn.min<string>('id').as('booking_id')])
    .groupBy('person_id')
    .orderBy(sql`md5(${root} || person_id)`)
    .orderBy('person_id')
    .limit(strangers)
    .execute()
  return rows.map((row) => ({ personId: asId<PersonId>(row.person_id), bookingId: row.booking_id }))
}

async function facesOf(
  house: KeptHouse,
  of: Measuring & { persons: Awaited<ReturnType<typeof drawnPersons>> },
): Promise<{ faces: readonly BandFace[]; unseen: ReadonlyMap<number, number> }> {
  const faces: BandFace[] = []
  const unseen = new Map<number, number>()
  for (const [done, { personId, bookingId }] of of.persons.entries()) {
    of.signal?.throwIfAborted()
    of.onProgress?.({ done, total: of.persons.length })
    const { photo, face } = await bookedFace(house, bookingId)
    for (const band of strangerBands) {
      if (face.eyeDistancePx < band.fromPx) continue
      const factor = Math.min(1, band.drawnPx / face.eyeDistancePx)
      const template = await templateOf(house, factor === 1 ? photo : shrinkPhoto(photo, factor))
      if (template) faces.push({ personId, template, fromPx: band.fromPx })
      else unseen.set(band.fromPx, (unseen.get(band.fromPx) ?? 0) + 1)
    }
  }
  return { faces, unseen }
}

async function bookedFace({ storage, face: engine }: KeptHouse, bookingId: string) {
  const row = await storage.db
    .selectFrom('bookings')
    .select(['photo_blob_id', 'face_json'])
    .where('id', '=', bookingId)
    .executeTakeFirstOrThrow()
  const { face }: { face: Face } = JSON.parse(row.face_json)
  return { face, photo: await engine.readPhoto(await storage.blobs.get(row.photo_blob_id)) }
}

/** As a probe's face is found and coded; undefined where none is found. */
async function templateOf({ face: engine }: KeptHouse, photo: Parameters<KeptHouse['face']['findFaces']>[0]) {
  const found = await engine.findFaces(photo)
  const [largest] = found.toSorted((a, b) => b.eyeDistancePx - a.eyeDistancePx)
  return largest && (await engine.embed(photo, [largest]))[0]
}

type Found = Measuring & {
  readonly bands: readonly StrangerBand[]
  readonly state: GalleryState
  readonly begun: EntryId
  readonly faces: number
}

async function recordStudy(house: KeptHouse, of: Found): Promise<StrangerStudy> {
  const { ledger, storage, clock, face } = house
  const similaritiesJson = JSON.stringify(of.bands)
  const sha256 = createHash('sha256').update(similaritiesJson).digest('hex')
  const { strangers, faces, state } = of
  const entryId = await storage.transaction(async (tx) => {
    const entry = await ledger.queue(tx, {
      type: 'strangers',
      unit: wholeHouse,
      ref: of.begun,
      fields: { step: 'measured', strangers, faces, sha256 },
      hidden: { actor: of.userId },
    })
    const row = {
      ...{
        n: (await lastNumber(tx)) + 1,
        model_id: face.model.id,
        gallery_n: state.n,
        persons: state.persons,
      },
      ...{ strangers, similarities_json: similaritiesJson, sha256, entry_id: entry },
      ...{ measured_by: of.userId, measured_at: clock.now() },
    }
    await tx.insertInto('stranger_studies').values(row).execute()
    return entry
  })
  await ledger.settled(entryId)
  return must(await strangerStudy(house, face.model.id), 'study that was just recorded')
}

async function lastNumber(tx: Tx | Storage['db']): Promise<number> {
  const row = await tx
    .selectFrom('stranger_studies')
    .select((select) => select.fn.max('n').as('n'))
    .executeTakeFirst()
  return row?.n ?? 0
}

const tooFew = (persons: number) =>
  new Refused<StrangerRefusalCode>({
    code: 'STRANGERS_TOO_FEW',
    reason: `The gallery has ${persons} persons; how high strangers score says nothing with fewer than ${fewestStrangers}.`,
    needed: 'Enrol more bookings first.',
    evidence: { persons, limit: fewestStrangers },
  })
