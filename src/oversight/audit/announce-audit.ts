import { createHash } from 'node:crypto'
import { canonicalJson, newId } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { checkWords } from '../kept/step-refusals.ts'
import { refused } from '../refusal-code.ts'

export const mostInSample = 100

/**
 * Announces a sample of the searches that stand in the log by now, from an index on. What it draws is decided by a checkpoint that is signed
 * after this entry. Refuses SAMPLE_INVALID, REASON_MISSING.
 */
export async function announceAudit(
  house: House,
  of: { readonly user: User; readonly size: number; readonly from: number; readonly words: string },
): Promise<{ readonly auditId: string; readonly logIndex: number }> {
  const { user, size, from } = of
  if (!Number.isInteger(size) || size < 1 || size > mostInSample || !Number.isInteger(from) || from < 0) {
    throw refused({
      code: 'SAMPLE_INVALID',
      reason: `${size} searches from entry ${from} on are no sample.`,
      needed: `Take 1 to ${mostInSample} searches, from a log index on.`,
    })
  }
  const words = checkWords(of.words, 'What is audited, and why')
  const id = newId<string>()
  const entryId = await house.storage.transaction(async (tx) => {
    const entry = await house.ledger.queue(tx, {
      ...{ type: 'audit', unit: user.agency.id, fields: { step: 'announced', size, from } },
      hidden: {
        actor: user.id,
        content: createHash('sha256').update(canonicalJson({ words })).digest('hex'),
      },
    })
    await tx
      .insertInto('audits')
      .values({
        ...{ id, agency_id: user.agency.id, sample_size: size, from_index: from, words },
        ...{ announced_by: user.id, entry_id: entry, announced_at: house.clock.now() },
      })
      .execute()
    return entry
  })
  return { auditId: id, logIndex: (await house.ledger.settled(entryId)).index }
}
