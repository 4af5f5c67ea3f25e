import { Secret, TOTP } from 'otpauth'
import type { UserId } from '../kernel/index.ts'
import { openBytes, sealBytes, type Tx } from '../storage/index.ts'
import { accountKey } from './ceremony.ts'

// One-time codes after RFC 6238: SHA-1, six digits, thirty seconds, which every authenticator app knows.

const periodSeconds = 30
/** Steps that a phone's clock may be off, each way. */
const window = 1

const totp = (seed: Uint8Array, label: { issuer: string; login: string }) =>
  new TOTP({
    ...{
      issuer: label.issuer,
      label: label.login,
      secret: new Secret({ buffer: new Uint8Array(seed).buffer }),
    },
    ...{ algorithm: 'SHA1', digits: 6, period: periodSeconds },
  })

export const newSeed = (): Uint8Array => new Secret({ size: 20 }).bytes

/** The seed for people to type, and the address that a QR code carries. */
export function seedWords(seed: Uint8Array, label: { issuer: string; login: string }) {
  const one = totp(seed, label)
  return { secret: one.secret.base32, uri: one.toString() }
}

/** The time step that a code belongs to, near now; undefined when the code is wrong. */
export function stepOfCode(seed: Uint8Array, given: { code: string; now: Date }): number | undefined {
  if (!/^\d{6}$/.test(given.code)) return undefined
  const timestamp = given.now.getTime()
  const delta = totp(seed, { issuer: '', login: '' }).validate({ token: given.code, timestamp, window })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / periodSeconds) + delta
}

/** The code of a seed at a moment, as a phone shows it. */
export const codeAt = (secretBase32: string, now: Date): string =>
  new TOTP({ secret: Secret.fromBase32(secretBase32), period: periodSeconds }).generate({
    timestamp: now.getTime(),
  })

const boundTo = (userId: UserId) => `totp:${userId}`

export const sealSeed = (key: Uint8Array, of: { userId: UserId; seed: Uint8Array }): Uint8Array =>
  sealBytes(accountKey(key), { plain: of.seed, boundTo: boundTo(of.userId) })

/** Takes a code: each time step counts once, so a code that was seen is worth nothing. Gives whether it was right. */
export async function takeCode(
  tx: Tx,
  of: { key: Uint8Array; userId: UserId; code: string; now: Date },
): Promise<boolean> {
  const row = await tx
    .selectFrom('authenticators')
    .selectAll()
    .where('user_id', '=', of.userId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return false
  const seed = openBytes(accountKey(of.key), { sealed: row.seed_sealed, boundTo: boundTo(of.userId) })
  const step = stepOfCode(seed, of)
  if (step === undefined || step <= Number(row.last_step)) return false
  await tx.updateTable('authenticators').set({ last_step: step }).where('user_id', '=', of.userId).execute()
  return true
}
