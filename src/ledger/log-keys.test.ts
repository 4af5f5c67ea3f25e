import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildLogChecker } from '../../test/log-checker.ts'
import { catchCode } from '../../test/refusal-code.ts'
import { makeLogKey } from '../../test/sample-log.ts'
import { must } from '../kernel/index.ts'
import { formatNote, keyNoteText, openCheckpoint, parseNote, parseVerifierKey } from '../proof/index.ts'
import { openScratchWitnesses } from '../witness/index.ts'
import { addSignerKey } from './add-signer-key.ts'
import type { FaultPoint } from './fault-points.ts'
import type { Ledger } from './ledger.ts'
import { type LedgerOptions, openLedger } from './open-ledger.ts'
import { openScratchLedger, type ScratchLedger } from './open-scratch-ledger.ts'
import { publicationStates, publishLog } from './publish-log.ts'
import { refusalDraft } from './sample-drafts.ts'
import { noteKey } from './signer.ts'
import { openSignerProcess } from './signer-process.ts'
import { verifyLogFolder } from './verify-log-folder.ts'

// A log that changes its key, put before every verifier: ours (which the public page runs in the browser too), the recounter in Python and
// the checker on the Go project's code, of which neither holds any of ours.

const script = fileURLToPath(new URL('../../tools/recount.py', import.meta.url))
let scratch: ScratchLedger
let options: LedgerOptions
let ledger: Ledger
let folder: string
let brokenAt: FaultPoint | undefined

beforeEach(async () => {
  brokenAt = undefined
  scratch = await openScratchLedger({
    faults: (point) => {
      if (point === brokenAt) throw Object.assign(new Error('disk'), { code: 'EIO' })
    },
  })
  folder = await mkdtemp(join(tmpdir(), 'casebound-log-keys-'))
  options = scratch.options
  ledger = scratch.ledger
  await ledger.append(refusalDraft)
})
afterEach(async () => {
  await ledger.close()
  await scratch.close()
  await rm(folder, { recursive: true, force: true })
})

async function changeKey(): Promise<{ readonly n: number; readonly vkey: string }> {
  await ledger.close()
  const added = await addSignerKey(options.signerDir)
  ledger = await openLedger(options)
  return added
}

type Answer = { readonly verified: boolean; readonly why: string }

async function inOurs(dir: string, vkey: string): Promise<Answer> {
  const { verified, problems } = await verifyLogFolder(dir, { vkey })
  return { verified, why: problems.map(({ path, what }) => `${path}: ${what}`).join('\n') }
}
const inPython = (dir: string, vkey: string): Promise<Answer> =>
  new Promise((settle) =>
    execFile('python3', [script, dir, '--key', vkey, '--json'], (_, out) => {
      const { verified, finding = '' } = JSON.parse(out) as { verified: boolean; finding?: string }
      settle({ verified, why: finding })
    }),
  )
async function inGo(dir: string, vkey: string): Promise<Answer | undefined> {
  const checker = await buildLogChecker()
  if (checker === undefined) return undefined
  const key = join(folder, 'pinned.vkey')
  await writeFile(key, `${vkey}\n`)
  return new Promise((settle) =>
    execFile(checker, [dir, key], (error, why) => settle({ verified: error === null, why })),
  )
}
async function verdicts(dir: string, vkey: string): Promise<readonly boolean[]> {
  const all = [await inOurs(dir, vkey), await inPython(dir, vkey), await inGo(dir, vkey)]
  return all.flatMap((answer) => (answer === undefined ? [] : [answer.verified]))
}
const expectAll = async (dir: string, of: { vkey: string; verified: boolean }) =>
  expect(new Set(await verdicts(dir, of.vkey))).toEqual(new Set([of.verified]))

async function copyOf(dir: string): Promise<string> {
  const copy = await mkdtemp(join(folder, 'copy-'))
  await cp(dir, copy, { recursive: true })
  return copy
}

/** The same checkpoint with the signatures of one key only. */
async function keepSignatureOf(dir: string, vkey: string): Promise<void> {
  const path = join(dir, 'checkpoint')
  const { text, signatures } = parseNote(await readFile(path))
  const { keyId } = parseVerifierKey(vkey)
  await writeFile(path, formatNote({ text, signatures: signatures.filter((one) => one.keyId === keyId) }))
}

