import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { makeLogKey } from '../../test/sample-log.ts'
import { must, systemClock } from '../kernel/index.ts'
import { openCheckpoint, parseTrustPolicy, parseVerifierKey, verifyTlogProof } from '../proof/index.ts'
import { openScratchWitnesses, type ScratchWitnesses } from '../witness/index.ts'
import type { FaultPoint } from './fault-points.ts'
import type { Ledger } from './ledger.ts'
import { type LedgerOptions, openLedger } from './open-ledger.ts'
import { openScratchLedger, type ScratchLedger } from './open-scratch-ledger.ts'
import { publicationStates, publishLog } from './publish-log.ts'
import { refusalDraft } from './sample-drafts.ts'
import { verifyLogFolder } from './verify-log-folder.ts'

let scratch: ScratchLedger
let witnesses: ScratchWitnesses
let folder: string
let options: LedgerOptions
let ledger: Ledger
let brokenAt: FaultPoint | undefined

const patience = { timeoutMs: 5_000, patienceMs: 1_000, pauseMs: 50 }

beforeEach(async () => {
  brokenAt = undefined
  scratch = await openScratchLedger({
    faults: (point) => {
      if (point === brokenAt) throw Object.assign(new Error('disk'), { code: 'EIO' })
    },
  })
  await scratch.ledger.close()
  folder = await mkdtemp(join(tmpdir(), 'casebound-witnessed-'))
  witnesses = await openScratchWitnesses(3, { log: scratch.ledger.vkey })
  options = { ...scratch.options, policyPath: join(folder, 'policy.txt'), witnessPatience: patience }
  await adopt(witnesses.policy(2))
  ledger = await openLedger(options)
})
afterEach(async () => {
  await ledger.close()
  await scratch.close()
  await witnesses.close()
  await rm(folder, { recursive: true, force: true })
})

const adopt = (policy: string) => writeFile(join(folder, 'policy.txt'), policy)
const stop = (...which: number[]) => Promise.all(which.map((at) => witnesses.each[at]?.stop()))
const start = (...which: number[]) => Promise.all(which.map((at) => witnesses.each[at]?.start()))
const policyOf = () => parseTrustPolicy(witnesses.policy(2))

async function reopen(): Promise<void> {
  await ledger.close()
  ledger = await openLedger(options)
}

async function cosigners(): Promise<readonly string[]> {
  const keys = [parseVerifierKey(ledger.vkey)]
  const note = await readFile(join(options.logDir, 'checkpoint'), 'utf8')
  const { signers } = await openCheckpoint(note, { keys, policy: policyOf() })
  return signers.map(({ key }) => key.name).slice(1)
}

