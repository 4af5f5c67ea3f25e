import { createHash } from 'node:crypto'
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { type Clock, must, systemClock } from '../kernel/index.ts'
import type { LoggedEntry } from '../ledger/index.ts'
import { openScratchLedger, type ScratchLedger } from '../ledger/open-scratch-ledger.ts'
import { galleryDraft, modelDraft, policyDraft, refusalDraft, searchDraft } from '../ledger/sample-drafts.ts'
import { openScratchWitnesses } from '../witness/open-scratch-witnesses.ts'
import { openRelease, releaseWindowSec } from './open-release.ts'
import { createRelease, releasePolicyPath } from './release-files.ts'
import { openReleaseProcess } from './release-process.ts'
import { questionLine, type ReleaseRequest, readQuestion } from './release-request.ts'
import { oneTimeKey, openReleasedKey } from './seal-key.ts'

const image = Buffer.from('an image, as far as a digest goes')
const probeSha256 = createHash('sha256').update(image).digest('hex')
let scratch: ScratchLedger
let grounds: Parameters<typeof searchDraft>[0]
let gallery: number
let dir: string

beforeAll(async () => {
  scratch = await openScratchLedger()
  const { ledger } = scratch
  await ledger.append(modelDraft)
  const pol = (await ledger.append(policyDraft)).entryId
  const state = await ledger.append(galleryDraft)
  gallery = state.index
  grounds = { pol, gal: state.entryId }
})
afterAll(() => scratch.close())
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'casebound-release-'))
  await createRelease(dir, { vkey: scratch.ledger.vkey, policy: undefined })
})
afterEach(() => rm(dir, { recursive: true, force: true }))

async function logSearch(): Promise<LoggedEntry> {
  const draft = searchDraft(grounds)
  return scratch.ledger.append({ ...draft, hidden: { ...draft.hidden, probe: probeSha256 } })
}

/** What a matcher shows for an entry, and the private half of its one-time key. */
async function asking({ entryId }: LoggedEntry, seen = 0) {
  const { publicKey, privateKey } = oneTimeKey()
  const proof = await scratch.ledger.prove(entryId, seen)
  const disclosures = await scratch.ledger.disclosures(entryId, ['time', 'probe'])
  const known = { pictureSha256: probeSha256, gallery, matcherKey: publicKey }
  const request: ReleaseRequest = { ...proof, ...known, disclosures }
  return { request, privateKey }
}
const later = (seconds: number): Clock => ({ now: () => new Date(Date.now() + seconds * 1000) })

describe('the key release, in a process of its own', () => {
  it('gives the same key for every logged search, sealed to the one-time key of the asker', async () => {
    const release = await openReleaseProcess(dir)
    const keys: string[] = []
    for (let round = 0; round < 2; round++) {
      const logged = await logSearch()
      const { request, privateKey } = await asking(logged, await release.seen())
      const released = await release.release(request)
      expect(released).toMatchObject({ index: logged.index, leafSha256: logged.leafSha256 })
      keys.push(Buffer.from(openReleasedKey(released, privateKey)).toString('hex'))
      expect(() => openReleasedKey(released, oneTimeKey().privateKey)).toThrow()
      expect(() => openReleasedKey({ ...released, index: 0 }, privateKey)).toThrow()
    }
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]).toBe((await readFile(join(dir, 'template-key'))).toString('hex'))
    await release.close()
  })

  it('gives it once for a search, also after it was killed and started again', async () => {
    const { request } = await asking(await logSearch())
    const release = await openReleaseProcess(dir)
    expect(await catchCode(openReleaseProcess(dir))).toBe('RELEASE_IN_USE')
    await release.release(request)
    expect(await catchCode(release.release(request))).toBe('RELEASE_REFUSED')
    process.kill(release.pid, 'SIGKILL')
    await release.close()
    expect(await catchCode(release.release(request))).toBe('RELEASE_GONE')
    const again = await openReleaseProcess(dir)
    await expect(again.release(request)).rejects.toThrow('had its key already')
    await again.release((await asking(await logSearch(), await again.seen())).request)
    await again.close()
  })

  it('ends without an answer at a line that is no request', async () => {
    const release = await openReleaseProcess(dir)
    const { request } = await asking(await logSearch())
    const wrong = { ...request, matcherKey: new Uint8Array(3) }
    expect(await catchCode(release.release(wrong))).toBe('RELEASE_GONE')
    await release.close()
  })
})

