import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { must, type SearchId } from '../kernel/index.ts'
import { answeredIn, leadOfSearch, setPlanting } from '../lead/index.ts'
import { openScratchHouse, type ScratchHouse } from '../lead/open-scratch-house.ts'
import { searchFor } from '../lead/sample-requests.ts'
import { readPacket } from './read-packet.ts'
import { replayPacket } from './replay/replay-packet.ts'
import { concludedPacket, forgedJson } from './sample-packets.ts'

const persons = 4
type Facts = {
  examinations: {
    answers: object[]
    letters: { letter: string }[]
    planted: { id: string; letter: string; conclusion: string }[]
  }[]
}

describe('the packet and the sheet of a search in whose lists faces were planted', () => {
  let face: FaceEngine
  let scratch: ScratchHouse
  let searchId: SearchId
  let packet: Uint8Array
  let sheet: { examiners: { plantedLetters: string[] }[] }

  beforeAll(async () => {
    face = await openFaceEngine({ modelDir: await testModelDir() })
    scratch = await openScratchHouse({ face, persons })
    const house = scratch.house()
    const { manager: user, requester } = scratch.users
    await setPlanting(house, { user, faces: 2, words: 'To measure how often a stranger is supported.' })
    searchId = (await searchFor(house, requester)).searchId
    packet = await concludedPacket(house, { users: scratch.users, searchId })
    const lead = must(await leadOfSearch(house.storage.db, searchId), 'lead')
    const bytes = await house.storage.blobs.get(must(lead.sheet, 'sheet').blobId)
    sheet = JSON.parse(new TextDecoder().decode(bytes))
  }, 120_000)
  afterAll(async () => {
    await scratch?.close()
    await face?.close()
  })
  const facts = (): Facts =>
    JSON.parse(new TextDecoder().decode(readPacket(packet).part('examinations.json')))

  it('name them apart, under their letters, and never among the candidates', () => {
    const { frozen } = readPacket(packet)
    expect(frozen.candidates).toHaveLength(persons)
    for (const [at, { answers, letters, planted }] of facts().examinations.entries()) {
      expect([answers.length, letters.length, planted.length]).toEqual([persons, persons, 2])
      const own = planted.map(({ letter }) => letter)
      expect(new Set([...own, ...letters.map(({ letter }) => letter)]).size).toBe(persons + 2)
      expect(sheet.examiners[at]?.plantedLetters.toSorted()).toEqual(own.toSorted())
    }
  })

  it('prove the planting and the answers by entries of the log', () => {
    const { manifest } = readPacket(packet)
    const names = manifest.parts.map(({ name }) => name)
    for (const position of [1, 2])
      expect(names).toEqual(
        expect.arrayContaining([
          `log/planting-${position}.tlog-proof`,
          `log/planting-${position}-answered.tlog-proof`,
        ]),
      )
  })

  it('replay to the letters that both examiners saw, and notice one that is said to have stood elsewhere', async () => {
    const replay = (bytes: Uint8Array) =>
      replayPacket(readPacket(bytes), { engine: face, key: scratch.house().ledger.vkey })
    expect((await replay(packet)).differences).toEqual([])
    const moved = forgedJson(packet, 'examinations.json', (value: Facts) => {
      must(value.examinations[0]?.planted[0], 'planted').letter = 'ZZ'
    })
    expect((await replay(moved)).differences.join()).toContain('Examiner 1')
  })

  it('replay to what was said of them, and notice one that is left out or said to have been supported', async () => {
    const replay = (forge: (first: Facts['examinations'][number]) => void) =>
      replayPacket(
        readPacket(
          forgedJson(packet, 'examinations.json', (value: Facts) =>
            forge(must(value.examinations[0], 'first')),
          ),
        ),
        { engine: face, key: scratch.house().ledger.vkey },
      )
    const notTheSame = 'not those that the log says were answered'
    expect((await replay(({ planted }) => void planted.pop())).differences.join()).toContain(notTheSame)
    const supported = await replay(({ planted }) => {
      must(planted[0], 'planted').conclusion = 'supports-same-source'
    })
    expect(supported.differences.join()).toContain(notTheSame)
  })

  it('keep what was said of them, for the measure', async () => {
    const bench = { searchId, examinerId: scratch.users.examiner.id }
    const answered = await answeredIn(scratch.storage.db, bench)
    expect(answered.map(({ conclusion }) => conclusion)).toEqual([
      'supports-different-sources',
      'supports-different-sources',
    ])
  })
})