describe('a log with witnesses', () => {
  it('publishes nothing without a quorum: cosigned checkpoints, proofs and folders', async () => {
    const { entryId } = await ledger.append(refusalDraft)
    expect((await cosigners()).length).toBeGreaterThanOrEqual(2)
    expect(await ledger.checkpoint()).toBe(await readFile(join(options.logDir, 'checkpoint'), 'utf8'))
    const { tlogProof: text, entryBytes } = await ledger.prove(entryId)
    const keys = [parseVerifierKey(ledger.vkey)]
    const proven = await verifyTlogProof({ text, entryBytes, keys, policy: policyOf() })
    expect(proven.problems).toEqual([])
    const report = await verifyLogFolder(options.logDir)
    expect(report).toMatchObject({ verified: true, witnessed: { policyPinned: false } })
    expect(report.witnessed?.by.length).toBeGreaterThanOrEqual(2)
  })

  it('has witnesses see a checkpoint only when its note is in the database already', async () => {
    brokenAt = 'afterCommit1'
    await catchCode(ledger.append(refusalDraft))
    brokenAt = undefined
    expect(witnesses.each.map((one) => one.witness().logs()[0]?.size)).toEqual([2, 2, 2])
    await reopen()
    expect(witnesses.each.map((one) => one.witness().logs()[0]?.size)).toEqual([3, 3, 3])
  })

  it('goes on after a crash between cosignatures and publication, with the same bytes', async () => {
    brokenAt = 'afterWitnesses'
    await catchCode(ledger.append(refusalDraft))
    const pending = await scratch.storage.db.selectFrom('log_head').selectAll().executeTakeFirstOrThrow()
    expect(pending.published_note).not.toContain(pending.pending_note.split('\n')[2])
    brokenAt = undefined
    await reopen()
    expect(await ledger.size()).toBe(3)
    expect((await ledger.checkpoint()).startsWith(pending.pending_note)).toBe(true)
    expect(await verifyLogFolder(options.logDir)).toMatchObject({ verified: true, size: 3 })
    await ledger.append(refusalDraft)
    expect(await ledger.size()).toBe(4)
  })

  it('works while one of three is switched off, and catches that one up later', async () => {
    await stop(0)
    for (let round = 0; round < 3; round++) await ledger.append(refusalDraft)
    expect(await cosigners()).toEqual(['inspector.example/w2', 'inspector.example/w3'])
    await start(0)
    await ledger.append(refusalDraft)
    await expect
      .poll(() => witnesses.each[0]?.witness().logs()[0]?.size, { timeout: 5_000 })
      .toBe(await ledger.size())
  })

  it('waits and refuses while two are off, says who said what, and goes on by itself', async () => {
    await stop(0, 1)
    const before = await ledger.checkpoint()
    const refusal = await ledger.append(refusalDraft).catch((error: unknown) => error)
    expect(refusal).toMatchObject({
      code: 'WITNESSES_MISSING',
      reason: expect.stringMatching(
        /w1 cannot be reached \(ECONNREFUSED\); w2 cannot be reached \(ECONNREFUSED\); w3 cosigned/,
      ),
    })
    expect(await catchCode(ledger.append(refusalDraft))).toBe('WITNESSES_MISSING')
    // What is public stays as it was, and can be read.
    expect(await ledger.checkpoint()).toBe(before)
    expect(await readFile(join(options.logDir, 'checkpoint'), 'utf8')).toBe(before)
    expect(await ledger.size()).toBe(2)
    const resumed = new Promise<void>((resolve) => ledger.onResumed(resolve))
    await start(1)
    await resumed
    await expect.poll(() => ledger.size(), { timeout: 5_000 }).toBe(3)
    await ledger.append(refusalDraft)
    expect(await verifyLogFolder(options.logDir)).toMatchObject({ verified: true, size: 4 })
  })

  it('never signs another note of the size that waits, and closes while it waits', async () => {
    await stop(0, 1)
    await catchCode(ledger.append(refusalDraft))
    await catchCode(ledger.append(refusalDraft))
    await ledger.close()
    const signed = await scratch.storage.db.selectFrom('log_signed').select('size').execute()
    expect(signed.map(({ size }) => Number(size))).toEqual([1, 2, 3])
    expect(await catchCode(openLedger(options))).toBe('WITNESSES_MISSING')
    await start(0, 1)
    ledger = await openLedger(options)
    expect(await ledger.size()).toBe(3)
  })

  it('starts while its witnesses are silent when all it has is published', async () => {
    await ledger.append(refusalDraft)
    await ledger.close()
    await stop(0, 1, 2)
    ledger = await openLedger(options)
    expect(await ledger.size()).toBe(3)
    expect(await catchCode(ledger.append(refusalDraft))).toBe('WITNESSES_MISSING')
  })

  it('cosigns anew what was published before it had witnesses, or with others', async () => {
    await adopt(witnesses.policy(3))
    await reopen()
    expect(await cosigners()).toHaveLength(3)
    const kept = await scratch.storage.db.selectFrom('log_cosigned').select('size').execute()
    expect(kept.map(({ size }) => Number(size))).toEqual([1, 2, 3])
  })
})

describe('the policy of a log', () => {
  it('cannot be lost: to do without witnesses must be said', async () => {
    await rm(join(folder, 'policy.txt'))
    await ledger.close()
    expect(await catchCode(openLedger(options))).toBe('WITNESS_POLICY_MISSING')
    await adopt('quorum none\n')
    ledger = await openLedger(options)
    await stop(0, 1, 2)
    await ledger.append(refusalDraft)
    expect(await verifyLogFolder(options.logDir)).toMatchObject({ verified: true, size: 4 })
  })

  it('stands in the log, once for each change, before anything is cosigned by it', async () => {
    const named = async () => {
      const entries = []
      for (let index = 0; index < (await ledger.size()); index++)
        entries.push((await ledger.entry(index)).value)
      return entries.filter(({ t }) => t === 'witnesses').map(({ sha256 }) => sha256)
    }
    const hashOf = (policy: string) => createHash('sha256').update(policy).digest('hex')
    await ledger.append(refusalDraft)
    await reopen()
    expect(await named()).toEqual([hashOf(witnesses.policy(2))])
    await adopt(witnesses.policy(3))
    await reopen()
    expect(await named()).toEqual([2, 3].map((needed) => hashOf(witnesses.policy(needed))))
    expect(await verifyLogFolder(options.logDir)).toMatchObject({
      verified: true,
      witnessed: { policyEntry: 3 },
    })
    await writeFile(join(options.logDir, 'policy.txt'), witnesses.policy(1))
    expect(await verifyLogFolder(options.logDir)).toMatchObject({ verified: false, witnessed: undefined })
  })

  it('is put on record once, although the start that began it broke off', async () => {
    await adopt(witnesses.policy(3))
    await ledger.close()
    brokenAt = 'afterTiles'
    await openLedger(options).catch(() => undefined)
    brokenAt = undefined
    ledger = await openLedger(options)
    expect((await ledger.entry(2)).value).toMatchObject({ t: 'witnesses', named: 3 })
    expect(await ledger.size()).toBe(3)
  })

  it('must name this log or none, and be one', async () => {
    await ledger.close()
    await adopt(`log ${must(witnesses.each[0], 'witness').vkey.replace(/\+.*/, '')}\nquorum none\n`)
    expect(await catchCode(openLedger(options))).toBe('VERIFIER_KEY_INVALID')
    await adopt(`log ${makeLogKey('other.example/1').vkey}\nquorum none\n`)
    expect(await catchCode(openLedger(options))).toBe('WITNESS_POLICY_FOREIGN')
    await adopt('nothing\n')
    expect(await catchCode(openLedger(options))).toBe('TRUST_POLICY_INVALID')
    await adopt(witnesses.policy(2))
    ledger = await openLedger(options)
  })
})

