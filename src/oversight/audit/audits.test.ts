import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../../test/published-entries.ts'
import { catchCode } from '../../../test/refusal-code.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../face/index.ts'
import { must } from '../../kernel/index.ts'
import { openScratchHouse, type ScratchHouse } from '../../lead/open-scratch-house.ts'
import { searchFor } from '../../lead/sample-requests.ts'
import { verifyLogFolder } from '../../ledger/index.ts'
import { drawSample } from '../../proof/index.ts'
import { announceAudit } from './announce-audit.ts'
import { auditsOf, drawnSearches } from './audit-view.ts'
import { checkDrawn, signAudit } from './check-drawn.ts'
import { drawAudit } from './draw-audit.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 1 })
  for (let at = 0; at < 3; at++) await searchFor(scratch.house(), scratch.users.requester)
}, 300_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const house = () => scratch.house()
const words = 'Said so that somebody who was not there can follow it.'
const published = () => publishedEntries(scratch.logDir, house().ledger.vkey)
const audits = async () => (await published()).filter(({ t }) => t === 'audit')

describe('a sample', () => {
  it('is the same for the same seed, another for another, and holds each search at most once', () => {
    const among = Array.from({ length: 1_000 }, (_, at) => at * 3)
    const drawn = drawSample({ seed: 'a'.repeat(64), among, size: 50 })
    expect(drawSample({ seed: 'a'.repeat(64), among: among.toReversed(), size: 50 })).toEqual(drawn)
    expect(drawSample({ seed: 'b'.repeat(64), among, size: 50 })).not.toEqual(drawn)
    expect(new Set(drawn).size).toBe(50)
    expect(drawSample({ seed: '', among: [4], size: 50 })).toEqual([4])
  })

  it('draws old and new searches alike', () => {
    const among = Array.from({ length: 100 }, (_, at) => at)
    const times = Array.from({ length: 100 }, () => 0)
    for (let seed = 0; seed < 1_000; seed++)
      for (const index of drawSample({ seed: String(seed), among, size: 10 }))
        times[index] = (times[index] ?? 0) + 1
    // 100 expected each; a binomial strays by 9.5, and 45 is more than four and a half times that.
    expect(Math.min(...times)).toBeGreaterThan(55)
    expect(Math.max(...times)).toBeLessThan(145)
  })
})

describe('an audit', () => {
  const acting = () => ({ user: scratch.users.auditor, words })
  const announce = (some: object = {}) => announceAudit(house(), { ...acting(), size: 2, from: 0, ...some })

  it('is announced first, and drawn by a checkpoint that nobody knew then', async () => {
    expect(await catchCode(announce({ size: 0 }))).toBe('SAMPLE_INVALID')
    expect(await catchCode(announce({ size: 101 }))).toBe('SAMPLE_INVALID')
    expect(await catchCode(announce({ words: 'audit' }))).toBe('REASON_MISSING')
    const { auditId, logIndex } = await announce()
    const draw = { user: scratch.users.auditor, id: auditId }
    expect(await catchCode(drawAudit(house(), draw))).toBe('SEED_NOT_YET')
    await searchFor(house(), scratch.users.requester)
    expect(await catchCode(drawAudit(house(), { ...draw, id: 'none' }))).toBe('AUDIT_UNKNOWN')
    const { picked } = await drawAudit(house(), draw)
    expect(await catchCode(drawAudit(house(), draw))).toBe('AUDIT_DRAWN')
    const entry = must((await audits()).at(-1), 'entry of the draw')
    expect(entry).toMatchObject({ step: 'drawn', picked: [...picked], among: 3 })
    expect(entry.at).toBeGreaterThan(logIndex + 1)
    expect(picked.every((index) => index < logIndex)).toBe(true)
  })

  it('can be drawn again by anybody from the published files', async () => {
    const entries = await published()
    const drawn = must(
      entries.find(({ t, step }) => t === 'audit' && step === 'drawn'),
      'draw',
    )
    const searches = entries.flatMap(({ t }, index) =>
      t === 'search' && index < Number(drawn.ref) ? [index] : [],
    )
    const place = (index: number) => createHash('sha256').update(`${drawn.seed} ${index}`).digest('hex')
    const again = searches.toSorted((a, b) => place(a).localeCompare(place(b))).slice(0, 2)
    expect(drawn.picked).toEqual(again)
    const { root } = await house()
      .storage.db.selectFrom('log_signed')
      .select('root')
      .where('size', '=', String(drawn.at))
      .executeTakeFirstOrThrow()
    expect(drawn.seed).toBe(root)
    expect((await verifyLogFolder(scratch.logDir)).verified).toBe(true)
  })

  it('ends when every drawn search was held against its case file, and its counts are public', async () => {
    const [audit] = await auditsOf(house(), scratch.users.auditor)
    const { id } = must(audit, 'audit')
    const [first, second] = await drawnSearches(house(), must(audit, 'audit'))
    expect(first).toMatchObject({ requester: 'requester', details: { caseNumber: '26-004711' } })
    const check = (searchId: string | undefined, says: 'yes' | 'no', some: object = {}) =>
      catchCode(checkDrawn(house(), { ...acting(), id, searchId: searchId ?? '', says, ...some }))
    expect(await catchCode(signAudit(house(), { ...acting(), id }))).toBe('AUDIT_OPEN')
    expect(await check('none', 'yes')).toBe('NOT_DRAWN')
    expect(await check(first?.searchId, 'yes', { words: 'ok' })).toBe('REASON_MISSING')
    expect(await check(first?.searchId, 'yes')).toBe('not refused')
    expect(await check(first?.searchId, 'no')).toBe('CHECKED_ALREADY')
    expect(await check(second?.searchId, 'no')).toBe('not refused')
    expect((await audits()).at(-1)).toMatchObject({ step: 'checked', says: 'no' })
    await signAudit(house(), { ...acting(), id })
    expect((await audits()).at(-1)).toMatchObject({ step: 'signed', same: 1, different: 1, untold: 0 })
    expect(await catchCode(signAudit(house(), { ...acting(), id }))).toBe('AUDIT_SIGNED')
  })
})
