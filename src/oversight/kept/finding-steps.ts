import { createHash } from 'node:crypto'
import {
  asId,
  type CanonicalValue,
  canonicalJson,
  type EntryId,
  must,
  newId,
  type UserId,
} from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import type { Tx } from '../../storage/index.ts'
import type { StandingFinding } from './standing-counts.ts'

export const findingStepNames = [
  'misconduct',
  'asked',
  'answered',
  'assessed',
  'case',
  'dismissed',
  'closed',
] as const
export type FindingStepName = (typeof findingStepNames)[number]

export type FindingStep = {
  readonly step: FindingStepName
  readonly content: { readonly [name: string]: CanonicalValue }
  /** How many uses the finding had then; where it has more now, its end no longer counts. */
  readonly uses: number
  readonly by: UserId | undefined
  readonly at: Date
  readonly entryId: EntryId
}

type NewStep = {
  readonly finding: StandingFinding
  readonly agencyId: string
  readonly step: FindingStepName
  readonly content: FindingStep['content']
  /** Undefined where the house takes the step itself. */
  readonly by: UserId | undefined
  /** Public fields beside the step. */
  readonly shown?: { readonly class?: string; readonly used?: boolean }
  /** More that is written in the same transaction. */
  readonly also?: (tx: Tx, entryId: EntryId) => Promise<unknown>
}

/** Takes a step: its row and its entry in one transaction, then durable in the log. */
export async function takeStep(house: House, of: NewStep): Promise<{ readonly logIndex: number }> {
  const { finding, step, content } = of
  const parent = await house.storage.db
    .selectFrom('outside_reviews')
    .select('entry_id')
    .where('id', '=', finding.reviewId)
    .executeTakeFirst()
  const entryId = await house.storage.transaction(async (tx) => {
    const entry = await house.ledger.queue(tx, {
      ...{ type: 'finding', unit: of.agencyId, fields: { step, ...of.shown } },
      ref: asId<EntryId>(must(parent, 'review of a finding').entry_id),
      hidden: {
        ...{ actor: of.by ?? 'house', subject: finding.person },
        content: createHash('sha256').update(canonicalJson(content)).digest('hex'),
      },
    })
    await tx
      .insertInto('finding_steps')
      .values({
        ...{ id: newId<string>(), finding_id: finding.id, step, content_json: canonicalJson(content) },
        ...{
          uses: finding.uses,
          recorded_by: of.by ?? null,
          entry_id: entry,
          recorded_at: house.clock.now(),
        },
      })
      .execute()
    await of.also?.(tx, entry)
    return entry
  })
  return { logIndex: (await house.ledger.settled(entryId)).index }
}

/** The steps of findings, each finding's first to last. */
export async function stepsOf(
  { storage }: Pick<House, 'storage'>,
  findingIds: readonly string[],
): Promise<ReadonlyMap<string, readonly FindingStep[]>> {
  const steps = new Map<string, FindingStep[]>()
  if (findingIds.length === 0) return steps
  const rows = await storage.db
    .selectFrom('finding_steps')
    .selectAll()
    .where('finding_id', 'in', findingIds)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  for (const row of rows) {
    const own = steps.get(row.finding_id) ?? []
    steps.set(row.finding_id, own)
    own.push({
      ...{ step: row.step as FindingStepName, content: JSON.parse(row.content_json), uses: row.uses },
      ...{ by: row.recorded_by === null ? undefined : asId<UserId>(row.recorded_by) },
      ...{ at: row.recorded_at, entryId: asId<EntryId>(row.entry_id) },
    })
  }
  return steps
}