describe('the published folder of a log with witnesses', () => {
  const publish = async (delayDays = 0) => {
    const states = await publicationStates({ storage: scratch.storage, clock: systemClock, delayDays })
    return publishLog({ logDir: options.logDir, states, into: join(folder, 'public') })
  }
  const verify = () => verifyLogFolder(join(folder, 'public'))

  it('carries policy and cosignatures, and does not verify without them', async () => {
    await ledger.append(refusalDraft)
    await publish()
    expect(await verify()).toMatchObject({ verified: true, witnessed: { policyPinned: false } })
    for (const path of ['live/checkpoint', 'checkpoint']) {
      const note = await readFile(join(folder, 'public', path), 'utf8')
      expect(note.split('\n').filter((line) => line.startsWith('— inspector')).length).toBeGreaterThan(1)
    }
    const path = join(folder, 'public', 'live', 'checkpoint')
    const bare = (await readFile(path, 'utf8')).replace(/— inspector.*\n/g, '')
    await writeFile(path, bare)
    const { verified, problems } = await verify()
    expect(verified).toBe(false)
    expect(problems).toEqual([
      {
        path: 'live/checkpoint',
        what: expect.stringContaining('Cosigned by 0 of 3 witnesses'),
      },
    ])
  })

  it('carries the policy of the state that it shows, which a later one does not replace', async () => {
    const states = await publicationStates({ storage: scratch.storage, clock: systemClock, delayDays: 0 })
    await adopt(witnesses.policy(1))
    await reopen()
    await publishLog({ logDir: options.logDir, states, into: join(folder, 'public') })
    expect(await readFile(join(folder, 'public', 'policy.txt'), 'utf8')).toBe(witnesses.policy(2))
    expect(await verify()).toMatchObject({ verified: true, witnessed: { policyEntry: 1 } })
    await publish()
    expect(await verify()).toMatchObject({ verified: true, witnessed: { policyEntry: 2 } })
  })

  it('is checked against a policy that its reader brings along', async () => {
    await publish()
    const others = await openScratchWitnesses(1, { log: ledger.vkey })
    const policy = parseTrustPolicy(others.policy(1))
    const report = await verifyLogFolder(join(folder, 'public'), { policy })
    expect(report).toMatchObject({ verified: false, witnessed: undefined })
    await others.close()
    const own = await verifyLogFolder(join(folder, 'public'), { policy: policyOf() })
    expect(own).toMatchObject({ verified: true, witnessed: { policyPinned: true } })
  })

  it('may begin with a checkpoint from before the log had witnesses: the newest vouches for it', async () => {
    await ledger.append(refusalDraft)
    await publish()
    const note = await scratch.storage.db
      .selectFrom('log_signed')
      .select('note')
      .where('size', '=', '1')
      .executeTakeFirst()
    const into = join(folder, 'public')
    await publishOlder(into, must(note?.note, 'first note'))
    expect(await verify()).toMatchObject({ verified: true, size: 1, liveSize: 3 })
  })
})

/** Takes the public part of a publication back to an older checkpoint, as a delay would have written it. */
async function publishOlder(into: string, note: string): Promise<void> {
  const bundle = await readFile(join(into, 'tile', 'entries', '000.p', '3'))
  const first = bundle.subarray(0, 2 + bundle.readUInt16BE(0))
  const tile = await readFile(join(into, 'tile', '0', '000.p', '3'))
  await writeFile(join(into, 'tile', 'entries', '000.p', '1'), first)
  await writeFile(join(into, 'tile', '0', '000.p', '1'), tile.subarray(0, 32))
  await writeFile(join(into, 'checkpoint'), note)
}
