import { createHash } from 'node:crypto'
import { canonicalJson, type EntryId, Refused } from '../../kernel/index.ts'
import type { User } from '../../people/index.ts'
import { type Db, isUniqueViolation, type Tx } from '../../storage/index.ts'
import type { House } from '../house.ts'
import { withdrawCases } from './cases/withdraw-cases.ts'

export type PlantingRefusalCode = 'PLANTING_INVALID' | 'ANSWERS_TOO_FEW'

/** More would cost examiners more than the measure is worth. */
export const mostPlanted = 3
/** At most every second task may be a planted case; rarer than one in a hundred, and it measures nobody. */
export const casesBounds = { mostOften: 2, leastOften: 100 } as const
const fewestWords = 20

/** How many faces of nobody stand in each list of an agency, and how often a whole case is planted; none where nobody ever set it. */
export type PlantingSetting = {
  readonly faces: number
  /** One planted case for so many searches with a list; 0 plants none. */
  readonly cases: number
  readonly words: string | undefined
  readonly since: Date | undefined
  readonly entryId: EntryId | undefined
}

export async function plantingSetting(db: Db | Tx, agencyId: string): Promise<PlantingSetting> {
  const row = await newest(db, agencyId)
  if (!row) return { faces: 0, cases: 0, words: undefined, since: undefined, entryId: undefined }
  const { faces, cases, words } = row
  return { faces, cases, words, since: row.set_at, entryId: row.entry_id as EntryId }
}

const newest = (db: Db | Tx, agencyId: string) =>
  db
    .selectFrom('planting_settings')
    .selectAll()
    .where('agency_id', '=', agencyId)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()

type Setting = { readonly faces: number; readonly words: string }

/**
 * Sets, in public, how many faces are planted in each list that is opened from now on, and for how many searches one case; `cases` left out
 * stays as it is. With 0 cases those that nobody began leave the queue. Refuses PLANTING_INVALID.
 */
export async function setPlanting(
  house: Pick<House, 'storage' | 'ledger' | 'clock'>,
  of: Setting & { user: User; cases?: number | undefined },
): Promise<{ readonly logIndex: number }> {
  const { user, faces } = of
  const words = of.words.trim()
  const set = async (tx: Tx): Promise<EntryId> => {
    const before = await newest(tx, user.agency.id)
    const n = (before?.n ?? 0) + 1
    const cases = of.cases ?? before?.cases ?? 0
    checkSetting({ faces, cases, words })
    const content = createHash('sha256').update(canonicalJson({ faces, cases, words })).digest('hex')
    const entryId = await house.ledger.queue(tx, {
      ...{ type: 'planting', unit: user.agency.id, fields: { step: 'set', faces, cases } },
      hidden: { actor: user.id, content },
    })
    await tx
      .insertInto('planting_settings')
      .values({
        ...{ agency_id: user.agency.id, n, faces, cases, words, set_by: user.id },
        ...{ entry_id: entryId, set_at: house.clock.now() },
      })
      .execute()
    return entryId
  }
  const entryId = await house.storage.transaction(set).catch((error) => {
    throw isUniqueViolation(error) ? invalid('Somebody set it at the same moment.') : error
  })
  const { index } = await house.ledger.settled(entryId)
  const { cases } = await plantingSetting(house.storage.db, user.agency.id)
  await withdrawCases(house, { agencyId: user.agency.id, cases })
  return { logIndex: index }
}

function checkSetting({ faces, cases, words }: Setting & { cases: number }): void {
  const { mostOften, leastOften } = casesBounds
  if (!Number.isInteger(faces) || faces < 0 || faces > mostPlanted)
    throw invalid(`"${faces}" is no number of faces from 0 to ${mostPlanted}.`)
  if (cases !== 0 && (!Number.isInteger(cases) || cases < mostOften || cases > leastOften))
    throw invalid(
      `"${cases}" is neither 0 nor a whole number of searches from ${mostOften} to ${leastOften}.`,
    )
  if (words.length < fewestWords)
    throw invalid(`The reason has ${words.length} characters; at least ${fewestWords} are needed.`)
}

const invalid = (reason: string) =>
  new Refused<PlantingRefusalCode>({
    code: 'PLANTING_INVALID',
    reason,
    needed: `Give a whole number of faces from 0 to ${mostPlanted}, the same for every list; 0 cases, or one for ${casesBounds.mostOften} to ${casesBounds.leastOften} searches; and say why in a sentence.`,
  })
