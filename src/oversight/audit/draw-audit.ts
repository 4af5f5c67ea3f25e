import { createHash } from 'node:crypto'
import { canonicalJson, must } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { drawSample } from '../../proof/index.ts'
import { isUniqueViolation } from '../../storage/index.ts'
import { refused } from '../refusal-code.ts'
import { type Audit, auditFor } from './audit-view.ts'

/**
 * Draws an announced sample by the first checkpoint that was signed after the one that covers the announcement. Refuses AUDIT_UNKNOWN,
 * AUDIT_DRAWN, SEED_NOT_YET.
 */
export async function drawAudit(
  house: House,
  of: { readonly user: User; readonly id: string },
): Promise<{ readonly logIndex: number; readonly picked: readonly number[] }> {
  const audit = await auditFor(house, of)
  if (audit.draw) throw drawnAlready()
  const seed = await seedOf(house, audit)
  const among = await searchesBefore(house, audit)
  const picked = drawSample({ seed: seed.root, among: [...among.keys()], size: audit.size })
  const searchIds = picked.map((index) => must(among.get(index), 'search of an index'))
  const drawing = house.storage.transaction(async (tx) => {
    const entry = await house.ledger.queue(tx, {
      ...{ type: 'audit', unit: of.user.agency.id, ref: audit.entryId },
      fields: { step: 'drawn', at: seed.size, seed: seed.root, among: among.size, picked: [...picked] },
      hidden: {
        actor: of.user.id,
        content: createHash('sha256')
          .update(canonicalJson({ searches: searchIds }))
          .digest('hex'),
      },
    })
    await tx
      .insertInto('audit_draws')
      .values({
        ...{ audit_id: audit.id, seed_size: seed.size, seed_root: seed.root, search_ids: searchIds },
        ...{ entry_id: entry, drawn_at: house.clock.now() },
      })
      .execute()
    return entry
  })
  const entryId = await drawing.catch((error) => {
    throw isUniqueViolation(error) ? drawnAlready() : error
  })
  return { logIndex: (await house.ledger.settled(entryId)).index, picked }
}

/** The first root that was signed over more than the announcement: whoever announced could not know it. */
async function seedOf(house: House, { entryId }: Audit): Promise<{ size: number; root: string }> {
  const announced = must(await house.ledger.find(entryId), 'entry of an announcement')
  const row = await house.storage.db
    .selectFrom('log_signed')
    .select(['size', 'root'])
    .where('size', '>', String(announced.size))
    .where('size', '<=', String(await house.ledger.size()))
    .orderBy('size')
    .executeTakeFirst()
  if (row) return { size: Number(row.size), root: row.root }
  throw refused({
    code: 'SEED_NOT_YET',
    reason: 'The log has not grown since the draw was announced, so there is nothing yet that draws.',
    needed: 'Wait for the next entry of the log, whatever it is; then draw.',
  })
}

/** The agency's searches by log index, from the index that was announced up to the announcement. */
async function searchesBefore(house: House, audit: Audit): Promise<ReadonlyMap<number, string>> {
  const announced = must(await house.ledger.find(audit.entryId), 'entry of an announcement')
  const rows = await house.storage.db
    .selectFrom('searches')
    .innerJoin('log_entries', 'log_entries.entry_id', 'searches.entry_id')
    .select(['searches.id', 'log_entries.log_index'])
    .where('searches.agency_id', '=', audit.agencyId)
    .where('log_entries.log_index', '>=', String(audit.from))
    .where('log_entries.log_index', '<', String(announced.index))
    .orderBy('log_entries.log_index')
    .execute()
  return new Map(rows.map((row) => [Number(row.log_index), row.id]))
}

const drawnAlready = () =>
  refused({
    code: 'AUDIT_DRAWN',
    reason: 'This sample was drawn already; it is never drawn again.',
    needed: 'Check its searches, or announce another sample.',
  })
