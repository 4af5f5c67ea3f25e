import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { isoDate, must } from '../kernel/index.ts'
import { builtinPackFolder, loadPack, type Pack, type PackFiles, readPackFolder } from '../policy/index.ts'
import {
  acceptPolicy,
  adoptProposal,
  openProposals,
  proposePolicy,
  withdrawProposal,
} from './adopt-policy.ts'
import { keepPolicies } from './keep-policies.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { policyKey } from './policy-key.ts'
import { request } from './probe-to-lead.ts'
import { offeredPacks, referredPack } from './referred-pack.ts'
import { replayPolicy } from './replay-policy.ts'
import { draftRequest } from './sample-requests.ts'

let face: FaceEngine
let scratch: ScratchHouse
let shipped: PackFiles

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 2 })
  shipped = await readPackFolder(builtinPackFolder('lapd-lacris'))
}, 120_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

/** The pack of the house without robbery among its crimes, under a version of its own. */
function stricter(version: string): Pack {
  const packJson = shipped.packJson
    .replace(/"version": "[\d.]+"/, `"version": "${version}"`)
    .replace('"code": "robbery"', '"code": "robbery-of-old"')
  const casesJson = shipped.casesJson.replaceAll('"crime": "robbery"', '"crime": "theft"')
  return loadPack({ ...shipped, packJson, casesJson })
}
const today = () => isoDate(scratch.clock.now())
const inDays = (days: number) => isoDate(new Date(scratch.clock.now().getTime() + days * 86_400_000))
const ask = async () => {
  const { requester: user } = scratch.users
  const house = scratch.house()
  return request(house, { user, request: await draftRequest(house, { user }) })
}

describe('a house', () => {
  it('is founded with a signed policy, and has it again when it is opened again', async () => {
    const { pack, n } = scratch.house().policy
    expect(n).toBe(1)
    expect(pack.signedBy).toBe('policy key of this house')
    await scratch.reopen()
    expect(scratch.house().policy.pack).toEqual(pack)
  })

  it('keeps the adopted text when the program brings another: that one is offered, and stops nobody', async () => {
    const house = scratch.house()
    expect(await offeredPacks(house)).toEqual([])
    const older = { ...house, policy: { ...house.policy, pack: stricter('0.9.0') } }
    const [offer] = await offeredPacks(older)
    expect(offer?.sha256).toBe(house.policy.pack.sha256)
  })

  it('signs what was adopted before there were signatures, once the log names the very text', async () => {
    const { storage, ledger, clock } = scratch.house()
    await storage.db.transaction().execute(async (tx) => {
      await tx.executeQuery(
        (await import('kysely')).sql`set local session_replication_role = replica`.compile(tx),
      )
      await tx.deleteFrom('policy_versions').execute()
    })
    const key = await policyKey(`${scratch.logDir}/../signer`)
    const policies = await keepPolicies({ storage, ledger, clock, key })
    expect(policies.inForce().n).toBe(1)
  })

  it('does not open a text that another key signed', async () => {
    const { storage, ledger, clock } = scratch.house()
    const key = await policyKey(`${scratch.logDir}/../another-signer`)
    await expect(keepPolicies({ storage, ledger, clock, key })).rejects.toThrow('PACK_UNSIGNED')
  })
})

