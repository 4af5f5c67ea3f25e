import type { Bench } from '../../examination/index.ts'
import { isoDate, must, newId } from '../../kernel/index.ts'
import { candidatesOf, type SearchRecord } from '../../search/index.ts'
import type { Tx } from '../../storage/index.ts'
import { frozenSearchOf } from '../freeze-search.ts'
import type { House } from '../house.ts'
import { inOrderOfLot, lotBelow, poolOf } from './draw-planted.ts'
import { dayNear, mostDaysOff, pictureLike } from './picture-like.ts'
import { type PlantedFace, recordPlanted } from './planted-record.ts'
import { plantingSetting } from './planting-setting.ts'
import { practiceFaces } from './practice-faces.ts'

/** Faces that are ready to be planted; their pictures lie in the blob store, and nothing is recorded yet. */
export type ReadyPlanting = readonly Omit<PlantedFace, 'entryId' | 'plantedAt'>[]

type Of = { readonly search: SearchRecord; readonly bench: Bench }

/**
 * Draws the faces for the list of one examiner and gives each the size and the day of a booking around it, so that nothing but the face
 * tells it apart. Every examiner has faces of his own: what another says of his list means nothing here. None are planted where the agency
 * wants none, the list is empty, or it was ranked by another model than the one in use.
 */
export async function readyPlanting(house: House, { search, bench }: Of): Promise<ReadyPlanting> {
  const { faces } = await plantingSetting(house.storage.db, search.agencyId)
  const candidates = faces === 0 ? [] : await candidatesOf(house.storage.db, search.id)
  if (candidates.length === 0 || search.modelId !== house.face.model.id) return []
  const lot = { orderSeed: must(search.end?.orderSeed, 'order seed'), examinerId: bench.examinerId }
  const practice = await practiceFaces(house.face)
  const probe = await probeTemplate(house, search)
  const pool = poolOf(practice, { probe, shownBefore: await shownBefore(house, bench) })
  const planted: ReadyPlanting[number][] = []
  for (const picture of inOrderOfLot(pool, lot)) {
    if (planted.length === faces) break
    const own = must(
      practice.find((one) => one.picture === picture),
      'practice picture',
    )
    const like = (words: string) =>
      must(candidates[lotBelow(candidates.length, { ...lot, words: `${words}:${picture}` })], 'candidate')
    const drawn = await pictureLike(house, { own, like: like('size') })
    if (drawn === undefined) continue
    const days = lotBelow(2 * mostDaysOff + 1, { ...lot, words: `days:${picture}` }) - mostDaysOff
    planted.push({
      ...{ id: newId<string>(), ...bench, picture, pool, ...drawn },
      bookedOn: dayNear(like('day').bookedOn, { days, latest: isoDate(search.createdAt) }),
    })
  }
  return planted
}

/** Begins what takes some seconds the first time, so that nobody waits for it later; a fault shows when the faces are drawn. */
export async function expectPlanting(house: House, agencyId: string): Promise<void> {
  const { faces } = await plantingSetting(house.storage.db, agencyId)
  if (faces > 0) practiceFaces(house.face).catch(() => undefined)
}

async function probeTemplate(house: House, search: SearchRecord): Promise<Float32Array> {
  const { frozen } = await frozenSearchOf(house, search.id)
  const bytes = Uint8Array.from(Buffer.from(must(frozen.template, 'template of a ranked probe'), 'base64'))
  return new Float32Array(bytes.buffer)
}

async function shownBefore({ storage }: House, { examinerId }: Bench): Promise<ReadonlySet<string>> {
  const rows = await storage.db
    .selectFrom('planted_faces')
    .select('picture')
    .where('examiner_id', '=', examinerId)
    .execute()
  return new Set(rows.map(({ picture }) => picture))
}

/** Records what is planted, in the transaction of the analysis: it is committed to before the examiner is given the list. */
export async function addPlanting(
  house: House,
  { tx, search, bench, ready }: Of & { tx: Tx; ready: ReadyPlanting },
): Promise<readonly PlantedFace[]> {
  if (ready.length === 0) return []
  const entryId = await house.ledger.queue(tx, {
    ...{ type: 'planting', unit: search.agencyId, fields: { step: 'planted' } },
    ref: must(search.end, 'end of an examined search').entryId,
    hidden: {
      actor: bench.examinerId,
      faces: ready.map(({ id, picture, pool, bookedOn, sha256 }) => ({
        ...{ id, picture, pool: [...pool], bookedOn, sha256 },
      })),
    },
  })
  const planted = ready.map((one) => ({ ...one, entryId, plantedAt: house.clock.now() }))
  await recordPlanted(tx, planted)
  return planted
}

/** Takes back the pictures of a planting that came to nothing. */
export async function dropPlanting({ storage }: House, ready: ReadyPlanting): Promise<void> {
  for (const { blobId } of ready) await storage.blobs.erase(blobId)
}
