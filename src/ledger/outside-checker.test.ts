import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildLogChecker } from '../../test/log-checker.ts'
import { must } from '../kernel/index.ts'
import { decodeEntryBundle, leafHash } from '../proof/index.ts'
import { openScratchLedger, type ScratchLedger } from './open-scratch-ledger.ts'
import { refusalDraft } from './sample-drafts.ts'

const entries = 300

let folder: string
let scratch: ScratchLedger | undefined
let checker: string | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-outside-'))
  checker = await buildLogChecker()
  if (checker === undefined) return
  const made = await openScratchLedger()
  scratch = made
  await Promise.all(Array.from({ length: entries - 1 }, () => made.ledger.append(refusalDraft)))
}, 300_000)

afterAll(async () => {
  await scratch?.close()
  await rm(folder, { recursive: true, force: true })
})

/** Runs the checker on a copy of the log that `damage` changes; gives its exit code and its words. */
async function check(damage: (logDir: string) => Promise<void>): Promise<{ code: number; said: string }> {
  const copy = await mkdtemp(join(folder, 'copy-'))
  if (scratch === undefined || checker === undefined) throw new Error('there is no checker')
  await cp(scratch.options.logDir, copy, { recursive: true })
  await damage(copy)
  return new Promise((resolve) =>
    execFile(checker ?? '', [copy], (error, said) => resolve({ code: Number(error?.code ?? 0), said })),
  )
}

async function flipBit(path: string, at: number): Promise<void> {
  const bytes = await readFile(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  await writeFile(path, bytes)
}

describe('a checker that holds none of our code', () => {
  it('accepts a log of 300 entries', async () => {
    if (checker === undefined) return
    const { code, said } = await check(async () => undefined)
    expect(said).toMatch(/^OK agency\.example\/fr-log\/1: 300 entries, root /)
    expect(code).toBe(0)
  })

  it.each([
    ['an entry', 'tile/entries/000', 5000, /FAIL the entries do not give the signed root/],
    ['an entry of the partial bundle', 'tile/entries/001.p/44', 90, /FAIL the entries do not give/],
    ['a leaf hash', 'tile/0/000', 77, /FAIL tile tile\/0\/000 does not hold/],
    ['a hash of the upper level', 'tile/1/000.p/1', 3, /FAIL tile tile\/1\/000\.p\/1 does not hold/],
    ['the checkpoint', 'checkpoint', 27, /FAIL checkpoint/],
  ] as const)('refuses the log when one bit of %s was flipped', async (_, path, at, words) => {
    if (checker === undefined) return
    const { code, said } = await check((logDir) => flipBit(join(logDir, path), at))
    expect(said).toMatch(words)
    expect(code).toBe(1)
  })

  it('refuses an entry and its leaf hash that were changed together', async () => {
    if (checker === undefined) return
    const { code, said } = await check(async (logDir) => {
      const [bundle, tile] = ['tile/entries/000', 'tile/0/000'].map((path) => join(logDir, path))
      await flipBit(must(bundle, 'bundle'), 90)
      const [first] = decodeEntryBundle(await readFile(must(bundle, 'bundle')), 256)
      const hashes = await readFile(must(tile, 'tile'))
      hashes.set(leafHash(must(first, 'entry 0')), 0)
      await writeFile(must(tile, 'tile'), hashes)
    })
    expect(said).toMatch(/FAIL the entries do not give the signed root/)
    expect(code).toBe(1)
  })

  it('refuses an entry hidden after the last one of a bundle', async () => {
    if (checker === undefined) return
    const { code, said } = await check(async (logDir) => {
      const path = join(logDir, 'tile/entries/001.p/44')
      await writeFile(path, Buffer.concat([await readFile(path), Buffer.from([0, 2, 123, 125])]))
    })
    expect(said).toMatch(/FAIL 4 bytes follow the last entry of bundle 1/)
    expect(code).toBe(1)
  })
})
