import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../test/published-entries.ts'
import type { Conclusion } from '../examination/index.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { must, type SearchId } from '../kernel/index.ts'
import { verifyLogFolder } from '../ledger/index.ts'
import { searchById } from '../search/index.ts'
import { leadById, leadOfSearch, listLeads } from './lead-record.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { conclude, request } from './probe-to-lead.ts'
import { draftRequest, firstPerson, permittedDetails, seal, searchFor } from './sample-requests.ts'

let face: FaceEngine
let scratch: ScratchHouse

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 2 })
})
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const published = () => publishedEntries(scratch.logDir, scratch.house().ledger.vkey)

type Side = readonly [Conclusion, rank?: 1 | 2]

async function examined(sides: readonly Side[]): Promise<SearchId> {
  const house = scratch.house()
  const { searchId } = await searchFor(house, scratch.users.requester)
  const users = [scratch.users.examiner, scratch.users.verifier]
  for (const [at, [conclusion, rank]] of sides.entries()) {
    const user = must(users[at], 'examiner')
    await seal(house, { user, searchId, conclusion, ...(rank ? { rank } : {}) })
  }
  return searchId
}

describe('two examiners who support the same person', () => {
  it('come to a lead with a sheet, a person, a date for the outcome, and an entry in the log', async () => {
    const searchId = await examined([
      ['supports-same-source', 1],
      ['supports-same-source', 1],
    ])
    const lead = must(await conclude(scratch.house(), searchId), 'conclusion')
    expect(lead).toMatchObject({
      decision: 'lead',
      personId: await firstPerson(),
      outcomeDueOn: '2026-12-19',
    })
    const sheet = must(lead.sheet, 'sheet')
    const bytes = await scratch.storage.blobs.get(sheet.blobId)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sheet.sha256)
    const facts = JSON.parse(new TextDecoder().decode(bytes))
    expect(facts).toMatchObject({
      caseNumber: permittedDetails.caseNumber,
      crime: 'Robbery',
      requester: { name: 'requester' },
      examiners: [{ name: 'examiner' }, { name: 'verifier' }],
      person: { personId: await firstPerson() },
      search: { rowsScanned: 2, persons: 2, candidates: 2 },
      proof: { verified: true },
      similarityNote: expect.stringMatching(/place 1 of 2.*has not been measured/),
    })
    expect(facts.policy.rules).not.toHaveLength(0)
    const search = await searchById(scratch.storage.db, searchId)
    const at = must(await scratch.house().ledger.find(search.entryId), 'search entry').index
    expect((await published()).at(-1)).toMatchObject({ t: 'lead', dec: 'lead', ref: at })
    expect(await verifyLogFolder(scratch.logDir)).toMatchObject({ verified: true })
    expect(await leadById(scratch.storage.db, lead.id)).toEqual(lead)
    expect((await listLeads(scratch.storage.db, 'SCRATCH-PD')).map(({ id }) => id)).toContain(lead.id)
  })

  it('come to one lead, however often and however many at once conclude', async () => {
    const searchId = await examined([
      ['supports-same-source', 2],
      ['supports-same-source', 2],
    ])
    const house = scratch.house()
    const before = (await published()).length
    const leads = await Promise.all([conclude(house, searchId), conclude(house, searchId)])
    const later = await conclude(house, searchId)
    expect(new Set([...leads, later].map((lead) => lead?.id)).size).toBe(1)
    expect((await published()).length).toBe(before + 1)
  })
})

describe('two examiners', () => {
  it.each<[string, string, readonly Side[]]>([
    ['both support nobody', 'no-lead', [['supports-different-sources'], ['supports-different-sources']]],
    ['rule everybody out in different words', 'no-lead', [['exclusion', 1], ['supports-different-sources']]],
    [
      'give limited support to one person',
      'inconclusive',
      [
        ['limited-support-same-source', 1],
        ['supports-same-source', 1],
      ],
    ],
    [
      'are both in doubt about the same person',
      'inconclusive',
      [
        ['inconclusive', 1],
        ['inconclusive', 1],
      ],
    ],
    ['find the probe unsuitable', 'inconclusive', [['not-suitable'], ['not-suitable']]],
  ])('who %s come to %s, without a person and without a sheet', async (_how, decision, sides) => {
    const searchId = await examined(sides)
    const lead = must(await conclude(scratch.house(), searchId), 'conclusion')
    expect(lead).toMatchObject({ decision })
    const { personId, bookingId, sheet, outcomeDueOn } = lead
    expect({ personId, bookingId, sheet, outcomeDueOn }).toEqual({})
    expect((await published()).at(-1)).toMatchObject({ t: 'lead', dec: decision })
    expect(await leadOfSearch(scratch.storage.db, searchId)).toEqual(lead)
  })
})

describe('a search that is not examined in full', () => {
  it.each<[string, readonly Side[]]>([
    [
      'support different persons',
      [
        ['supports-same-source', 1],
        ['supports-same-source', 2],
      ],
    ],
    ['disagree whether there is anybody', [['supports-same-source', 1], ['supports-different-sources']]],
    [
      'are of one support and one doubt',
      [
        ['supports-same-source', 1],
        ['inconclusive', 1],
      ],
    ],
  ])('has no conclusion while two who %s wait for the end of their conflict', async (_how, sides) => {
    const searchId = await examined(sides)
    expect(await conclude(scratch.house(), searchId)).toBeUndefined()
    expect(await leadOfSearch(scratch.storage.db, searchId)).toBeUndefined()
  })

  it('has no conclusion before the second examiner sealed', async () => {
    const searchId = await examined([['supports-same-source', 1]])
    expect(await conclude(scratch.house(), searchId)).toBeUndefined()
    expect(await leadOfSearch(scratch.storage.db, searchId)).toBeUndefined()
  })
})

describe('a start after a stop', () => {
  it('concludes what both examiners sealed and nobody concluded', async () => {
    const searchId = await examined([['supports-different-sources'], ['supports-different-sources']])
    expect(await scratch.reopen()).toMatchObject({ concluded: [searchId], interrupted: [] })
    expect(await leadOfSearch(scratch.storage.db, searchId)).toMatchObject({ decision: 'no-lead' })
    expect(await scratch.reopen()).toEqual({ concluded: [], interrupted: [] })
  })

  it('ends a search without a result as interrupted, on record, and its request stays closed', async () => {
    const house = scratch.house()
    const user = scratch.users.requester
    const drafted = await draftRequest(house, { user })
    let transactions = 0
    const storage = {
      ...house.storage,
      transaction: ((work) =>
        ++transactions > 1
          ? Promise.reject(new Error('power cut'))
          : house.storage.transaction(work)) as typeof house.storage.transaction,
    }
    await expect(request({ ...house, storage }, { user, request: drafted })).rejects.toThrow('power cut')
    const before = (await published()).length
    const { interrupted } = await scratch.reopen()
    expect(interrupted).toHaveLength(1)
    const added = (await published()).slice(before)
    expect(added).toMatchObject([{ t: 'fail', class: 'interrupted', ref: before - 1 }])
    const search = await searchById(scratch.storage.db, must(interrupted[0], 'interrupted search'))
    expect(search).toMatchObject({
      requestId: drafted.id,
      end: { as: 'interrupted', refusalCode: 'INTERRUPTED' },
    })
    expect(await scratch.reopen()).toEqual({ concluded: [], interrupted: [] })
  })
})
