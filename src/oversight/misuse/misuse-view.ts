import { asId, type EntryId, type UserId } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import type { Db, Tx } from '../../storage/index.ts'
import { refused } from '../refusal-code.ts'
import type { MisuseSource } from './open-misuse-case.ts'

export const misuseStepNames = ['evidence', 'lifted', 'held', 'closed'] as const
export type MisuseStepName = (typeof misuseStepNames)[number]

export const misuseClasses = {
  sustained: 'misuse, sustained',
  'not-sustained': 'not sustained',
  unfounded: 'it did not happen',
  'policy-fault': 'the policy was at fault, not the person',
} as const
export type MisuseClass = keyof typeof misuseClasses

export const disciplines = ['none', 'training', 'reprimand', 'suspension', 'dismissal', 'referred'] as const
export type Discipline = (typeof disciplines)[number]

export type MisuseStep = {
  readonly step: MisuseStepName
  readonly class: MisuseClass | undefined
  readonly discipline: Discipline | undefined
  readonly words: string
  readonly by: string
  readonly at: Date
  readonly entryId: EntryId
}

export type MisuseCase = {
  readonly id: string
  readonly person: string
  readonly login: string
  readonly source: MisuseSource
  /** The alarm, audit or finding it came from. */
  readonly sourceId: string | undefined
  readonly words: string
  readonly openedBy: UserId
  readonly openedByName: string
  readonly openedAt: Date
  readonly entryId: EntryId
  readonly steps: readonly MisuseStep[]
  readonly closed: boolean
  /** Whether the account is held because of it. */
  readonly held: boolean
}

/** Cases of the reader's agency, the newest first; never one about himself. */
export async function misuseCasesOf(
  { storage }: Pick<House, 'storage'>,
  reader: User,
): Promise<readonly MisuseCase[]> {
  const rows = await storage.db
    .selectFrom('misuse_cases')
    .innerJoin('users', 'users.id', 'misuse_cases.user_id')
    .innerJoin('users as openers', 'openers.id', 'misuse_cases.opened_by')
    .selectAll('misuse_cases')
    .select(['users.name', 'users.login', 'openers.name as opener'])
    .where('misuse_cases.agency_id', '=', reader.agency.id)
    .where('misuse_cases.user_id', '<>', reader.id)
    .orderBy('opened_at', 'desc')
    .execute()
  const steps = await stepsOf(
    { storage },
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const own = steps.get(row.id) ?? []
    const closed = own.some(({ step }) => step === 'closed')
    const lastHold = own.findLast(({ step }) => step === 'lifted' || step === 'held')?.step ?? 'held'
    return {
      ...{
        id: row.id,
        person: row.name,
        login: row.login,
        source: row.source as MisuseSource,
        sourceId: row.source_id ?? undefined,
        words: row.words,
      },
      ...{ openedBy: asId<UserId>(row.opened_by), openedByName: row.opener, openedAt: row.opened_at },
      ...{ entryId: asId<EntryId>(row.entry_id), steps: own, closed, held: !closed && lastHold === 'held' },
    }
  })
}

async function stepsOf(
  { storage }: Pick<House, 'storage'>,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly MisuseStep[]>> {
  const found = new Map<string, MisuseStep[]>()
  if (caseIds.length === 0) return found
  const rows = await storage.db
    .selectFrom('misuse_steps')
    .innerJoin('users', 'users.id', 'misuse_steps.taken_by')
    .selectAll('misuse_steps')
    .select('users.name')
    .where('case_id', 'in', [...caseIds])
    .orderBy('taken_at')
    .orderBy('misuse_steps.id')
    .execute()
  for (const row of rows) {
    const own = found.get(row.case_id) ?? []
    found.set(row.case_id, own)
    own.push({
      ...{ step: row.step as MisuseStepName, words: row.words, by: row.name, at: row.taken_at },
      entryId: asId<EntryId>(row.entry_id),
      class: (row.class ?? undefined) as MisuseClass | undefined,
      discipline: (row.discipline ?? undefined) as Discipline | undefined,
    })
  }
  return found
}

/** The first case that was opened on the ground of each alarm, by the id of the alarm. */
export async function casesOfAlarms(db: Db | Tx, agencyId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('misuse_cases')
    .select(['id', 'source_id'])
    .where('agency_id', '=', agencyId)
    .where('source', '=', 'alarm')
    .orderBy('opened_at', 'desc')
    .execute()
  return new Map(rows.flatMap(({ id, source_id }) => (source_id === null ? [] : [[source_id, id]])))
}

/** One of them. Refuses MISUSE_UNKNOWN. */
export async function misuseCaseFor(
  house: Pick<House, 'storage'>,
  of: { user: User; id: string },
): Promise<MisuseCase> {
  const found = (await misuseCasesOf(house, of.user)).find(({ id }) => id === of.id)
  if (found) return found
  throw refused({
    code: 'MISUSE_UNKNOWN',
    reason: 'There is no such case of misuse for you to follow.',
    needed: 'Open it from the list of cases.',
  })
}
