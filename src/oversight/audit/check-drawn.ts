import { createHash } from 'node:crypto'
import { asId, type CanonicalValue, canonicalJson, must, type SearchId } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { searchById } from '../../search/index.ts'
import { isUniqueViolation } from '../../storage/index.ts'
import { checkWords } from '../kept/step-refusals.ts'
import { refused } from '../refusal-code.ts'
import { type Audit, auditFor, drawnSearches, type FileSays } from './audit-view.ts'

type Acting = { readonly user: User; readonly id: string; readonly words: string }

const hashOf = (content: CanonicalValue): string =>
  createHash('sha256').update(canonicalJson(content)).digest('hex')

/**
 * Records what the case file says of a drawn search, for good. Refuses AUDIT_UNKNOWN, NOT_DRAWN, CHECKED_ALREADY, REASON_MISSING.
 */
export async function checkDrawn(
  house: House,
  of: Acting & { readonly searchId: string; readonly says: FileSays },
): Promise<{ readonly logIndex: number }> {
  const { user, says } = of
  const audit = await auditFor(house, of)
  const drawn = (await drawnSearches(house, audit)).find(({ searchId }) => searchId === of.searchId)
  if (!drawn) throw notDrawn()
  if (drawn.check) throw checkedAlready()
  const words = checkWords(of.words, 'What the case file says')
  const search = await searchById(house.storage.db, asId<SearchId>(of.searchId))
  const { index } = must(await house.ledger.find(search.entryId), 'entry of a search')
  const checking = house.storage.transaction(async (tx) => {
    const entry = await house.ledger.queue(tx, {
      ...{ type: 'audit', unit: user.agency.id, ref: audit.entryId },
      fields: { step: 'checked', search: index, says },
      hidden: { actor: user.id, content: hashOf({ search: search.id, says, words }) },
    })
    await tx
      .insertInto('audit_checks')
      .values({
        ...{ audit_id: audit.id, search_id: search.id, says, words },
        ...{ checked_by: user.id, entry_id: entry, checked_at: house.clock.now() },
      })
      .execute()
    return entry
  })
  const entryId = await checking.catch((error) => {
    throw isUniqueViolation(error) ? checkedAlready() : error
  })
  return { logIndex: (await house.ledger.settled(entryId)).index }
}

export type AuditCounts = { readonly same: number; readonly different: number; readonly untold: number }

export async function auditCounts(
  house: Pick<House, 'storage'>,
  audit: Audit,
): Promise<AuditCounts & { open: number }> {
  const drawn = await drawnSearches(house, audit)
  const count = (says: FileSays | undefined) => drawn.filter(({ check }) => check?.says === says).length
  return {
    same: count('yes'),
    different: count('no'),
    untold: count('could-not-tell'),
    open: count(undefined),
  }
}

/** Signs the result of an audit into the log when every drawn search is checked. Refuses AUDIT_UNKNOWN, AUDIT_OPEN, AUDIT_SIGNED, REASON_MISSING. */
export async function signAudit(
  house: House,
  of: Acting,
): Promise<{ readonly logIndex: number } & AuditCounts> {
  const { user } = of
  const audit = await auditFor(house, of)
  if (audit.result) throw signedAlready()
  const { open, ...counts } = await auditCounts(house, audit)
  if (!audit.draw || open > 0) throw stillOpen(audit, open)
  const words = checkWords(of.words, 'The result')
  const signing = house.storage.transaction(async (tx) => {
    const entry = await house.ledger.queue(tx, {
      ...{ type: 'audit', unit: user.agency.id, ref: audit.entryId, fields: { step: 'signed', ...counts } },
      hidden: { actor: user.id, content: hashOf({ words }) },
    })
    await tx
      .insertInto('audit_results')
      .values({
        audit_id: audit.id,
        words,
        signed_by: user.id,
        entry_id: entry,
        signed_at: house.clock.now(),
      })
      .execute()
    return entry
  })
  const entryId = await signing.catch((error) => {
    throw isUniqueViolation(error) ? signedAlready() : error
  })
  return { logIndex: (await house.ledger.settled(entryId)).index, ...counts }
}

const notDrawn = () =>
  refused({
    code: 'NOT_DRAWN',
    reason: 'This search is not in the sample.',
    needed: 'Check the searches that were drawn; nobody adds one to a sample.',
  })
const checkedAlready = () =>
  refused({
    code: 'CHECKED_ALREADY',
    reason: 'This search was checked already in this audit.',
    needed: 'What was found stands; a correction belongs into the words of the result.',
  })
const signedAlready = () =>
  refused({
    code: 'AUDIT_SIGNED',
    reason: 'The result is signed already.',
    needed: 'Announce another audit.',
  })
const stillOpen = ({ draw }: Audit, open: number) =>
  refused({
    code: 'AUDIT_OPEN',
    reason: draw ? `${open} drawn searches are not checked yet.` : 'Nothing was drawn yet.',
    needed: 'Check every search that was drawn; "could not tell" is an answer too.',
  })
