import { type EntryId, isIsoDate, isoDate } from '../../kernel/index.ts'
import { type House, shortened } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { isUniqueViolation } from '../../storage/index.ts'
import { refused } from '../refusal-code.ts'
import type { ConductRule } from '../register/register-entry.ts'

export type RuleDraft = {
  readonly id: string
  readonly name: string
  /** The document that it stands in. */
  readonly source: string
  /** First day on which it binds, YYYY-MM-DD. */
  readonly from: string
  readonly until?: string | undefined
}

/** The rules of an agency against outside face search as they are on record, the oldest first. */
export async function conductRulesOf(
  { storage }: Pick<House, 'storage'>,
  agencyId: string,
): Promise<readonly ConductRule[]> {
  const rows = await storage.db
    .selectFrom('conduct_rules')
    .selectAll()
    .where('agency_id', '=', agencyId)
    .orderBy('binds_from')
    .orderBy('id')
    .execute()
  return rows.map(({ id, name, binds_from, binds_until }) => ({
    ...{ id, name, from: binds_from },
    ...(binds_until === null ? {} : { until: binds_until }),
  }))
}

/**
 * Puts a rule on record. An older directive is recorded before the first review; afterwards a rule binds from today on at the earliest, so
 * that nobody is judged by a rule that was recorded when the uses were known. Refuses DATE_INVALID, REASON_MISSING, RULE_RETROACTIVE,
 * RULE_TAKEN.
 */
export async function recordConductRule(
  house: House,
  { user, draft }: { readonly user: User; readonly draft: RuleDraft },
): Promise<{ readonly logIndex: number }> {
  const [name, source] = [shortened(draft.name.trim()), shortened(draft.source.trim())]
  checkDates(draft)
  if (name === '' || source === '') throw wordsMissing()
  await checkNotRetroactive(house, { user, from: draft.from })
  const until = draft.until === undefined ? {} : { until: draft.until }
  let entryId: EntryId
  try {
    entryId = await house.storage.transaction(async (tx) => {
      const entry = await house.ledger.queue(tx, {
        ...{ type: 'conduct', unit: user.agency.id, fields: { rule: draft.id, from: draft.from, ...until } },
        hidden: { actor: user.id, name, source },
      })
      await tx
        .insertInto('conduct_rules')
        .values({
          ...{ agency_id: user.agency.id, id: draft.id, name, source, adopted_by: user.id, entry_id: entry },
          ...{ binds_from: draft.from, binds_until: draft.until ?? null, adopted_at: house.clock.now() },
        })
        .execute()
      return entry
    })
  } catch (error) {
    throw isUniqueViolation(error) ? ruleTaken(draft.id) : error
  }
  return { logIndex: (await house.ledger.settled(entryId)).index }
}

function checkDates({ from, until }: RuleDraft): void {
  const inOrder = until === undefined || (isIsoDate(until) && from <= until)
  if (isIsoDate(from) && inOrder) return
  throw refused({
    code: 'DATE_INVALID',
    reason: `The rule is said to bind from ${from}${until === undefined ? '' : ` until ${until}`}; those are no days in their order.`,
    needed: 'Give days like 2020-11-13, the first before the last.',
  })
}

/** What is recorded once uses were reviewed begins today at the earliest. Refuses RULE_RETROACTIVE. */
export async function checkNotRetroactive(house: House, of: { user: User; from: string }): Promise<void> {
  const today = isoDate(house.clock.now())
  if (of.from >= today) return
  const review = await house.storage.db
    .selectFrom('outside_reviews')
    .select('reviewed_at')
    .where('agency_id', '=', of.user.agency.id)
    .executeTakeFirst()
  if (!review) return
  throw refused({
    code: 'RULE_RETROACTIVE',
    reason: `It would hold from ${of.from}, and reviews were judged since ${isoDate(review.reviewed_at)}.`,
    needed: `What is recorded now holds from ${today} on; older rules and contracts are recorded before the first review.`,
  })
}

const wordsMissing = () =>
  refused({
    code: 'REASON_MISSING',
    reason: 'The rule has no name, or no document that it stands in.',
    needed: 'Say what it is called and where it can be read.',
  })

const ruleTaken = (id: string) =>
  refused({
    code: 'RULE_TAKEN',
    reason: `A rule ${id} is on record already.`,
    needed: 'A recorded rule never changes; record the new text under another id.',
  })