describe('adopting a policy', () => {
  const propose = (change: { user?: keyof ScratchHouse['users']; inForceFrom?: string; pack?: Pack } = {}) =>
    proposePolicy(scratch.house(), {
      user: scratch.users[change.user ?? 'supervisor'],
      pack: change.pack ?? stricter('2.0.0'),
      inForceFrom: change.inForceFrom ?? inDays(2),
    })

  it.each([
    ['ROLE_MISSING', () => propose({ user: 'requester' })],
    ['ADOPTION_RETROACTIVE', () => propose({ inForceFrom: inDays(-1) })],
    ['ADOPTION_RETROACTIVE', () => propose({ inForceFrom: 'tomorrow' })],
    ['ADOPTION_CHANGES_NOTHING', () => propose({ pack: loadPack(shipped) })],
  ])('refuses %s', async (code, work) => {
    await expect(work()).rejects.toMatchObject({ code })
  })

  it('refuses a pack whose questions of set-up are open', async () => {
    const pack = await referredPack(scratch.house(), { name: 'maryland' })
    await expect(propose({ pack })).rejects.toMatchObject({ code: 'SETUP_UNANSWERED' })
  })

  it('takes two people, and a proposal can be withdrawn', async () => {
    const { id } = await propose()
    const house = scratch.house()
    const adopt = (user: keyof ScratchHouse['users']) =>
      adoptProposal(house, { user: scratch.users[user], proposalId: id })
    await expect(adopt('supervisor')).rejects.toMatchObject({ code: 'SAME_PERSON' })
    await expect(adopt('administrator')).rejects.toMatchObject({ code: 'ROLE_MISSING' })
    await withdrawProposal(house, { user: scratch.users.supervisor, proposalId: id })
    expect(await openProposals(house)).toEqual([])
    await expect(adopt('manager')).rejects.toMatchObject({ code: 'POLICY_PROPOSAL_UNKNOWN' })
  })

  it('shows beforehand what it would have changed, and touches nothing', async () => {
    await ask()
    const house = scratch.house()
    const size = await house.ledger.size()
    const replay = await replayPolicy(house, { pack: stricter('2.0.0'), from: today(), to: today() })
    expect(replay).toMatchObject({ requests: 1, permittedBefore: 1, permittedAfter: 0, nowRefused: 1 })
    expect(replay.changes).toMatchObject([
      { crime: 'robbery', before: 'permit', after: 'CRIME_CLASS_UNKNOWN' },
    ])
    expect(replay.byCode).toEqual([{ code: 'CRIME_CLASS_UNKNOWN', before: 0, after: 1 }])
    expect(replay.notAsRecorded).toBe(0)
    expect(await house.ledger.size()).toBe(size)
    expect(
      await replayPolicy(house, { pack: stricter('2.0.0'), from: inDays(1), to: inDays(9) }),
    ).toMatchObject({
      requests: 0,
    })
  })

  it('is logged with its hash, binds from its day, and asks everybody to accept it before the next search', async () => {
    const { id } = await propose()
    const house = scratch.house()
    const before = scratch.clock.now()
    const { entryId } = await adoptProposal(house, { user: scratch.users.manager, proposalId: id })
    const { index } = must(await house.ledger.find(entryId), 'entry')
    const { value } = await house.ledger.entry(index)
    expect(value).toMatchObject({ t: 'policy', n: 2, version: '2.0.0', sha256: stricter('2.0.0').sha256 })

    expect(house.policy.n).toBe(1)
    await ask()
    scratch.clock.goOn(2)
    expect(house.policy.n).toBe(2)
    expect(house.policies.at(before)?.n).toBe(1)
    expect(house.policies.at(new Date(0))).toBeUndefined()
    const codes = async () =>
      ask().then(
        () => [],
        (error) => error.refusals.map(({ code }: { code: string }) => code).sort(),
      )
    expect(await codes()).toEqual(['CRIME_CLASS_UNKNOWN', 'POLICY_NOT_ACCEPTED'])
    await acceptPolicy(house, scratch.users.requester)
    await acceptPolicy(house, scratch.users.requester)
    expect(await codes()).toEqual(['CRIME_CLASS_UNKNOWN'])
    await scratch.reopen()
    expect(scratch.house().policy.n).toBe(2)
  })

  it('finds packs by name, and says which there are', async () => {
    const house = scratch.house()
    expect((await referredPack(house, { name: 'adopted:2' })).version).toBe('2.0.0')
    expect((await referredPack(house, { name: 'shipped:virginia' })).id).toBe('virginia')
    const text = stricter('3.0.0').text
    expect((await referredPack(house, { text })).version).toBe('3.0.0')
    for (const name of ['adopted:9', 'proposed:x', 'atlantis'])
      await expect(referredPack(house, { name })).rejects.toMatchObject({ code: 'PACK_UNKNOWN' })
  })
})
