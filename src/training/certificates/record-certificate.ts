import { type CertificateId, isoWeek, must, newId, type UserId } from '../../kernel/index.ts'
import { userById } from '../../people/index.ts'
import { beginsMs, endsMs } from '../../policy/index.ts'
import type { Tx } from '../../storage/index.ts'
import type { Covered } from '../content/course.ts'
import { refused } from '../refusal-code.ts'
import type { RecordHouse } from '../training-house.ts'
import type { Certificate } from './certificate.ts'

export type CertificateDraft = {
  readonly userId: UserId
  readonly course: string
  readonly issuer: string
  readonly validFrom: string
  readonly validTo: string
  /** Searching and examining unless given. */
  readonly covers?: readonly Covered[]
}

/** Records a certificate by hand and its `cred` entry in one transaction. Refuses CERTIFICATE_DATES_INVALID. */
export async function recordCertificate(house: RecordHouse, draft: CertificateDraft): Promise<CertificateId> {
  checkDates(draft)
  const { covers = ['search', 'examine'] } = draft
  const id = newId<CertificateId>()
  const entry = await house.storage.transaction((tx) =>
    writeCertificate(house, { tx, id, draft: { ...draft, covers }, from: { origin: 'recorded' } }),
  )
  await house.ledger.settled(entry)
  return id
}

/** Refuses CERTIFICATE_DATES_INVALID for anything but two days or two instants, the first before the second. */
export function checkDates({ validFrom, validTo }: Pick<CertificateDraft, 'validFrom' | 'validTo'>): void {
  const [begins, ends] = [beginsMs(validFrom), endsMs(validTo)]
  if (begins !== undefined && ends !== undefined && begins < ends) return
  throw refused('CERTIFICATE_DATES_INVALID', {
    reason: `A certificate cannot run from ${validFrom} to ${validTo}.`,
    needed:
      'Give two days as YYYY-MM-DD, or two instants such as 2027-03-02T12:00:00Z, the first not after the second.',
  })
}

/** Where a certificate comes from, and what belongs to it there. */
export type Origin = {
  readonly origin: Certificate['origin']
  readonly statusIndex?: number
  readonly credential?: string
  readonly credentialSha256?: string
  readonly examId?: string
  readonly practicalId?: string | undefined
  readonly actor?: UserId
  readonly evidenceSha256?: string
}

/** The row and the entry of a new certificate, in a transaction of the caller. */
export async function writeCertificate(
  house: RecordHouse,
  of: { tx: Tx; id: CertificateId; draft: Required<CertificateDraft>; from: Origin },
) {
  const { tx, id, draft, from } = of
  const { userId, course, issuer, validFrom, validTo } = draft
  await tx
    .insertInto('certificates')
    .values({
      id,
      user_id: userId,
      course,
      issuer,
      valid_from: validFrom,
      valid_to: validTo,
      covers: [...draft.covers],
      origin: from.origin,
      status_index: from.statusIndex ?? null,
      credential: from.credential ?? null,
      exam_id: from.examId ?? null,
      practical_id: from.practicalId ?? null,
      created_at: house.clock.now(),
    })
    .execute()
  return house.ledger.queue(tx, {
    type: 'cred',
    unit: await unitOf(tx, userId),
    fields: { act: 'issued', ...publicFields(draft) },
    hidden: {
      holder: userId,
      cert: id,
      ...(from.credentialSha256 === undefined ? {} : { digest: from.credentialSha256 }),
      ...(from.actor === undefined ? {} : { actor: from.actor }),
      ...(from.evidenceSha256 === undefined ? {} : { evidence: from.evidenceSha256 }),
    },
  })
}

/** The agency of a holder, public in the entry: agencies of a region share the log. */
export const unitOf = async (tx: Tx, holder: UserId): Promise<string> =>
  must(await userById(tx, holder), 'holder').agency.id

/** What a `cred` entry says to everybody. */
export const publicFields = ({
  course,
  issuer,
  validFrom,
  validTo,
}: Pick<CertificateDraft, 'course' | 'issuer' | 'validFrom' | 'validTo'>) => ({
  course,
  issuer,
  from: weekOf(beginsMs(validFrom)),
  to: weekOf((endsMs(validTo) ?? 1) - 1),
})

const weekOf = (ms: number | undefined): string => isoWeek(new Date(ms ?? 0))
