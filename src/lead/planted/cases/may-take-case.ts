import {
  type Analysis,
  alreadyExamined,
  analysed,
  type Examiner,
  examinerCertificate,
  knowsAnotherTry,
  lapsedBy,
  notAssigned,
  reservedByAnother,
  reservedUntil,
  withdrawnTask,
} from '../../../examination/index.ts'
import type { Clock } from '../../../kernel/index.ts'
import type { Role, User } from '../../../people/index.ts'
import type { Db, Tx } from '../../../storage/index.ts'
import { caseAnalysis, caseEnd } from './case-end.ts'
import type { PlantedCase } from './case-record.ts'

type Asked = { readonly user: User; readonly planted: PlantedCase; readonly clock: Clock }

/** Who sees the searches that wait knows which task is none: no case is planted for him. */
const seesSearches: readonly Role[] = ['supervisor', 'programme-manager', 'auditor']

/** Whether planted cases stand in the queue of this user: in an examiner's, unless he sees the lists of searches in another role. */
export const isGivenCases = ({ roles }: User): boolean => !roles.some((role) => seesSearches.includes(role))

/**
 * Whether this user may examine this planted case now, in the order and the words of `mayExamine`. Refuses ROLE_MISSING, NO_CERTIFICATE,
 * CERT_EXPIRED, WITHDRAWN, ALREADY_EXAMINED, NOT_BLIND, NOT_ASSIGNED, RESERVED.
 */
export async function mayTakeCase(db: Db | Tx, { user, planted, clock }: Asked): Promise<Examiner> {
  const certificate = await examinerCertificate(db, { user, clock })
  const end = await caseEnd(db, planted.id)
  if (end?.as === 'withdrawn') throw withdrawnTask()
  if (end?.examinerId === user.id) throw alreadyExamined()
  if (await knowsStill(db, { user, planted })) throw knowsAnotherTry()
  if (end !== undefined) throw notAssigned()
  await freeToBeginCase(db, { user, planted, clock })
  return { position: 1, certificate }
}

/** The same for looking at the list and concluding about it. Refuses ANALYSIS_MISSING as well. */
export async function mayCompareCase(
  db: Db | Tx,
  asked: Asked,
): Promise<Examiner & { readonly analysis: Analysis }> {
  const examiner = await mayTakeCase(db, asked)
  const bench = { searchId: asked.planted.id, examinerId: asked.user.id }
  return { ...examiner, analysis: analysed(await caseAnalysis(db, bench)) }
}

/** Refuses RESERVED while another compares, as for a search. */
export async function freeToBeginCase(db: Db | Tx, { user, planted, clock }: Asked): Promise<void> {
  const begun = await db
    .selectFrom('planted_case_analyses')
    .select(['examiner_id', 'sealed_at'])
    .where('case_id', '=', planted.id)
    .where('sealed_at', '>', lapsedBy(clock.now()))
    .orderBy('sealed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (begun === undefined || begun.examiner_id === user.id) return
  throw reservedByAnother(reservedUntil(begun.sealed_at))
}

/** Whether he examined a case of the same still before. */
async function knowsStill(db: Db | Tx, { user, planted }: Omit<Asked, 'clock'>): Promise<boolean> {
  const row = await db
    .selectFrom('planted_case_ends')
    .innerJoin('planted_cases', 'planted_cases.id', 'planted_case_ends.case_id')
    .select('planted_cases.id')
    .where('planted_case_ends.examiner_id', '=', user.id)
    .where('planted_cases.still', '=', planted.still)
    .where('planted_cases.id', '<>', planted.id)
    .executeTakeFirst()
  return row !== undefined
}
