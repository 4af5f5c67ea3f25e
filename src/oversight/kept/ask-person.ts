import { isoDate, newId } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import { type User, userByLogin } from '../../people/index.ts'
import { refused } from '../refusal-code.ts'
import { takeStep } from './finding-steps.ts'
import { findingFor } from './finding-view.ts'
import { alreadyAsked, checkNotEnded } from './step-refusals.ts'

/** Days to answer in, unless said otherwise. */
export const usualAnswerDays = 7
const mostAnswerDays = 30
const dayMs = 86_400_000

/**
 * Asks the person behind a finding: was it used, for which case, on whose behalf, what did it lead to. Past the last day the account does
 * nothing else. Refuses FINDING_UNKNOWN, FINDING_ENDED, ASKED_ALREADY, USER_UNKNOWN, DATE_INVALID.
 */
export async function askPerson(
  house: House,
  of: {
    readonly user: User
    readonly id: string
    readonly login: string
    readonly days?: number | undefined
  },
): Promise<{ readonly attestationId: string; readonly dueOn: string; readonly logIndex: number }> {
  const { user, days = usualAnswerDays } = of
  const finding = await findingFor(house, of)
  checkNotEnded(finding)
  if (finding.state !== 'open' && finding.state !== 'not a use') throw alreadyAsked()
  const person = await userByLogin(house.storage.db, of.login)
  if (!person || person.agency.id !== user.agency.id || person.closed) throw userUnknown(of.login)
  if (person.id === user.id) throw askedHimself()
  if (!Number.isInteger(days) || days < 1 || days > mostAnswerDays) throw daysInvalid(days)
  const now = house.clock.now()
  const dueOn = isoDate(new Date(now.getTime() + days * dayMs))
  const attestationId = newId<string>()
  const { logIndex } = await takeStep(house, {
    ...{ finding, agencyId: user.agency.id, step: 'asked', by: user.id },
    content: { attestation: attestationId, person: person.name, login: person.login, dueOn },
    also: (tx, entryId) =>
      tx
        .insertInto('attestations')
        .values({
          ...{ id: attestationId, agency_id: user.agency.id, finding_id: finding.id, user_id: person.id },
          ...{ due_on: dueOn, asked_by: user.id, entry_id: entryId, asked_at: now },
        })
        .execute(),
  })
  return { attestationId, dueOn, logIndex }
}

const userUnknown = (login: string) =>
  refused({
    code: 'USER_UNKNOWN',
    reason: `Your agency has no open account ${JSON.stringify(login.slice(0, 60))}.`,
    needed:
      'Name the login of the person; somebody without an account is heard by a supervisor, who assesses.',
  })

const askedHimself = () =>
  refused({
    code: 'USER_UNKNOWN',
    reason: 'You would ask yourself.',
    needed: 'Somebody else asks about a finding that is about you.',
  })

const daysInvalid = (days: number) =>
  refused({
    code: 'DATE_INVALID',
    reason: `${days} days to answer in are not between 1 and ${mostAnswerDays}.`,
    needed: `Give between 1 and ${mostAnswerDays} days.`,
  })