describe('a log that changed its key', () => {
  it('announces it, signs with both, and is accepted by all verifiers with the old key and with the new', async () => {
    const before = ledger.vkey
    const { n, vkey } = await changeKey()
    await ledger.append(refusalDraft)
    expect(n).toBe(2)
    expect((await ledger.entry(2)).value).toMatchObject({ t: 'key', n: 2, vkey })
    expect(await ledger.furtherKeys()).toMatchObject([{ n: 2, vkey, index: 2 }])
    const keys = [before, vkey].map(parseVerifierKey)
    expect((await openCheckpoint(await ledger.checkpoint(), { keys })).signers).toHaveLength(2)
    const third = await changeKey()
    await ledger.append(refusalDraft)
    for (const pinned of [before, vkey, third.vkey])
      await expectAll(options.logDir, { vkey: pinned, verified: true })
    await expectAll(options.logDir, { vkey: makeLogKey(options.origin).vkey, verified: false })
  }, 120_000)

  it('is accepted from a publication whose public checkpoint is older than the new key', async () => {
    const into = join(folder, 'site')
    const { storage, logDir, clock } = options
    const open = (await publicationStates({ storage, clock, delayDays: 0 })).live
    const before = ledger.vkey
    const { vkey } = await changeKey()
    const { live } = await publicationStates({ storage, clock, delayDays: 0 })
    await publishLog({ logDir, into, states: { open, live } })
    for (const pinned of [before, vkey])
      for (const answer of [await inOurs(into, pinned), await inPython(into, pinned)])
        expect(answer).toEqual({ verified: true, why: '' })
  }, 120_000)

  it('is still cosigned by witnesses that know only its first key', async () => {
    const theirs = await openScratchWitnesses(3, { log: ledger.vkey })
    try {
      const policyPath = join(folder, 'policy.txt')
      await writeFile(policyPath, theirs.policy(3))
      options = { ...options, policyPath }
      await changeKey()
      await ledger.append(refusalDraft)
      expect((await verifyLogFolder(options.logDir)).witnessed?.by).toHaveLength(3)
    } finally {
      await ledger.close()
      await theirs.close()
    }
  }, 120_000)

  it('is signed by its signer’s own process with both keys', async () => {
    await ledger.close()
    const { vkey } = await addSignerKey(options.signerDir)
    options = { ...options, openSigner: openSignerProcess }
    ledger = await openLedger(options)
    const keys = [ledger.vkey, vkey].map(parseVerifierKey)
    expect((await openCheckpoint(await ledger.checkpoint(), { keys })).signers).toHaveLength(2)
  }, 60_000)
})

describe('a forged change of key is refused by all verifiers', () => {
  it('when whoever has the old key goes on without the new one', async () => {
    const before = ledger.vkey
    const { vkey } = await changeKey()
    const forged = await copyOf(options.logDir)
    await keepSignatureOf(forged, before)
    for (const pinned of [before, vkey]) await expectAll(forged, { vkey: pinned, verified: false })
    expect((await inOurs(forged, before)).why).toContain('is not signed by key 2, which entry 2 announced')
    expect((await inPython(forged, before)).why).toContain('is not signed by key 2, which entry 2 announced')
  }, 120_000)

  it('when a key signs alone that no entry announced, though its note is good', async () => {
    const before = ledger.vkey
    const unannounced = await copyOf(options.logDir)
    const { vkey } = await changeKey()
    await cp(join(options.logDir, 'keys'), join(unannounced, 'keys'), { recursive: true })
    await ledger.close()
    const signerDir = await copyOf(options.signerDir)
    const { text } = parseNote(await readFile(join(unannounced, 'checkpoint')))
    const pem = await readFile(join(signerDir, 'log-key-2.pem'), 'utf8')
    await writeFile(
      join(unannounced, 'checkpoint'),
      formatNote({ text, signatures: [noteKey(options.origin, pem).sign(text)] }),
    )
    for (const pinned of [before, vkey]) await expectAll(unannounced, { vkey: pinned, verified: false })
    expect((await inOurs(unannounced, before)).why).toContain('a key that the log never announced')
    expect((await inPython(unannounced, before)).why).toContain('a key that the log never announced')
  }, 120_000)

  it('when its note is missing, is another, or lacks the signature of the old key', async () => {
    const before = ledger.vkey
    const { vkey } = await changeKey()
    const missing = await copyOf(options.logDir)
    await rm(join(missing, 'keys', '2.note'))
    await expectAll(missing, { vkey: before, verified: false })
    const thief = makeLogKey(options.origin)
    for (const next of [vkey, thief.vkey]) {
      const text = keyNoteText({ origin: options.origin, n: 2, before, next })
      const forged = await copyOf(options.logDir)
      await writeFile(join(forged, 'keys', '2.note'), formatNote({ text, signatures: [thief.sign(text)] }))
      for (const pinned of [before, thief.vkey]) await expectAll(forged, { vkey: pinned, verified: false })
    }
  }, 120_000)
})

describe('a change of key that is cut off', () => {
  it.each(['afterTiles', 'afterSignerMemory', 'afterCommit1', 'afterPublish', 'afterCommit2'] as const)(
    '%s is finished by the next start, with one entry',
    async (point) => {
      await ledger.close()
      const { vkey } = await addSignerKey(options.signerDir)
      brokenAt = point
      await expect(openLedger(options)).rejects.toThrow()
      brokenAt = undefined
      ledger = await openLedger(options)
      await ledger.append(refusalDraft)
      expect(await ledger.furtherKeys()).toMatchObject([{ n: 2, vkey, index: 2 }])
      expect(await verifyLogFolder(options.logDir, { vkey })).toMatchObject({ verified: true, size: 4 })
    },
    60_000,
  )

  it('between its note and its key leaves a note that says nothing, and the next change writes another', async () => {
    await ledger.close()
    await addSignerKey(options.signerDir)
    await rm(join(options.signerDir, 'log-key-2.pem'))
    ledger = await openLedger(options)
    expect(await ledger.furtherKeys()).toEqual([])
    const { n, vkey } = await changeKey()
    expect(n).toBe(2)
    expect(must((await ledger.furtherKeys())[0], 'key').vkey).toBe(vkey)
    await ledger.close()
    await rm(join(options.signerDir, 'log-key-2.note'))
    expect(await catchCode(openLedger(options))).toBe('SIGNER_MISSING')
  }, 60_000)
})
