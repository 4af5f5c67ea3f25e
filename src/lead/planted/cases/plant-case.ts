import { createHash, randomBytes } from 'node:crypto'
import { type CanonicalValue, canonicalJson, must, newId, type SearchId } from '../../../kernel/index.ts'
import { digestsOf, type Probe, type SearchRecord } from '../../../search/index.ts'
import { exercisePicture, loadExercise } from '../../../training/index.ts'
import type { House } from '../../house.ts'
import { type CaseFace, type PlantedCase, recordCase } from './case-record.ts'
import { delayMs, hasMate, stillsInOrder } from './draw-case.ts'
import { type Drawing, drawFace, drawFaces, likeCandidates, mateOf, strangersTo } from './list-faces.ts'

export type PlantingHouse = Pick<House, 'storage' | 'ledger' | 'clock' | 'face'>

/** Digest of what a planted case is: still, list and truth, as the entry of the log commits to it. */
export const caseDigest = (planted: Omit<PlantedCase, 'entryId'>): string =>
  digestOf({
    ...{ id: planted.id, after: planted.afterSearchId, still: planted.still, probe: planted.probe.sha256 },
    ...{ listed: planted.listed, seed: Buffer.from(planted.seed).toString('hex') },
    shownFrom: planted.shownFrom.toISOString(),
  })

export const digestOf = (content: CanonicalValue): string =>
  createHash('sha256').update(canonicalJson(content)).digest('hex')

/** A face as the log commits to it, with the truth about it. */
export const faceInEntry = ({ id, picture, isMate, bookedOn, sha256 }: CaseFace): CanonicalValue => ({
  ...{ id, picture, isMate, bookedOn, sha256 },
})

/**
 * Plants a case after a search that has a list: a still of the practice set with a list as long as that of the search, and in two of three
 * its mate in it. Row, list and the entry `planting` that commits to both commit together. Undefined where no case can
 * be drawn: an empty list, or one longer than the practice set.
 */
export async function plantCase(
  house: PlantingHouse,
  search: SearchRecord,
  seed = new Uint8Array(randomBytes(32)),
): Promise<PlantedCase | undefined> {
  const { like, latest } = await likeCandidates(house, { searchId: search.id, now: house.clock.now() })
  if (like.length === 0) return undefined
  for (const still of await stillsToTry(house, { agencyId: search.agencyId, seed })) {
    const shown = await readStill(house, still)
    if (shown === undefined) continue
    const drawing: Drawing = { still, template: shown.template, seed, like, latest }
    const faces = await drawList(house, drawing)
    if (faces.length < like.length) {
      await dropBlobs(house, faces)
      return undefined
    }
    return keepCase(house, { search, faces, still, seed, probe: shown })
  }
  return undefined
}

async function stillsToTry(house: PlantingHouse, of: { agencyId: string; seed: Uint8Array }) {
  const rows = await house.storage.db
    .selectFrom('planted_cases')
    .select(({ fn }) => ['still', fn.countAll<string>().as('times')])
    .where('agency_id', '=', of.agencyId)
    .groupBy('still')
    .execute()
  const givenTimes = new Map(rows.map(({ still, times }) => [still, Number(times)]))
  const { probes } = await loadExercise()
  return stillsInOrder(
    probes.map(({ probe }) => probe),
    { seed: of.seed, givenTimes },
  )
}

type Still = Omit<Probe, 'blobId' | 'sha256'> & { image: Uint8Array; template: Float32Array }

/** A still of the practice set as the model sees it; undefined where it finds no face in it, or several. */
export async function readStill({ face }: Pick<House, 'face'>, still: string): Promise<Still | undefined> {
  const image = must(await exercisePicture(still), 'still of the practice set')
  const photo = await face.readPhoto(image)
  const faces = await face.findFaces(photo)
  const [template] = faces.length === 1 ? await face.embed(photo, faces) : []
  if (template === undefined) return undefined
  const { perceptualHash } = await digestsOf(photo)
  return {
    ...{ image, template, perceptualHash, bytes: image.length },
    ...{ widthPx: photo.widthPx, heightPx: photo.heightPx },
    faces: faces.map((found) => ({ face: found, quality: [] })),
  }
}

/** As a search of the practice set would list them, the mate set in or left out. */
async function drawList(house: PlantingHouse, drawing: Drawing): Promise<readonly CaseFace[]> {
  const own = hasMate(drawing.seed) ? await mateOf(house, drawing.still) : undefined
  const mate = own && (await drawFace(house, { drawing, own, isMate: true }))
  const from = await strangersTo(house, drawing)
  const count = drawing.like.length - (mate ? 1 : 0)
  const strangers = await drawFaces(house, { drawing, from, count })
  return mate ? [mate, ...strangers] : strangers
}

type Keeping = {
  search: SearchRecord
  faces: readonly CaseFace[]
  still: string
  seed: Uint8Array
  probe: Still
}

async function keepCase(house: PlantingHouse, of: Keeping): Promise<PlantedCase> {
  const { search, faces, still, seed } = of
  const { image, template: _, ...probe } = of.probe
  const kept = await house.storage.blobs.put(image)
  const plantedAt = house.clock.now()
  const made = {
    ...{ id: newId<SearchId>(), agencyId: search.agencyId, afterSearchId: search.id, still, seed },
    ...{ probe: { ...probe, ...kept }, listed: faces.length, plantedAt },
    modelId: house.face.model.id,
    shownFrom: new Date(plantedAt.getTime() + delayMs(seed)),
  }
  const recording = house.storage.transaction(async (tx) => {
    const entryId = await house.ledger.queue(tx, {
      ...{ type: 'planting', unit: search.agencyId, fields: { step: 'case' } },
      hidden: {
        content: caseDigest(made),
        faces: faces.map(faceInEntry),
      },
    })
    const planted: PlantedCase = { ...made, entryId }
    await recordCase(tx, { planted, faces })
    return planted
  })
  return recording.catch(async (error: unknown) => {
    await house.storage.blobs.erase(kept.blobId)
    await dropBlobs(house, faces)
    throw error
  })
}

/** Takes back the pictures of faces that came to nothing. */
export async function dropBlobs(
  { storage }: Pick<House, 'storage'>,
  faces: readonly CaseFace[],
): Promise<void> {
  for (const { blobId } of faces) await storage.blobs.erase(blobId)
}
