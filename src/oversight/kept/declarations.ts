import { createHash } from 'node:crypto'
import { canonicalJson, isIsoDate, isoDate, newId } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { isUniqueViolation } from '../../storage/index.ts'
import { refused } from '../refusal-code.ts'
import { type DeclarationRound, membersOf, newestRound } from './round-view.ts'
import { checkWords } from './step-refusals.ts'

const hashOf = (content: Parameters<typeof canonicalJson>[0]): string =>
  createHash('sha256').update(canonicalJson(content)).digest('hex')

/** Asks every account for the declaration of a year. Refuses DATE_INVALID, ROUND_OPEN. */
export async function openDeclarationRound(
  house: House,
  of: { readonly user: User; readonly year: number; readonly dueOn: string },
): Promise<{ readonly logIndex: number; readonly people: number }> {
  const { user, year, dueOn } = of
  const now = house.clock.now()
  const today = isoDate(now)
  if (!isIsoDate(dueOn) || dueOn < today) {
    throw refused({
      code: 'DATE_INVALID',
      reason: `The declaration would be due on "${dueOn}", which is no day from ${today} on.`,
      needed: 'Give a day like 2027-01-31 that leaves people time.',
    })
  }
  const people = (await membersOf(house, user)).length
  const insert = () =>
    house.storage.transaction(async (tx) => {
      const entry = await house.ledger.queue(tx, {
        ...{ type: 'declare', unit: user.agency.id, fields: { step: 'opened', until: dueOn, people } },
        hidden: { actor: user.id, content: hashOf({ year }) },
      })
      await tx
        .insertInto('declaration_rounds')
        .values({
          ...{ id: newId<string>(), agency_id: user.agency.id, year, due_on: dueOn },
          ...{ opened_by: user.id, entry_id: entry, opened_at: now },
        })
        .execute()
      return entry
    })
  const entry = await insert().catch((error) => {
    throw isUniqueViolation(error) ? roundOpen(year) : error
  })
  return { logIndex: (await house.ledger.settled(entry)).index, people }
}

/** The newest round of an agency, and what this user declared in it. */
export async function declarationOf(
  house: House,
  user: User,
): Promise<(DeclarationRound & { readonly given: boolean }) | undefined> {
  const row = await newestRound(house, user)
  if (!row) return undefined
  const given = await house.storage.db
    .selectFrom('declarations')
    .select('user_id')
    .where('round_id', '=', row.id)
    .where('user_id', '=', user.id)
    .executeTakeFirst()
  return { id: row.id, year: row.year, dueOn: row.due_on, given: given !== undefined }
}

/** Declares whether the user used outside face search in the year; it never changes. Refuses DECLARATION_UNKNOWN, ALREADY_DECLARED, REASON_MISSING. */
export async function declareUse(
  house: House,
  of: { readonly user: User; readonly used: boolean; readonly words: string },
): Promise<{ readonly logIndex: number }> {
  const { user, used } = of
  const round = await declarationOf(house, user)
  if (!round) throw noRound()
  const words = used ? checkWords(of.words, 'What was used, for whom and what it led to') : of.words.trim()
  const insert = () =>
    house.storage.transaction(async (tx) => {
      const entry = await house.ledger.queue(tx, {
        ...{ type: 'declare', unit: user.agency.id, fields: { step: 'given', used } },
        hidden: { actor: user.id, content: hashOf({ year: round.year, used, words }) },
      })
      await tx
        .insertInto('declarations')
        .values({
          ...{ round_id: round.id, user_id: user.id, used, words },
          ...{ entry_id: entry, declared_at: house.clock.now() },
        })
        .execute()
      return entry
    })
  const entry = await insert().catch((error) => {
    throw isUniqueViolation(error) ? declaredAlready(round.year) : error
  })
  return { logIndex: (await house.ledger.settled(entry)).index }
}

const roundOpen = (year: number) =>
  refused({
    code: 'ROUND_OPEN',
    reason: `The declaration for ${year} was opened already.`,
    needed: 'Wait for the next year; who has not declared yet stands in the list.',
  })
const noRound = () =>
  refused({
    code: 'DECLARATION_UNKNOWN',
    reason: 'Nobody has asked for a declaration yet.',
    needed: 'There is nothing to declare now.',
  })
const declaredAlready = (year: number) =>
  refused({
    code: 'ALREADY_DECLARED',
    reason: `You have declared for ${year} already; a declaration never changes.`,
    needed: 'If it was wrong, tell your supervisor.',
  })
