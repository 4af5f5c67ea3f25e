import { type Clock, isoDate } from '../kernel/index.ts'
import type { Db, Tx } from '../storage/index.ts'
import { refused } from './refusal-code.ts'
import { daysAfter } from './token.ts'
import type { User } from './user.ts'

/** What an account owes about outside face search, and until when; the tables are kept by the room oversight. */
export type Duty = {
  readonly kind: 'attestation' | 'declaration'
  /** Last day, YYYY-MM-DD. */
  readonly dueOn: string
  readonly overdue: boolean
}

/** An account that was opened after a declaration was asked for has this long. */
const newcomerDays = 14

/** The questions that a user has not answered yet, and the declaration of the newest round, if he has not given it. */
export async function dutiesOf(
  db: Db | Tx,
  { user, clock }: { user: User; clock: Clock },
): Promise<readonly Duty[]> {
  const today = isoDate(clock.now())
  const asked = await db
    .selectFrom('attestations')
    .leftJoin('attestation_answers', 'attestation_answers.attestation_id', 'attestations.id')
    .select('due_on')
    .where('user_id', '=', user.id)
    .where('attestation_answers.attestation_id', 'is', null)
    .orderBy('due_on')
    .execute()
  const round = await db
    .selectFrom('declaration_rounds')
    .innerJoin('users', (join) => join.on('users.id', '=', user.id))
    .leftJoin('declarations', (join) =>
      join
        .onRef('declarations.round_id', '=', 'declaration_rounds.id')
        .on('declarations.user_id', '=', user.id),
    )
    .select(['due_on', 'opened_at', 'users.created_at', 'declarations.user_id as given_by'])
    .where('declaration_rounds.agency_id', '=', user.agency.id)
    .orderBy('year', 'desc')
    .executeTakeFirst()
  const owed: Omit<Duty, 'overdue'>[] = asked.map((row) => ({ kind: 'attestation', dueOn: row.due_on }))
  if (round && round.given_by === null) {
    const { created_at, opened_at, due_on } = round
    const newcomer = created_at > opened_at ? isoDate(daysAfter(created_at, newcomerDays)) : due_on
    const dueOn = due_on.localeCompare(newcomer) > 0 ? due_on : newcomer
    owed.push({ kind: 'declaration', dueOn })
  }
  return owed.map((duty) => ({ ...duty, overdue: duty.dueOn < today }))
}

/**
 * Whoever owes an answer past its day does nothing else until he gives it: judged from the day, so nothing has to run at midnight, and
 * lifted by the answer. So is whoever has an open case of misuse, until its hold is lifted. Refuses ATTESTATION_OVERDUE, DECLARATION_OVERDUE,
 * ACCOUNT_HELD.
 */
export async function checkDuties(db: Db | Tx, of: { user: User; clock: Clock }): Promise<void> {
  if (await isHeld(db, of.user)) throw held()
  const late = (await dutiesOf(db, of)).find(({ overdue }) => overdue)
  if (!late) return
  throw late.kind === 'attestation'
    ? refused({
        code: 'ATTESTATION_OVERDUE',
        reason: `You were asked about outside face search until ${late.dueOn} and have not answered; until you do, this account is suspended.`,
        needed: 'Answer on the page “My attestations”, or with casebound oversight attest.',
      })
    : refused({
        code: 'DECLARATION_OVERDUE',
        reason: `The yearly declaration about outside face search was due on ${late.dueOn}; until you give it, this account is suspended.`,
        needed: 'Give it on the page “My attestations”, or with casebound oversight declare.',
      })
}

/** Whether an open case of misuse holds the account; the tables are kept by the room oversight. */
async function isHeld(db: Db | Tx, user: User): Promise<boolean> {
  const rows = await db
    .selectFrom('misuse_cases')
    .leftJoin('misuse_steps', (join) =>
      join
        .onRef('misuse_steps.case_id', '=', 'misuse_cases.id')
        .on('misuse_steps.step', 'in', ['held', 'lifted', 'closed']),
    )
    .select(['misuse_cases.id', 'misuse_steps.step'])
    .where('misuse_cases.user_id', '=', user.id)
    .orderBy('misuse_steps.taken_at')
    .orderBy('misuse_steps.id')
    .execute()
  const last = new Map(rows.map(({ id, step }) => [id, step]))
  return [...last.values()].some((step) => step === null || step === 'held')
}

const held = () =>
  refused({
    code: 'ACCOUNT_HELD',
    reason: 'This account is held while somebody looks at how it was used.',
    needed: 'Ask the programme manager. The hold ends with the case, or before.',
  })
