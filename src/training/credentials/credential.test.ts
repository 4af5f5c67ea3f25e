import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CertificateId, must, type UserId } from '../../kernel/index.ts'
import { certificateById } from '../certificates/certificate.ts'
import { changeCertificate } from '../certificates/change-certificate.ts'
import { issueCertificate } from '../certificates/issue-certificate.ts'
import { openScratchTraining, readAll, type ScratchTraining, takePart } from '../open-scratch-training.ts'
import { encodeStatusList, statusListBits } from './status-list.ts'

const checker = fileURLToPath(new URL('../../../tools/credentialcheck/check-credential.mjs', import.meta.url))
const course = 'casebound-examiner'
let scratch: ScratchTraining
let officer: UserId
let id: CertificateId
let credential: string

beforeAll(async () => {
  scratch = await openScratchTraining()
  officer = await scratch.newUser(['training-officer'])
  const userId = await scratch.newUser(['examiner'], 'N. Newcomer')
  await readAll(scratch.house, { userId, course })
  await takePart(scratch.house, { userId, course, part: 'exam' })
  await takePart(scratch.house, { userId, course, part: 'practical' })
  id = await issueCertificate(scratch.house, { userId, course, actor: officer })
  credential = must((await certificateById(scratch.house.storage.db, id))?.credential, 'credential')
})
afterAll(() => scratch?.close())

/** What an outside program, in a process of its own, says that knows only the published files. */
async function outside(jwt: string, at = '2026-12-24T12:00:00Z'): Promise<string> {
  const file = join(scratch.publicDir, '..', 'held.jwt')
  await writeFile(file, jwt)
  const run = promisify(execFile)(process.execPath, [checker, file, scratch.publicDir, at])
  const { stdout } = await run.catch((error: { stdout: string }) => error)
  return stdout.trim()
}

const act = (which: 'suspended' | 'reinstated' | 'revoked') =>
  changeCertificate(scratch.house, { id, act: which, actor: officer, reason: 'Asked to sit the test again.' })

describe('a credential, checked by an outside program', () => {
  it('counts from its first second to its last', async () => {
    const yes = 'YES: N. Newcomer, Comparing faces, by Example Police, until 2027-11-19T09:00:00Z'
    expect(await outside(credential)).toBe(yes)
    expect(await outside(credential, '2026-11-19T09:00:00Z')).toBe(yes)
    expect(await outside(credential, '2027-11-19T08:59:59.999Z')).toBe(yes)
    expect(await outside(credential, '2026-11-19T08:59:59.999Z')).toBe('NO: begins at 2026-11-19T09:00:00Z')
    expect(await outside(credential, '2027-11-19T09:00:00Z')).toBe('NO: ended at 2027-11-19T09:00:00Z')
  })

  it('is refused when a character of it was changed', async () => {
    const [head, body = '', signature] = credential.split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
    const forged = Buffer.from(JSON.stringify({ ...claims, name: 'Chief examiner' })).toString('base64url')
    expect(await outside(`${head}.${forged}.${signature}`)).toBe('NO: the signature is wrong')
  })

  it('does not count while suspended, counts again, and never again once revoked', async () => {
    await act('suspended')
    expect(await outside(credential)).toBe('NO: it stands in the list of suspension')
    await act('reinstated')
    expect(await outside(credential)).toMatch(/^YES/)
    await act('revoked')
    expect(await outside(credential)).toBe('NO: it stands in the list of revocation')
  })
})

describe('what is published', () => {
  it('names no holder and holds no secret', async () => {
    const files = ['jwks.json', 'issuer.json', 'status/revocation.jwt', 'status/suspension.jwt']
    const text = await Promise.all(files.map((file) => readFile(join(scratch.publicDir, file), 'utf8')))
    const decoded = text.map(
      (one) =>
        one +
        one
          .split('.')
          .map((part) => Buffer.from(part, 'base64url').toString())
          .join(),
    )
    expect(decoded.join()).not.toMatch(/Newcomer/)
    expect(JSON.parse(text[0] ?? '').keys[0]).not.toHaveProperty('d')
  })

  it('is a list of 131072 bits with just the given ones set', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: statusListBits - 1 }), { maxLength: 20 }),
        (indices) => {
          const bits = gunzipSync(Buffer.from(encodeStatusList(indices).slice(1), 'base64url'))
          const set = [...bits].flatMap((byte, at) =>
            [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bit) => ((byte >> (7 - bit)) & 1 ? [at * 8 + bit] : [])),
          )
          expect(bits).toHaveLength(statusListBits / 8)
          expect(set).toEqual(indices.toSorted((a, b) => a - b))
        },
      ),
      { numRuns: 20 },
    )
  })
})
