import { must } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { refused } from '../refusal-code.ts'
import { takeStep } from './finding-steps.ts'
import { type StandingFinding, standingFindings } from './standing-counts.ts'

export type AttestationAnswer = {
  readonly used: boolean
  /** Case number, or "none". */
  readonly forCase: string
  readonly onBehalfOf: string
  readonly ledTo: string
  /** Anything else; where it was not used, how the lines came about. */
  readonly words: string
}

/** A question to a user about a finding, without the lines that it rests on. */
export type Attestation = Pick<
  StandingFinding,
  'service' | 'uses' | 'firstSeen' | 'lastSeen' | 'confidence' | 'cases'
> & {
  readonly id: string
  readonly dueOn: string
  readonly askedAt: Date
  readonly answer: AttestationAnswer | undefined
  readonly answeredAt: Date | undefined
}

/** What a user was asked, the newest first. */
export async function attestationsOf(house: House, user: User): Promise<readonly Attestation[]> {
  return (await askedOf(house, user)).map(({ finding, row }) => ({
    ...{ id: row.id, dueOn: row.due_on, askedAt: row.asked_at },
    ...{ service: finding.service, uses: finding.uses, firstSeen: finding.firstSeen },
    ...{ lastSeen: finding.lastSeen, confidence: finding.confidence, cases: finding.cases },
    answer: row.answer_json === null ? undefined : JSON.parse(row.answer_json),
    answeredAt: row.answered_at ?? undefined,
  }))
}

/**
 * Answers a question about a finding; also late, which ends the suspension. An answer never changes. Refuses ATTESTATION_UNKNOWN,
 * ANSWER_INCOMPLETE.
 */
export async function answerAttestation(
  house: House,
  of: { readonly user: User; readonly id: string; readonly answer: AttestationAnswer },
): Promise<{ readonly logIndex: number }> {
  const { user, id } = of
  const asked = (await askedOf(house, user)).find(({ row }) => row.id === id && row.answer_json === null)
  if (!asked) throw unknown()
  const answer = wholeAnswer(of.answer)
  return takeStep(house, {
    ...{ finding: asked.finding, agencyId: user.agency.id, step: 'answered', by: user.id },
    ...{ content: { attestation: id, ...answer }, shown: { used: answer.used } },
    also: (tx, entryId) =>
      tx
        .insertInto('attestation_answers')
        .values({
          ...{ attestation_id: id, used: answer.used, answer_json: JSON.stringify(answer) },
          ...{ entry_id: entryId, answered_at: house.clock.now() },
        })
        .execute(),
  })
}

async function askedOf(house: House, user: User) {
  const rows = await house.storage.db
    .selectFrom('attestations')
    .leftJoin('attestation_answers', 'attestation_answers.attestation_id', 'attestations.id')
    .selectAll('attestations')
    .select(['answer_json', 'answered_at'])
    .where('user_id', '=', user.id)
    .orderBy('asked_at', 'desc')
    .execute()
  if (rows.length === 0) return []
  const findings = new Map(
    [...(await standingFindings(house, user.agency.id)).values()].map((one) => [one.id, one]),
  )
  return rows.map((row) => ({ row, finding: must(findings.get(row.finding_id), 'finding of a question') }))
}

function wholeAnswer(told: AttestationAnswer): AttestationAnswer {
  const answer = {
    ...{ used: told.used, forCase: told.forCase.trim(), onBehalfOf: told.onBehalfOf.trim() },
    ...{ ledTo: told.ledTo.trim(), words: told.words.trim() },
  }
  const { used, forCase, onBehalfOf, ledTo, words } = answer
  const missing = used
    ? [
        forCase === '' ? 'for which case (or "none")' : '',
        onBehalfOf === '' ? 'on whose behalf' : '',
        ledTo === '' ? 'what it led to' : '',
      ].filter((one) => one !== '')
    : words === ''
      ? ['how these lines came about']
      : []
  if (missing.length === 0) return answer
  throw refused({
    code: 'ANSWER_INCOMPLETE',
    reason: `The answer does not say ${missing.join(', ')}.`,
    needed: 'Say it; "I do not remember" is an answer too.',
  })
}

const unknown = () =>
  refused({
    code: 'ATTESTATION_UNKNOWN',
    reason: 'There is no such question to you that waits for an answer.',
    needed: 'See the page “My attestations”; an answer that was given never changes.',
  })
