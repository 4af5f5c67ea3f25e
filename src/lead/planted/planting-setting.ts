import { createHash } from 'node:crypto'
import { canonicalJson, type EntryId, Refused } from '../../kernel/index.ts'
import type { User } from '../../people/index.ts'
import { type Db, isUniqueViolation, type Tx } from '../../storage/index.ts'
import type { House } from '../house.ts'

export type PlantingRefusalCode = 'PLANTING_INVALID' | 'ANSWERS_TOO_FEW'

/** More would cost examiners more than the measure is worth. */
export const mostPlanted = 3
const fewestWords = 20

/** How many faces of nobody stand in each list of an agency; none where nobody ever set it. */
export type PlantingSetting = {
  readonly faces: number
  readonly words: string | undefined
  readonly since: Date | undefined
  readonly entryId: EntryId | undefined
}

export async function plantingSetting(db: Db | Tx, agencyId: string): Promise<PlantingSetting> {
  const row = await newest(db, agencyId)
  if (!row) return { faces: 0, words: undefined, since: undefined, entryId: undefined }
  return { faces: row.faces, words: row.words, since: row.set_at, entryId: row.entry_id as EntryId }
}

const newest = (db: Db | Tx, agencyId: string) =>
  db
    .selectFrom('planting_settings')
    .selectAll()
    .where('agency_id', '=', agencyId)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Sets, in public, how many faces are planted in each list that is opened from now on. Refuses PLANTING_INVALID. */
export async function setPlanting(
  house: Pick<House, 'storage' | 'ledger' | 'clock'>,
  of: { user: User; faces: number; words: string },
): Promise<{ readonly logIndex: number }> {
  const { user, faces } = of
  const words = of.words.trim()
  checkSetting(faces, words)
  const set = async (tx: Tx): Promise<EntryId> => {
    const n = ((await newest(tx, user.agency.id))?.n ?? 0) + 1
    const content = createHash('sha256').update(canonicalJson({ faces, words })).digest('hex')
    const entryId = await house.ledger.queue(tx, {
      ...{ type: 'planting', unit: user.agency.id, fields: { step: 'set', faces } },
      hidden: { actor: user.id, content },
    })
    await tx
      .insertInto('planting_settings')
      .values({
        ...{ agency_id: user.agency.id, n, faces, words, set_by: user.id },
        ...{ entry_id: entryId, set_at: house.clock.now() },
      })
      .execute()
    return entryId
  }
  const entryId = await house.storage.transaction(set).catch((error) => {
    throw isUniqueViolation(error) ? invalid('Somebody set it at the same moment.') : error
  })
  return { logIndex: (await house.ledger.settled(entryId)).index }
}

function checkSetting(faces: number, words: string): void {
  if (!Number.isInteger(faces) || faces < 0 || faces > mostPlanted)
    throw invalid(`"${faces}" is no number of faces from 0 to ${mostPlanted}.`)
  if (words.length < fewestWords)
    throw invalid(`The reason has ${words.length} characters; at least ${fewestWords} are needed.`)
}

const invalid = (reason: string) =>
  new Refused<PlantingRefusalCode>({
    code: 'PLANTING_INVALID',
    reason,
    needed: `Give a whole number from 0 to ${mostPlanted}, the same for every list, and say why in a sentence.`,
  })
