import { generateKeyPairSync } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../src/face/index.ts'
import { enrolBooking } from '../src/gallery/index.ts'
import { must, type SearchId, systemClock } from '../src/kernel/index.ts'
import { conclude, foundHouse, type OpenHouse, openHouse, request } from '../src/lead/index.ts'
import { draftRequest, seal } from '../src/lead/sample-requests.ts'
import { packetOfSearch, type ReplayReport, readPacket, replayPacket } from '../src/packet/index.ts'
import { createUser, type Role, type User, userById } from '../src/people/index.ts'
import { formatVerifierKey, signatureType } from '../src/proof/index.ts'
import { recordCertificate } from '../src/training/index.ts'
import { casebound, lendModel } from './run-casebound.ts'
import { firstBookings, readSynthetic } from './synthetic-people.ts'

const searches = 10
const packets: Uint8Array[] = []
let folder = ''
let ours = ''
let theirs = ''

const renderLeadSheet = async () => ({ bytes: new TextEncoder().encode('a sheet'), pages: 1 })
const open = (dataDir: string) => openHouse({ dataDir, clock: systemClock, renderLeadSheet })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-replay-'))
  ours = join(folder, 'ours')
  theirs = join(folder, 'another-machine')
  await lendModel(ours)
  await foundHouse({
    ...{ dataDir: ours, clock: systemClock, origin: 'replay.example/fr-log/1', approver: 'test' },
    agency: { id: 'REPLAY-PD', name: 'Replay Police', demonstration: true },
  })
  const house = await open(ours)
  try {
    await searchTenTimes(house)
  } finally {
    await house.close()
  }
  await cp(ours, theirs, { recursive: true })
  await rm(ours, { recursive: true })
}, 600_000)
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))

async function searchTenTimes({ house }: OpenHouse): Promise<void> {
  const people = await firstBookings(searches)
  for (const { file, draft } of people) await enrolBooking(house, { draft, photo: await readSynthetic(file) })
  const requester = await hire(house, 'requester')
  const examiners = [await hire(house, 'examiner'), await hire(house, 'verifier')]
  for (const { draft } of people) {
    const asked = await draftRequest(house, { user: requester, personId: draft.personId })
    const { searchId } = await request(house, { user: requester, request: asked })
    for (const user of examiners)
      await seal(house, {
        user,
        searchId,
        conclusion: 'supports-same-source',
        rank: 1,
      })
    await conclude(house, searchId)
    packets.push(await packetOfSearch(house, searchId as SearchId))
  }
}

async function hire(house: OpenHouse['house'], role: Role): Promise<User> {
  const { storage, clock, agency } = house
  const userId = await createUser(storage.db, {
    agencyId: agency.id,
    login: role,
    name: role,
    roles: [role],
    clock,
  })
  const year = clock.now().getUTCFullYear()
  const dates = { validFrom: `${year}-01-01`, validTo: `${year + 1}-12-31` }
  await recordCertificate(house, { userId, course: 'facial-review', issuer: 'academy', ...dates })
  return must(await userById(storage.db, userId), 'user')
}

describe('the packets of ten searches', () => {
  test('are replayed to the identical list on another machine with a copy of the data folder', async () => {
    const there = await open(theirs)
    try {
      for (const bytes of packets) {
        const { house } = there
        const report = await replayPacket(readPacket(bytes), {
          engine: house.face,
          house,
          key: house.ledger.vkey,
        })
        expect(report).toMatchObject({
          ...{ identical: true, differences: [], notReplayed: [], candidates: searches },
          gallery: { rowsScanned: searches },
        })
      }
    } finally {
      await there.close()
    }
  }, 300_000)

  test('are replayed to the identical list where there is no data of the agency at all', async () => {
    const engine: FaceEngine = await openFaceEngine({ modelDir: await testModelDir() })
    try {
      for (const bytes of packets)
        expect(await replayPacket(readPacket(bytes), { engine })).toMatchObject({
          identical: true,
          candidates: searches,
        })
    } finally {
      await engine.close()
    }
  }, 300_000)

  test('answer on the command line with one line of JSON: identical, different, damaged', async () => {
    const file = join(folder, 'packet.zip')
    const bytes = must(packets[0], 'packet')
    await writeFile(file, bytes)
    const alone = await casebound(['replay', file, '--json'])
    expect(alone.code, alone.err).toBe(0)
    expect(alone.json).toMatchObject({
      identical: true,
      candidates: searches,
      model: { name: 'faceapi-128' },
    })
    expect(alone.out.trim().split('\n')).toHaveLength(1)
    const whole = await casebound(['replay', file, '--data', theirs, '--json'])
    expect(whole.json).toMatchObject({
      identical: true,
      gallery: { rowsScanned: searches },
      log: { keyGiven: true },
    })
    const otherKey = (await casebound(['replay', file, '--key', keyOfAnother(), '--json'])) as {
      code: number
      json: ReplayReport
    }
    expect(otherKey.code).toBe(1)
    expect(otherKey.json.identical).toBe(false)
    expect(otherKey.json.differences[0]).toContain('Log entry')
    const at = Buffer.from(bytes).indexOf(await readFile(file).then((all) => all.subarray(900, 930)))
    await writeFile(
      file,
      bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)),
    )
    const damaged = await casebound(['replay', file, '--json'])
    expect(damaged.code).toBe(3)
    expect(damaged.json).toMatchObject({ refused: true, error: { code: 'PACKET_DAMAGED' } })
    expect((await casebound(['replay', join(folder, 'none.zip')])).code).toBe(2)
  }, 300_000)

  test('are written by the command lead packet, which says for whom, and refused without a role', async () => {
    const file = join(folder, 'taken.zip')
    const id = readPacket(must(packets[1], 'packet')).frozen.search.id
    const asked = ['lead', 'packet', id, '--out', file, '--for', 'defence', '--data', theirs, '--json']
    const refused = await casebound([...asked, '--as', 'requester'])
    expect(refused.json).toMatchObject({ error: { code: 'ROLE_MISSING' } })
    const there = await open(theirs)
    await hire(there.house, 'auditor')
    await there.close()
    const taken = await casebound([...asked, '--as', 'auditor'])
    expect(taken.code, taken.err).toBe(0)
    expect(readPacket(new Uint8Array(await readFile(file))).frozen.search.id).toBe(id)
    expect(await casebound(['replay', file, '--json'])).toMatchObject({ code: 0, json: { identical: true } })
  }, 300_000)
})

/** A verifier key of the same name that is not this log's. */
function keyOfAnother(): string {
  const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
  const publicKey = new Uint8Array(Buffer.from(x, 'base64url'))
  return formatVerifierKey({ name: 'replay.example/fr-log/1', type: signatureType.note, publicKey })
}
