import { asId, type CertificateId, type Clock, type UserId } from '../../kernel/index.ts'
import { beginsMs, endsMs } from '../../policy/index.ts'
import type { Db, Tx } from '../../storage/index.ts'
import type { Covered } from '../content/course.ts'

/** How a certificate stands: as it was issued, or as the last act about it left it. */
export type Standing = 'issued' | 'suspended' | 'revoked'

export type Certificate = {
  readonly id: CertificateId
  readonly userId: UserId
  readonly course: string
  readonly issuer: string
  /** First and last day, YYYY-MM-DD, both included whole; or exact instants in UTC, of which the last does not count any more. */
  readonly validFrom: string
  readonly validTo: string
  readonly covers: readonly Covered[]
  readonly standing: Standing
  /** Why it was suspended, reinstated or revoked last. */
  readonly standingReason: string | undefined
  /** As the policy asks: suspended or revoked, it does not count. */
  readonly revoked: boolean
  readonly origin: 'recorded' | 'course' | 'imported'
  /** The signed credential, where this house issued one. */
  readonly credential: string | undefined
  /** Its place in the published status lists. */
  readonly statusIndex: number | undefined
}

const standingAfter: Readonly<Record<string, Standing>> = {
  suspended: 'suspended',
  reinstated: 'issued',
  revoked: 'revoked',
}

const withLastAct = (db: Db | Tx) =>
  db
    .selectFrom('certificates')
    .leftJoin(
      (select) =>
        select
          .selectFrom('certificate_acts')
          .distinctOn('certificate_id')
          .select(['certificate_id', 'act', 'reason'])
          .orderBy('certificate_id')
          .orderBy('n', 'desc')
          .as('last'),
      (join) => join.onRef('last.certificate_id', '=', 'certificates.id'),
    )
    .selectAll('certificates')
    .select(['last.act', 'last.reason'])

type Row = Awaited<ReturnType<ReturnType<typeof withLastAct>['executeTakeFirstOrThrow']>>

function toCertificate(row: Row): Certificate {
  const standing = standingAfter[row.act ?? ''] ?? 'issued'
  return {
    id: asId(row.id),
    userId: asId(row.user_id),
    course: row.course,
    issuer: row.issuer,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    covers: row.covers as Covered[],
    standing,
    standingReason: row.reason ?? undefined,
    revoked: standing !== 'issued',
    origin: row.origin as Certificate['origin'],
    credential: row.credential ?? undefined,
    statusIndex: row.status_index ?? undefined,
  }
}

/** Last moment first, in milliseconds since 1970; a day that cannot be read counts as long past. */
const byEnd = (a: Certificate, b: Certificate) => (endsMs(b.validTo) ?? 0) - (endsMs(a.validTo) ?? 0)

/** All certificates of a user, the one that runs longest first. */
export async function certificatesOf(db: Db | Tx, userId: UserId): Promise<readonly Certificate[]> {
  const rows = await withLastAct(db).where('certificates.user_id', '=', userId).execute()
  return rows.map(toCertificate).toSorted(byEnd)
}

/** All certificates of the house, the one that runs longest first. */
export async function listCertificates(db: Db | Tx): Promise<readonly Certificate[]> {
  return (await withLastAct(db).execute()).map(toCertificate).toSorted(byEnd)
}

/** A certificate by its id; undefined when there is none. */
export async function certificateById(db: Db | Tx, id: CertificateId): Promise<Certificate | undefined> {
  const row = await withLastAct(db).where('certificates.id', '=', id).executeTakeFirst()
  return row && toCertificate(row)
}

/**
 * The certificate that speaks best for this user at this moment: one in date if there is one, else the one that ended last.
 * With `covering`, of those that cover that act. Asked on every act, never only at sign-in.
 */
export async function certificateOf(
  db: Db | Tx,
  asked: { userId: UserId; clock: Clock; covering?: Covered },
): Promise<Certificate | undefined> {
  const { covering } = asked
  const all = await certificatesOf(db, asked.userId)
  const fitting = covering === undefined ? all : all.filter(({ covers }) => covers.includes(covering))
  const now = asked.clock.now()
  return fitting.find((certificate) => inDate(certificate, now)) ?? fitting[0]
}

/** Whether a certificate counts at this moment: begun, not ended, neither suspended nor revoked. */
export function inDate(
  { revoked, validFrom, validTo }: Pick<Certificate, 'revoked' | 'validFrom' | 'validTo'>,
  at: Date,
): boolean {
  const [begins, ends] = [beginsMs(validFrom), endsMs(validTo)]
  if (revoked || begins === undefined || ends === undefined) return false
  return begins <= at.getTime() && at.getTime() < ends
}

/** Whole days until a certificate ends; 0 on its last day and afterwards. */
export const daysLeft = ({ validTo }: Pick<Certificate, 'validTo'>, at: Date): number =>
  Math.max(0, Math.floor(((endsMs(validTo) ?? 0) - at.getTime()) / 86_400_000))
