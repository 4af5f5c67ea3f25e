import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { isoDate, must } from '../kernel/index.ts'
import { builtinPackFolder, loadPack, readPackFolder } from '../policy/index.ts'
import { searchById } from '../search/index.ts'
import { acceptPolicy, adoptProposal, proposePolicy } from './adopt-policy.ts'
import { awaitedDecisions } from './awaited-decisions.ts'
import { conditionWords } from './condition-words.ts'
import { decideApproval } from './decide-approval.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { policyOfSearch } from './policy-of-search.ts'
import { conclude, request } from './probe-to-lead.ts'
import { draftRequest, seal, searchFor } from './sample-requests.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 2 })
}, 120_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

/** The pack of the house with other titles, another deadline, other conditions and no emergency path. */
async function anotherText() {
  const files = await readPackFolder(builtinPackFolder('lapd-lacris'))
  const data = JSON.parse(files.packJson)
  data.version = '9.0.0'
  data.outcomeDueDays = 5
  data.crimes = data.crimes.map((one: { code: string }) => ({ ...one, title: `New title of ${one.code}` }))
  data.conditions = [{ ...data.conditions[0], sentence: 'Something new is asked for.' }]
  data.emergency.approvalHours = 1
  data.emergency.approverRoles = ['programme-manager']
  return loadPack({ ...files, packJson: JSON.stringify(data) })
}

async function adoptAnotherText(): Promise<void> {
  const house = scratch.house()
  const { supervisor, manager, requester } = scratch.users
  const inForceFrom = isoDate(scratch.clock.now())
  const { id } = await proposePolicy(house, { user: supervisor, pack: await anotherText(), inForceFrom })
  await adoptProposal(house, { user: manager, proposalId: id })
  await acceptPolicy(house, requester)
}

async function leadOf(searchId: Awaited<ReturnType<typeof searchFor>>['searchId']) {
  const house = scratch.house()
  const conclusion = 'supports-same-source'
  await seal(house, { user: scratch.users.examiner, searchId, conclusion, rank: 1 })
  await seal(house, { user: scratch.users.verifier, searchId, conclusion, rank: 1 })
  const lead = must(await conclude(house, searchId), 'lead')
  const bytes = await house.storage.blobs.get(must(lead.sheet, 'sheet').blobId)
  return { lead, sheet: JSON.parse(new TextDecoder().decode(bytes)) }
}

const daysBetween = (from: Date, to: string | undefined) =>
  Math.round((Date.parse(must(to, 'day')) - Date.parse(isoDate(from))) / 86_400_000)

describe('a search from before another policy was adopted', () => {
  it('is concluded, followed and told of by the policy that permitted it, and a later one by the later', async () => {
    const { requester } = scratch.users
    const founded = scratch.house().policy
    const before = await searchFor(scratch.house(), requester)
    scratch.clock.goOn(3)
    await adoptAnotherText()
    const after = await searchFor(scratch.house(), requester)
    scratch.clock.goOn(1)

    const old = await leadOf(before.searchId)
    expect(daysBetween(old.lead.issuedAt, old.lead.outcomeDueOn)).toBe(30)
    expect(old.sheet).toMatchObject({ crime: 'Robbery', policy: { packVersion: founded.pack.version } })
    expect(JSON.stringify(old.sheet.policy.conditions)).toContain('never an identification')
    expect(JSON.stringify(old.sheet.policy.conditions)).not.toContain('Something new')

    const late = await leadOf(after.searchId)
    expect(daysBetween(late.lead.issuedAt, late.lead.outcomeDueOn)).toBe(5)
    expect(late.sheet).toMatchObject({ crime: 'New title of robbery', policy: { packVersion: '9.0.0' } })
    expect(JSON.stringify(late.sheet.policy.conditions)).toContain('Something new')
  })

  it('tells its conditions with list size, examiners and deadline; one from before they were kept tells none', async () => {
    const house = scratch.house()
    const { searchId } = await searchFor(house, scratch.users.requester)
    const search = await searchById(house.storage.db, searchId)
    const { pack } = policyOfSearch(house, search)
    expect(conditionWords(pack, search)?.map(({ words }) => words)).toEqual([
      'At most 20 candidates; the policy allows from 1 to 20.',
      '2 examiners compare, each blind to the other, before there is a lead.',
      'What became of a lead is recorded within 5 days.',
      'Something new is asked for.',
    ])
    const { conditions: _, policyN: __, ...decision } = search.decision
    expect(conditionWords(pack, { ...search, decision })).toBeUndefined()
    const [first] = house.policies.versions()
    expect(policyOfSearch(house, { decision: {}, createdAt: search.createdAt }).n).toBe(house.policy.n)
    expect(policyOfSearch(house, { decision: {}, createdAt: must(first, 'first policy').adoptedAt }).n).toBe(
      1,
    )
  })
})

describe('an emergency', () => {
  it('is owed its decision within the hours, and by the roles, of the policy that permitted it', async () => {
    const opened = await openScratchHouse({ face, persons: 1 })
    const earlier = scratch
    scratch = opened
    try {
      const house = opened.house()
      const { requester, supervisor } = opened.users
      const details = { purpose: 'imminent-threat-to-life', crime: 'threat-to-life', emergency: true }
      const ask = async () =>
        request(house, { user: requester, request: await draftRequest(house, { user: requester, details }) })
      const first = await ask()
      await adoptAnotherText()
      const [open] = await awaitedDecisions(house, supervisor)
      const { createdAt } = await searchById(house.storage.db, first.searchId)
      expect(open?.dueAt?.getTime()).toBe(createdAt.getTime() + 48 * 3_600_000)
      const decide = (requestId: Parameters<typeof decideApproval>[1]['requestId']) =>
        decideApproval(house, {
          user: supervisor,
          requestId,
          kind: 'emergency',
          decision: 'approved',
          reason: 'Seen.',
        })
      await decide(must(open, 'open emergency').requestId)

      await ask()
      const [second] = await awaitedDecisions(house, supervisor)
      await expect(decide(must(second, 'second emergency').requestId)).rejects.toMatchObject({
        code: 'ROLE_MISSING',
      })
    } finally {
      await opened.close()
      scratch = earlier
    }
  })
})
