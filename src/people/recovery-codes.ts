import { randomInt } from 'node:crypto'
import type { UserId } from '../kernel/index.ts'
import type { Tx } from '../storage/index.ts'
import { noteAccountEvent } from './account-events.ts'
import { sha256Hex } from './token.ts'

const codesMade = 10
/** Without letters that look like digits. Sixteen of them hold 79 bits, so a plain hash keeps them. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const letters = 16

/** Case, hyphens and blanks do not count: people copy these from paper. */
const codeHash = (code: string) => sha256Hex(`recovery:${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`)

const newCode = () =>
  Array.from({ length: letters }, (_, at) => {
    const letter = alphabet[randomInt(alphabet.length)] ?? ''
    return at > 0 && at % 4 === 0 ? `-${letter}` : letter
  }).join('')

/** Ten codes, each good once in the place of an authenticator's; those from before are void. Shown only now. */
export async function makeRecoveryCodes(
  tx: Tx,
  of: { userId: UserId; now: Date },
): Promise<readonly string[]> {
  const codes = Array.from({ length: codesMade }, newCode)
  await tx.deleteFrom('recovery_codes').where('user_id', '=', of.userId).execute()
  await tx
    .insertInto('recovery_codes')
    .values(
      codes.map((code) => ({
        code_sha256: codeHash(code),
        user_id: of.userId,
        made_at: of.now,
        used_at: null,
      })),
    )
    .execute()
  await noteAccountEvent(tx, { at: of.now, event: 'recovery-codes-made', userId: of.userId })
  return codes
}

/** Uses up a recovery code; gives whether it was one. */
export async function takeRecoveryCode(
  tx: Tx,
  of: { userId: UserId; code: string; now: Date },
): Promise<boolean> {
  const used = await tx
    .updateTable('recovery_codes')
    .set({ used_at: of.now })
    .where('code_sha256', '=', codeHash(of.code))
    .where('user_id', '=', of.userId)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (used.numUpdatedRows !== 1n) return false
  await noteAccountEvent(tx, { at: of.now, event: 'recovery-code-used', userId: of.userId })
  return true
}
