import { asId, type CertificateId, must, newId, type UserId } from '../../kernel/index.ts'
import type { Db, Tx } from '../../storage/index.ts'
import type { Covered } from '../content/course.ts'
import { refused } from '../refusal-code.ts'
import type { RecordHouse } from '../training-house.ts'
import { ownCertificate, reasonTooShort } from './change-certificate.ts'
import { type CertificateDraft, checkDates, writeCertificate } from './record-certificate.ts'

/** A certificate from elsewhere, as it was offered, and what was decided. */
export type CertificateImport = {
  readonly id: string
  readonly draft: Required<CertificateDraft>
  readonly evidence: { readonly blobId: string; readonly sha256: string; readonly type: EvidenceType }
  readonly offeredBy: UserId
  readonly offeredAt: Date
  readonly decision:
    | {
        readonly approved: boolean
        readonly reason: string
        readonly decidedBy: UserId
        readonly decidedAt: Date
      }
    | undefined
}

/** Kinds of evidence, told by their first bytes, whatever a file is called. */
const evidenceTypes = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46],
  'image/png': [0x89, 0x50, 0x4e, 0x47],
  'image/jpeg': [0xff, 0xd8, 0xff],
} as const
export type EvidenceType = keyof typeof evidenceTypes

export const evidenceLimitBytes = 8 * 1024 * 1024

/** Refuses EVIDENCE_UNUSABLE for anything but a PDF, PNG or JPEG of at most 8 MiB. */
function evidenceType(bytes: Uint8Array): EvidenceType {
  const known = Object.entries(evidenceTypes).find(([, head]) => head.every((byte, at) => bytes[at] === byte))
  if (known && bytes.length <= evidenceLimitBytes) return known[0] as EvidenceType
  throw refused('EVIDENCE_UNUSABLE', {
    reason: known
      ? `The evidence has ${bytes.length} bytes; at most ${evidenceLimitBytes} are taken.`
      : 'The evidence is neither a PDF nor a PNG or JPEG picture.',
    needed: 'Scan the certificate, or save it as a PDF of at most 8 MiB.',
  })
}

/**
 * Offers a certificate from elsewhere with its evidence; it counts for nothing until somebody else approves it. Refuses
 * CERTIFICATE_DATES_INVALID, EVIDENCE_UNUSABLE.
 */
export async function offerCertificate(
  house: RecordHouse,
  offer: { draft: Required<CertificateDraft>; evidence: Uint8Array; offeredBy: UserId },
): Promise<string> {
  const { draft, evidence, offeredBy } = offer
  checkDates(draft)
  const type = evidenceType(evidence)
  const { blobId, sha256 } = await house.storage.blobs.put(evidence)
  const id = newId<string>()
  await house.storage.db
    .insertInto('certificate_imports')
    .values({
      id,
      user_id: draft.userId,
      course: draft.course,
      issuer: draft.issuer,
      covers: [...draft.covers],
      valid_from: draft.validFrom,
      valid_to: draft.validTo,
      evidence_blob_id: blobId,
      evidence_sha256: sha256,
      evidence_type: type,
      offered_by: offeredBy,
      offered_at: house.clock.now(),
    })
    .execute()
  return id
}

/**
 * Approves or declines an offered certificate; approved, it is recorded with its `cred` entry in the same transaction. Refuses
 * IMPORT_UNKNOWN, IMPORT_DECIDED, OWN_CERTIFICATE, REASON_TOO_SHORT.
 */
export async function decideImport(
  house: RecordHouse,
  asked: { id: string; approved: boolean; reason: string; decidedBy: UserId },
): Promise<CertificateId | undefined> {
  const { id, approved, decidedBy } = asked
  const reason = asked.reason.trim()
  if (reason.length < 10) throw reasonTooShort(reason.length)
  const done = await house.storage.transaction(async (tx) => {
    const offered = (await listImports(tx)).find((one) => one.id === id)
    if (!offered) throw importUnknown()
    if (offered.decision) throw importDecided()
    if (offered.draft.userId === decidedBy) throw ownCertificate()
    const certificateId = approved ? newId<CertificateId>() : undefined
    const entry =
      certificateId &&
      (await writeCertificate(house, {
        tx,
        id: certificateId,
        draft: offered.draft,
        from: { origin: 'imported', actor: decidedBy, evidenceSha256: offered.evidence.sha256 },
      }))
    await tx
      .insertInto('certificate_import_decisions')
      .values({
        import_id: id,
        approved,
        reason,
        decided_by: decidedBy,
        certificate_id: certificateId ?? null,
        decided_at: house.clock.now(),
      })
      .execute()
    return { certificateId, entry }
  })
  if (done.entry) await house.ledger.settled(done.entry)
  return done.certificateId
}

/** Every offered certificate, the newest first. */
export async function listImports(db: Db | Tx): Promise<readonly CertificateImport[]> {
  const rows = await db
    .selectFrom('certificate_imports')
    .leftJoin('certificate_import_decisions as decided', 'decided.import_id', 'certificate_imports.id')
    .selectAll('certificate_imports')
    .select(['decided.approved', 'decided.reason', 'decided.decided_by', 'decided.decided_at'])
    .orderBy('offered_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    draft: {
      userId: asId(row.user_id),
      course: row.course,
      issuer: row.issuer,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      covers: row.covers as Covered[],
    },
    evidence: {
      blobId: row.evidence_blob_id,
      sha256: row.evidence_sha256,
      type: row.evidence_type as EvidenceType,
    },
    offeredBy: asId(row.offered_by),
    offeredAt: row.offered_at,
    decision:
      row.approved === null
        ? undefined
        : {
            approved: row.approved,
            reason: must(row.reason, 'reason of a decision'),
            decidedBy: asId(must(row.decided_by, 'who decided')),
            decidedAt: must(row.decided_at, 'when it was decided'),
          },
  }))
}

/** The evidence of an offered certificate. Refuses IMPORT_UNKNOWN. */
export async function importEvidence(
  house: RecordHouse,
  id: string,
): Promise<{ bytes: Uint8Array; type: EvidenceType }> {
  const offered = (await listImports(house.storage.db)).find((one) => one.id === id)
  if (!offered) throw importUnknown()
  return { bytes: await house.storage.blobs.get(offered.evidence.blobId), type: offered.evidence.type }
}

const importUnknown = () =>
  refused('IMPORT_UNKNOWN', {
    reason: 'There is no such offered certificate.',
    needed: 'Choose it from the list of the training office.',
  })
const importDecided = () =>
  refused('IMPORT_DECIDED', {
    reason: 'This certificate was decided already; a decision is made once.',
    needed: 'Suspend or revoke the certificate, or have it offered again.',
  })
