import type { Bench } from '../../../examination/index.ts'
import type { Face } from '../../../face/index.ts'
import { type AgencyId, asId, type EntryId, type SearchId, type UserId } from '../../../kernel/index.ts'
import type { Probe } from '../../../search/index.ts'
import type { Db, Tx } from '../../../storage/index.ts'

/** A still of nobody as a task in the queue. Its id looks like that of a search, and no search has it. */
export type PlantedCase = {
  readonly id: SearchId
  readonly agencyId: AgencyId
  /** The search whose lot fell on it: its policy counts here too. */
  readonly afterSearchId: SearchId
  /** Name in the practice set. */
  readonly still: string
  readonly probe: Probe
  /** By which the faces of its list were found to be like the still. */
  readonly modelId: string
  /** Candidates of everybody's list; those planted in every list come to them. */
  readonly listed: number
  readonly seed: Uint8Array
  readonly entryId: EntryId
  readonly plantedAt: Date
  readonly shownFrom: Date
}

/** A face of nobody in the list of a planted case. */
export type CaseFace = {
  /** By which it stands in the order of letters. */
  readonly id: string
  readonly picture: string
  readonly isMate: boolean
  /** To the still, by the model in use when it was drawn; shown after sealing only. */
  readonly similarity: number
  readonly bookedOn: string
  readonly widthPx: number
  readonly heightPx: number
  readonly face: Face
  readonly blobId: string
  readonly sha256: string
}

/** The planted case of this id, once it stands in the queue; undefined where there is none. */
export async function plantedCaseById(
  db: Db | Tx,
  of: { id: string; agencyId: string; now: Date },
): Promise<PlantedCase | undefined> {
  const row = await db
    .selectFrom('planted_cases')
    .selectAll()
    .where('id', '=', of.id)
    .where('agency_id', '=', of.agencyId)
    .where('shown_from', '<=', of.now)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    ...{ id: asId<SearchId>(row.id), agencyId: asId<AgencyId>(row.agency_id) },
    ...{ afterSearchId: asId<SearchId>(row.after_search_id), still: row.still, listed: row.listed },
    ...{ probe: JSON.parse(row.probe_json) as Probe, modelId: row.model_id, seed: row.seed },
    entryId: asId<EntryId>(row.entry_id),
    ...{ plantedAt: row.planted_at, shownFrom: row.shown_from },
  }
}

export async function recordCase(
  tx: Tx,
  { planted, faces }: { planted: PlantedCase; faces: readonly CaseFace[] },
): Promise<void> {
  await tx
    .insertInto('planted_cases')
    .values({
      ...{ id: planted.id, agency_id: planted.agencyId, after_search_id: planted.afterSearchId },
      ...{ still: planted.still, probe_json: JSON.stringify(planted.probe), listed: planted.listed },
      model_id: planted.modelId,
      ...{ seed: planted.seed, entry_id: planted.entryId },
      ...{ planted_at: planted.plantedAt, shown_from: planted.shownFrom },
    })
    .execute()
  const { id: caseId, entryId } = planted
  await recordCaseFaces(tx, { caseId, examinerId: undefined, faces, entryId })
}

/** Records faces of everybody's list, or those planted in the list of one examiner. */
export async function recordCaseFaces(
  tx: Tx,
  of: {
    caseId: SearchId
    examinerId: UserId | undefined
    faces: readonly CaseFace[]
    entryId: EntryId
  },
): Promise<void> {
  if (of.faces.length === 0) return
  await tx
    .insertInto('planted_case_faces')
    .values(
      of.faces.map((one) => ({
        ...{ id: one.id, case_id: of.caseId, examiner_id: of.examinerId ?? null, picture: one.picture },
        ...{ is_mate: one.isMate, similarity: String(one.similarity), booked_on: one.bookedOn },
        ...{ width_px: one.widthPx, height_px: one.heightPx, face_json: JSON.stringify(one.face) },
        ...{ blob_id: one.blobId, sha256: one.sha256, entry_id: of.entryId },
      })),
    )
    .execute()
}

/** The list of one examiner: everybody's, and what was planted in his; each with the entry that commits to it. */
export async function caseFaces(
  db: Db | Tx,
  { searchId, examinerId }: Bench,
): Promise<readonly (CaseFace & { readonly entryId: EntryId })[]> {
  const rows = await db
    .selectFrom('planted_case_faces')
    .selectAll()
    .where('case_id', '=', searchId)
    .where((is) => is.or([is('examiner_id', 'is', null), is('examiner_id', '=', examinerId)]))
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, picture: row.picture, isMate: row.is_mate, similarity: Number(row.similarity) },
    ...{ bookedOn: row.booked_on, widthPx: row.width_px, heightPx: row.height_px },
    ...{ face: JSON.parse(row.face_json) as Face, blobId: row.blob_id, sha256: row.sha256 },
    entryId: asId<EntryId>(row.entry_id),
  }))
}
