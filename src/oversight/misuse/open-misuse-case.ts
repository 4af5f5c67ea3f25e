import { createHash } from 'node:crypto'
import { canonicalJson, type EntryId, newId, type UserId } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import { type User, userByLogin } from '../../people/index.ts'
import type { Tx } from '../../storage/index.ts'
import { checkWords } from '../kept/step-refusals.ts'
import { refused } from '../refusal-code.ts'

export const misuseSources = ['alarm', 'audit', 'finding', 'complaint', 'other'] as const
export type MisuseSource = (typeof misuseSources)[number]

/**
 * Opens a case of misuse against an account of the agency. From now on the account is held: it searches no more, and nothing that it
 * recorded is erased. Refuses USER_UNKNOWN, OWN_CASE, REASON_MISSING.
 */
export async function openMisuseCase(
  house: House,
  of: {
    readonly user: User
    readonly login: string
    readonly source: MisuseSource
    /** Id of the alarm, audit or finding it came from. */
    readonly sourceId?: string | undefined
    readonly words: string
  },
): Promise<{ readonly caseId: string; readonly logIndex: number }> {
  const { user, source, sourceId } = of
  const person = await userByLogin(house.storage.db, of.login.trim())
  if (!person || person.agency.id !== user.agency.id) {
    throw refused({
      code: 'USER_UNKNOWN',
      reason: 'There is no such account in your agency.',
      needed: 'Give the login of the account.',
    })
  }
  if (person.id === user.id) {
    throw refused({
      code: 'OWN_CASE',
      reason: 'Nobody opens a case about himself.',
      needed: 'Tell another auditor or the programme manager.',
    })
  }
  const words = checkWords(of.words, 'What is alleged')
  const { caseId, entryId } = await house.storage.transaction((tx) =>
    recordMisuseCase(house, tx, { user, personId: person.id, source, sourceId, words }),
  )
  return { caseId, logIndex: (await house.ledger.settled(entryId)).index }
}

type Opening = {
  readonly user: User
  readonly personId: UserId
  readonly source: MisuseSource
  readonly sourceId: string | undefined
  readonly words: string
}

/** The case and its entry, in the transaction of what it follows from. */
export async function recordMisuseCase(
  house: Pick<House, 'ledger' | 'clock'>,
  tx: Tx,
  { user, personId, source, sourceId, words }: Opening,
): Promise<{ readonly caseId: string; readonly entryId: EntryId }> {
  const id = newId<string>()
  const content = canonicalJson({ id, person: personId, source, sourceId: sourceId ?? '', words })
  const entryId = await house.ledger.queue(tx, {
    ...{ type: 'misuse', unit: user.agency.id, fields: { step: 'opened', source } },
    hidden: {
      actor: user.id,
      subject: personId,
      content: createHash('sha256').update(content).digest('hex'),
    },
  })
  await tx
    .insertInto('misuse_cases')
    .values({
      ...{ id, agency_id: user.agency.id, user_id: personId, source, source_id: sourceId ?? null, words },
      ...{ opened_by: user.id, entry_id: entryId, opened_at: house.clock.now() },
    })
    .execute()
  return { caseId: id, entryId }
}
