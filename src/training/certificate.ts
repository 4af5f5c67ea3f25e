import {
  asId,
  type CertificateId,
  type Clock,
  isIsoDate,
  isoDate,
  isoWeek,
  newId,
  Refused,
  type UserId,
} from '../kernel/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Db, Storage, Tx } from '../storage/index.ts'

export type TrainingRefusalCode = 'CERTIFICATE_DATES_INVALID'

export type Certificate = {
  readonly id: CertificateId
  readonly course: string
  readonly issuer: string
  /** First and last day, YYYY-MM-DD, both included. */
  readonly validFrom: string
  readonly validTo: string
  readonly revoked: boolean
}

export type CertificateDraft = {
  readonly userId: UserId
  readonly course: string
  readonly issuer: string
  readonly validFrom: string
  readonly validTo: string
}

/** Records a training certificate and its `cred` entry in one transaction. Refuses CERTIFICATE_DATES_INVALID. */
export async function recordCertificate(
  house: { storage: Storage; ledger: Ledger; clock: Clock; unit: string },
  draft: CertificateDraft,
): Promise<CertificateId> {
  const { course, issuer, validFrom, validTo } = draft
  if (!isIsoDate(validFrom) || !isIsoDate(validTo) || validTo < validFrom) {
    throw new Refused<TrainingRefusalCode>({
      code: 'CERTIFICATE_DATES_INVALID',
      reason: `A certificate cannot run from ${validFrom} to ${validTo}.`,
      needed: 'Give two calendar dates as YYYY-MM-DD, the first not after the second.',
    })
  }
  const id = newId<CertificateId>()
  const entry = await house.storage.transaction(async (tx) => {
    await tx
      .insertInto('certificates')
      .values({
        id,
        user_id: draft.userId,
        course,
        issuer,
        valid_from: validFrom,
        valid_to: validTo,
        revoked_at: null,
        created_at: house.clock.now(),
      })
      .execute()
    return house.ledger.queue(tx, {
      type: 'cred',
      unit: house.unit,
      fields: { act: 'issued', course, issuer, from: weekOf(validFrom), to: weekOf(validTo) },
      hidden: { holder: draft.userId, cert: id },
    })
  })
  await house.ledger.settled(entry)
  return id
}

/**
 * The certificate that speaks best for this user today: one in date if there is one, else the one that ended last.
 * Checked on every act, never only at sign-in.
 */
export async function certificateOf(
  db: Db | Tx,
  asked: { userId: UserId; clock: Clock },
): Promise<Certificate | undefined> {
  const rows = await db
    .selectFrom('certificates')
    .selectAll()
    .where('user_id', '=', asked.userId)
    .orderBy('valid_to', 'desc')
    .execute()
  const certificates = rows.map((row) => ({
    id: asId<CertificateId>(row.id),
    course: row.course,
    issuer: row.issuer,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    revoked: row.revoked_at !== null,
  }))
  const today = isoDate(asked.clock.now())
  return certificates.find((certificate) => inDate(certificate, today)) ?? certificates[0]
}

/** Whether a certificate covers this day (YYYY-MM-DD) and was not revoked. */
export const inDate = (certificate: Certificate, day: string): boolean =>
  !certificate.revoked && certificate.validFrom <= day && day <= certificate.validTo

const weekOf = (day: string): string => isoWeek(new Date(`${day}T00:00:00Z`))