describe('the key release refuses', () => {
  const refusal = async (request: ReleaseRequest, clock: Clock = systemClock) => {
    const release = await openRelease(dir, { clock })
    const answer = await release.release(request).catch((error: unknown) => String(error))
    await release.close()
    return answer
  }

  it('a stale search, and one from the future', async () => {
    const { request } = await asking(await logSearch())
    expect(await refusal(request, later(releaseWindowSec + 2))).toMatch(/was logged 6\d s ago/)
    expect(await refusal(request, later(-10))).toMatch(/was logged -\d+ s ago/)
    expect(await refusal(request, later(releaseWindowSec - 10))).toMatchObject({ index: expect.any(Number) })
  })

  it('another image than the one that was committed to', async () => {
    const { request } = await asking(await logSearch())
    const other = createHash('sha256').update(image.with(0, 0)).digest('hex')
    expect(await refusal({ ...request, pictureSha256: other })).toMatch(/the picture is not the one/)
  })

  it('an entry that is no search, an entry without its proof, and disclosures that are not its own', async () => {
    const logged = await logSearch()
    const { request } = await asking(logged)
    const noSearch = await scratch.ledger.append(refusalDraft)
    const proofOfOther = await scratch.ledger.prove(noSearch.entryId)
    expect(await refusal({ ...request, ...proofOfOther })).toMatch(/the entry is not a search/)
    expect(await refusal({ ...request, tlogProof: proofOfOther.tlogProof })).toMatch(/is not proven/)
    expect(await refusal({ ...request, entryBytes: request.entryBytes.with(30, 0) })).toMatch(/is not proven/)
    const { disclosures } = (await asking(await logSearch())).request
    expect(await refusal({ ...request, disclosures })).toMatch(/does not fit it/)
    expect(await refusal({ ...request, disclosures: [] })).toMatch(/NaN s ago/)
    expect(await refusal({ ...request, disclosures: request.disclosures.slice(0, 1) })).toMatch(
      /the picture is not the one/,
    )
  })

  it('a log that is not the one it trusts, and a proof without the witnesses it asks for', async () => {
    const { request } = await asking(await logSearch())
    const witnesses = await openScratchWitnesses(2, { log: scratch.ledger.vkey })
    await writeFile(releasePolicyPath(dir), witnesses.policy(1))
    expect(await refusal(request)).toMatch(/QUORUM_MISSED/)
    await witnesses.close()
    const other = await openScratchLedger()
    await rm(releasePolicyPath(dir))
    await writeFile(join(dir, 'log.vkey'), other.ledger.vkey)
    expect(await refusal(request)).toMatch(/is not proven/)
    await other.close()
  })

  it('to work without its key or its list, and lets go of a line that a crash tore', async () => {
    const { request } = await asking(await logSearch())
    expect(await refusal(request)).toMatchObject({ index: expect.any(Number) })
    await appendFile(join(dir, 'used'), '12')
    expect(await refusal(request)).toMatch(/had its key already/)
    expect(must((await readFile(join(dir, 'used'), 'latin1')).split('\n').at(-1), 'end')).toBe('')
    await writeFile(join(dir, 'used'), 'x\n')
    const open = () => openRelease(dir, { clock: systemClock })
    expect(await catchCode(open)).toBe('RELEASE_MEMORY_DAMAGED')
    await rm(join(dir, 'used'))
    expect(await catchCode(open)).toBe('RELEASE_MEMORY_DAMAGED')
    await rm(join(dir, 'template-key'))
    expect(await catchCode(open)).toBe('RELEASE_ABSENT')
  })
})

describe('a line to the key release', () => {
  it('is read back as it was written, and any other is none', async () => {
    const { request } = await asking(await logSearch(), 3)
    expect(request.consistency.length).toBeGreaterThan(0)
    const line = questionLine({ id: 3, ask: 'release', request })
    expect(readQuestion(line)).toEqual({ id: 3, ask: 'release', request })
    expect(readQuestion(questionLine({ id: 4, ask: 'seen' }))).toEqual({ id: 4, ask: 'seen' })
    const said = JSON.parse(line)
    for (const wrong of [
      { id: 0 },
      { id: '3' },
      { ask: 'key' },
      { tlogProof: 1 },
      { entry: '?' },
      { consistency: 'x' },
      { consistency: ['AAAA'] },
      { consistency: Array(107).fill(said.matcherKey) },
      { disclosures: [1] },
      { disclosures: 'x' },
      { pictureSha256: 'AB' },
      { gallery: '3' },
      { matcherKey: 'AAAA' },
    ])
      expect(readQuestion(JSON.stringify({ ...said, ...wrong }))).toBeUndefined()
    for (const text of ['', 'null', '[]', '1', '{']) expect(readQuestion(text)).toBeUndefined()
  })
})
