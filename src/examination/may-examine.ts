import { type Clock, Refused, type SearchId } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import { type SearchRecord, sawRanks } from '../search/index.ts'
import type { Db, Tx } from '../storage/index.ts'
import { type Certificate, certificateOf, inDate } from '../training/index.ts'
import { type Analysis, analysed, analysisOf } from './analysis.ts'
import { assignmentsOf } from './assignment.ts'
import { examinationsOf } from './examination-record.ts'
import type { ExaminationRefusalCode } from './refusal-code.ts'
import { freeToBegin } from './reservation.ts'
import { sawAnotherTry } from './saw-another-try.ts'
import { alreadyExamined, knowsAnotherTry, notAssigned, withdrawnTask } from './task-refusals.ts'
import { withdrawalOf } from './withdrawal.ts'

export const examinationsRequired = 2

export type Examiner = { readonly position: 1 | 2; readonly certificate: Certificate }

const refuse = (code: ExaminationRefusalCode, words: { reason: string; needed: string }) =>
  new Refused<ExaminationRefusalCode>({ code, ...words })

type Asked = { readonly user: User; readonly search: SearchRecord; readonly clock: Clock }

/**
 * Whether this user may examine this search now, and as the first or the second; as the second only who is assigned, as the first nobody
 * while another compares. Refuses what `freeToExamine` refuses, NOT_ASSIGNED, RESERVED.
 */
export async function mayExamine(db: Db | Tx, asked: Asked): Promise<Examiner> {
  const examiner = await freeToExamine(db, asked)
  if (examiner.position === 1) {
    await freeToBegin(db, { userId: asked.user.id, searchId: asked.search.id, now: asked.clock.now() })
    return examiner
  }
  const assigned = (await assignmentsOf(db, asked.search.id)).at(-1)
  if (assigned?.examinerId === asked.user.id) return examiner
  throw notAssigned()
}

/**
 * Whether nothing about this user keeps him from examining this search, whoever is assigned. Refuses ROLE_MISSING, NO_CERTIFICATE,
 * CERT_EXPIRED, NOT_READY, WITHDRAWN, OWN_SEARCH, NOT_BLIND, ALREADY_EXAMINED, ALREADY_CONCLUDED.
 */
export async function freeToExamine(db: Db | Tx, asked: Asked): Promise<Examiner> {
  const { user, search, clock } = asked
  const certificate = await examinerCertificate(db, { user, clock })
  if (search.end?.as !== 'done' || search.agencyId !== user.agency.id) {
    throw refuse('NOT_READY', {
      reason: 'This search has no candidate list to examine.',
      needed: 'Choose another one from the queue.',
    })
  }
  if (await withdrawalOf(db, search.id)) throw withdrawnTask()
  if (search.requesterId === user.id) {
    throw refuse('OWN_SEARCH', {
      reason: 'You asked for this search yourself.',
      needed: 'Two other examiners must compare it.',
    })
  }
  if (await sawRanks(db, { searchId: search.id, userId: user.id })) {
    throw refuse('NOT_BLIND', {
      reason: 'You saw the ranks and similarities of this search.',
      needed: 'An examiner who has not seen them must compare it.',
    })
  }
  const sealed = await examinationsOf(db, search.id)
  if (sealed.some(({ examinerId }) => examinerId === user.id)) throw alreadyExamined()
  if (sealed.length >= examinationsRequired || (await isConcluded(db, search.id))) {
    throw refuse('ALREADY_CONCLUDED', {
      reason: 'This search is examined; nobody is waited for.',
      needed: 'Choose another one from the queue.',
    })
  }
  if (await sawAnotherTry(db, { searchId: search.id, userId: user.id })) throw knowsAnotherTry()
  return { position: sealed.length === 0 ? 1 : 2, certificate }
}

/** The same for looking at candidates and concluding about them: only after the analysis is sealed. Refuses ANALYSIS_MISSING as well. */
export async function mayCompare(
  db: Db | Tx,
  asked: Asked,
): Promise<Examiner & { readonly analysis: Analysis }> {
  const examiner = await mayExamine(db, asked)
  const sealed = await analysisOf(db, { searchId: asked.search.id, examinerId: asked.user.id })
  return { ...examiner, analysis: analysed(sealed) }
}

/** Whether what the examinations came to is issued; one alone may end a search that was not drawn for a second. */
async function isConcluded(db: Db | Tx, searchId: SearchId): Promise<boolean> {
  const row = await db.selectFrom('leads').select('id').where('search_id', '=', searchId).executeTakeFirst()
  return row !== undefined
}

/** The examiner's certificate, in date today. Refuses ROLE_MISSING, NO_CERTIFICATE, CERT_EXPIRED. */
export async function examinerCertificate(
  db: Db | Tx,
  asked: { user: User; clock: Clock },
): Promise<Certificate> {
  const { user, clock } = asked
  if (!user.roles.includes('examiner') && !user.roles.includes('verifier')) {
    throw refuse('ROLE_MISSING', {
      reason: 'Only examiners and verifiers compare candidates.',
      needed: 'Ask your programme manager for the role.',
    })
  }
  const certificate = await certificateOf(db, { userId: user.id, clock, covering: 'examine' })
  if (!certificate) {
    throw refuse('NO_CERTIFICATE', {
      reason: 'You have no training certificate that covers examining.',
      needed: 'Pass the course for examiners on the page Training.',
    })
  }
  if (inDate(certificate, clock.now())) return certificate
  const { standing, validFrom, validTo } = certificate
  throw refuse('CERT_EXPIRED', {
    reason:
      standing === 'issued'
        ? `Your certificate is not in date; it ran from ${validFrom} to ${validTo}.`
        : `Your certificate is ${standing}: ${certificate.standingReason ?? ''}`,
    needed: 'Renew it on the page Training, or ask the training officer.',
  })
}
