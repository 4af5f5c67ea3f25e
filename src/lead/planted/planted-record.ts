import type { Bench, CandidateAnswer, CandidateConclusion } from '../../examination/index.ts'
import type { Face } from '../../face/index.ts'
import { asId, type EntryId } from '../../kernel/index.ts'
import type { Db, Tx } from '../../storage/index.ts'

/** A face of nobody in the list of one examiner. */
export type PlantedFace = Bench & {
  /** By which it stands in the order of letters, as a candidate does by his person. */
  readonly id: string
  /** In the practice set, and all among which the lot drew it. */
  readonly picture: string
  readonly pool: readonly string[]
  readonly bookedOn: string
  readonly widthPx: number
  readonly heightPx: number
  readonly face: Face
  readonly blobId: string
  readonly sha256: string
  readonly entryId: EntryId
  readonly plantedAt: Date
}

/** What the examiner said of one. */
export type PlantedAnswer = {
  readonly plantedId: string
  readonly letter: string
  readonly conclusion: CandidateConclusion
  readonly answer: Pick<CandidateAnswer, 'features' | 'pins' | 'reason'>
}

export async function recordPlanted(tx: Tx, planted: readonly PlantedFace[]): Promise<void> {
  await tx
    .insertInto('planted_faces')
    .values(
      planted.map((one) => ({
        ...{ id: one.id, search_id: one.searchId, examiner_id: one.examinerId, picture: one.picture },
        ...{
          pool_json: JSON.stringify(one.pool),
          booked_on: one.bookedOn,
          face_json: JSON.stringify(one.face),
        },
        ...{ width_px: one.widthPx, height_px: one.heightPx, blob_id: one.blobId, sha256: one.sha256 },
        ...{ entry_id: one.entryId, planted_at: one.plantedAt },
      })),
    )
    .execute()
}

/** The faces planted in the list of an examiner, in the order of their ids. */
export async function plantedIn(
  db: Db | Tx,
  { searchId, examinerId }: Bench,
): Promise<readonly PlantedFace[]> {
  const rows = await db
    .selectFrom('planted_faces')
    .selectAll()
    .where('search_id', '=', searchId)
    .where('examiner_id', '=', examinerId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, searchId, examinerId, picture: row.picture, pool: JSON.parse(row.pool_json) },
    ...{ bookedOn: row.booked_on, widthPx: row.width_px, heightPx: row.height_px },
    ...{ face: JSON.parse(row.face_json) as Face, blobId: row.blob_id, sha256: row.sha256 },
    ...{ entryId: asId<EntryId>(row.entry_id), plantedAt: row.planted_at },
  }))
}

export async function recordPlantedAnswers(
  tx: Tx,
  of: { answers: readonly PlantedAnswer[]; entryId: EntryId; now: Date },
): Promise<void> {
  await tx
    .insertInto('planted_answers')
    .values(
      of.answers.map(({ plantedId, letter, conclusion, answer }) => ({
        ...{ planted_id: plantedId, letter, conclusion, answer_json: JSON.stringify(answer) },
        ...{ entry_id: of.entryId, sealed_at: of.now },
      })),
    )
    .execute()
}

/** A planted face whose list was answered, with what its examiner said. */
export type AnsweredPlanted = PlantedFace &
  Omit<PlantedAnswer, 'plantedId'> & { readonly answeredBy: EntryId }

/** What an examiner said of the faces planted in his list; none before he sealed. */
export async function answeredIn(db: Db | Tx, bench: Bench): Promise<readonly AnsweredPlanted[]> {
  const planted = await plantedIn(db, bench)
  if (planted.length === 0) return []
  const rows = await db
    .selectFrom('planted_answers')
    .selectAll()
    .where(
      'planted_id',
      'in',
      planted.map(({ id }) => id),
    )
    .execute()
  return planted.flatMap((one) => {
    const row = rows.find(({ planted_id }) => planted_id === one.id)
    if (row === undefined) return []
    return {
      ...{ ...one, letter: row.letter, conclusion: row.conclusion as CandidateConclusion },
      ...{ answer: JSON.parse(row.answer_json), answeredBy: asId<EntryId>(row.entry_id) },
    }
  })
}
