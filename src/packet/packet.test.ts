import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../test/published-entries.ts'
import { catchCode } from '../../test/refusal-code.ts'
import { faultyBooking, firstBookings, readSynthetic } from '../../test/synthetic-people.ts'
import { mayExamine } from '../examination/index.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { enrolBooking } from '../gallery/index.ts'
import { must, type SearchId } from '../kernel/index.ts'
import { request } from '../lead/index.ts'
import { openScratchHouse, type ScratchHouse } from '../lead/open-scratch-house.ts'
import { preparedDraft, sampleSteps } from '../lead/sample-preparations.ts'
import { draftRequest, nextStill, seal, searchFor } from '../lead/sample-requests.ts'
import { searchById } from '../search/index.ts'
import { makePacket, packetFile, packetsOf } from './make-packet.ts'
import { packetOfSearch } from './packet-of-search.ts'
import { readPacket } from './read-packet.ts'
import { replayPacket } from './replay/replay-packet.ts'
import { concludedPacket, forgedJson, forgedPacket } from './sample-packets.ts'
import { readZip } from './zip/read-zip.ts'

const persons = 6
let face: FaceEngine
let scratch: ScratchHouse
let searchId: SearchId
let packet: Uint8Array

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons })
  searchId = (await searchFor(scratch.house(), scratch.users.requester)).searchId
  packet = await concludedPacket(scratch.house(), { users: scratch.users, searchId })
})
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const house = () => scratch.house()
const replayed = (bytes: Uint8Array, options: { house?: ReturnType<typeof house> } = {}) =>
  replayPacket(readPacket(bytes), { engine: face, key: house().ledger.vkey, ...options })

const both = (entry: string) => [`${entry}-1`, `${entry}-2`]

describe('a packet', () => {
  it('holds probe, every candidate, model, policy, examinations, conclusion, sheet and proofs', () => {
    const names = readZip(packet).map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining([
        ...['README.txt', 'manifest.json', 'search.json', 'probe/original', 'candidates/001.photo'],
        ...[`candidates/00${persons}.photo`, 'model.json', 'policy/pack-text.json', 'policy/rules.json'],
        ...['examinations.json', 'conclusion.json', 'lead-sheet.pdf', 'log/checkpoint', 'log/log.vkey'],
        ...['search', 'end', 'gallery', 'policy', 'lead', ...both('analysis'), ...both('review')].flatMap(
          (entry) => [`log/${entry}.tlog-proof`, `log/${entry}.entry.json`],
        ),
      ]),
    )
    const { frozen, manifest } = readPacket(packet)
    expect(manifest.missing).toEqual([])
    expect(frozen.candidates).toHaveLength(persons)
    expect(frozen.faces[0]?.quality.length).toBeGreaterThan(5)
  })

  it('is the same to the byte when it is made again under the same checkpoint', async () => {
    expect(await packetOfSearch(house(), searchId)).toEqual(packet)
  })

  it('is frozen when the end is logged: the entry of the list commits to it', async () => {
    const { frozenSha256 } = readPacket(packet)
    const search = await searchById(scratch.storage.db, searchId)
    const opened = await house().ledger.disclosures(must(search.end, 'end').entryId, ['packet'])
    expect(Buffer.from(must(opened[0], 'disclosure'), 'base64url').toString()).toContain(frozenSha256)
  })

  it('says which photographs were removed since, and replays the rest', async () => {
    const bookingId = must(readPacket(packet).frozen.candidates[1], 'second').bookingId
    const row = await scratch.storage.db
      .selectFrom('bookings')
      .select('photo_blob_id')
      .where('id', '=', bookingId)
      .executeTakeFirstOrThrow()
    const bytes = await scratch.storage.blobs.get(row.photo_blob_id)
    await scratch.storage.blobs.erase(row.photo_blob_id)
    const without = await packetOfSearch(house(), searchId)
    expect(readPacket(without).manifest.missing).toEqual([expect.stringContaining('candidates/002.photo')])
    const report = await replayed(without)
    expect(report.identical).toBe(true)
    expect(report.notReplayed.join()).toContain('its photograph is not in the packet')
    const { blobId } = await scratch.storage.blobs.put(bytes)
    await scratch.storage.db
      .updateTable('bookings')
      .set({ photo_blob_id: blobId })
      .where('id', '=', bookingId)
      .execute()
  })
})

describe('taking a packet', () => {
  it('is refused while an examination is open, on record, because it shows ranks', async () => {
    const open = await searchFor(house(), scratch.users.requester)
    const ask = { user: scratch.users.supervisor, searchId: open.searchId, madeFor: 'court' }
    expect(await catchCode(makePacket(house(), ask))).toBe('NOT_SEALED')
    await seal(house(), {
      user: scratch.users.thirdExaminer,
      ...{ searchId: open.searchId, conclusion: 'supports-different-sources' },
    })
    expect(await catchCode(makePacket(house(), ask))).toBe('NOT_SEALED')
    const entries = await publishedEntries(scratch.logDir, house().ledger.vkey)
    expect(entries.at(-1)).toMatchObject({ t: 'refusal', act: 'packet', codes: ['NOT_SEALED'] })
  })

  it('is refused without saying for whom', async () => {
    const ask = { user: scratch.users.auditor, searchId, madeFor: '  ' }
    expect(await catchCode(makePacket(house(), ask))).toBe('PURPOSE_EMPTY')
  })

  it('is refused to another agency as if there were no such search', async () => {
    const { supervisor } = scratch.users
    const user = { ...supervisor, agency: { ...supervisor.agency, id: 'OTHER-PD' as never } }
    expect(await catchCode(makePacket(house(), { user, searchId, madeFor: 'court' }))).toBe('SEARCH_UNKNOWN')
    expect(await catchCode(packetsOf(house(), { user, searchId }))).toBe('SEARCH_UNKNOWN')
  })

  it('stands in the log with the digest of the file, and is given only to whoever took it', async () => {
    const { auditor, supervisor } = scratch.users
    const taken = await makePacket(house(), { user: auditor, searchId, madeFor: 'defence in 26-CR-0117' })
    const bytes = await packetFile(house(), { user: auditor, searchId, packetId: taken.id })
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(taken.sha256)
    const other = packetFile(house(), { user: supervisor, searchId, packetId: taken.id })
    expect(await catchCode(other)).toBe('PACKET_UNKNOWN')
    const entries = await publishedEntries(scratch.logDir, house().ledger.vkey)
    const search = await searchById(scratch.storage.db, searchId)
    const at = must(await house().ledger.find(search.entryId), 'entry').index
    expect(entries.at(-1)).toMatchObject({ t: 'packet', ref: at })
    const [file] = await house().ledger.disclosures(taken.entryId, ['file'])
    expect(Buffer.from(must(file, 'disclosure'), 'base64url').toString()).toContain(taken.sha256)
    expect(await packetsOf(house(), { user: supervisor, searchId })).toMatchObject([
      { madeBy: 'auditor', madeFor: 'defence in 26-CR-0117', sha256: taken.sha256 },
    ])
  })

  it('ends the blindness of whoever took it', async () => {
    const search = await searchById(scratch.storage.db, searchId)
    await makePacket(house(), { user: scratch.users.thirdExaminer, searchId, madeFor: 'court' })
    const asked = { user: scratch.users.thirdExaminer, search, clock: scratch.clock }
    expect(await catchCode(mayExamine(scratch.storage.db, asked))).toBe('NOT_BLIND')
  })
})

describe('a replay', () => {
  it('is identical from the packet alone, and says that the gallery was not searched', async () => {
    const report = await replayed(packet)
    expect(report).toMatchObject({ identical: true, differences: [], candidates: persons, searchId })
    expect(report.notReplayed).toEqual([expect.stringContaining('no data folder was given')])
    expect(report.log).toEqual({ entries: 9, keyGiven: true })
    expect(report.largestTemplateDifference).toBeLessThan(1e-4)
  })

  it('searches the whole gallery again, also after more people were enrolled', async () => {
    expect((await replayed(packet, { house: house() })).gallery?.rowsScanned).toBe(persons)
    const later = must((await firstBookings(persons + 1)).at(-1), 'one more')
    await enrolBooking(house(), { draft: later.draft, photo: await readSynthetic(later.file) })
    const report = await replayed(packet, { house: house() })
    expect(report).toMatchObject({ identical: true, gallery: { rowsScanned: persons } })
  })

  it('makes a prepared working copy again from the original', async () => {
    const user = scratch.users.requester
    const probeBytes = await nextStill(house())
    const draft = await preparedDraft(house(), { user, steps: sampleSteps, probeBytes })
    const prepared = await request(house(), { user, request: draft })
    const bytes = await concludedPacket(house(), { users: scratch.users, searchId: prepared.searchId })
    expect(readZip(bytes).map(({ name }) => name)).toContain('probe/searched-copy.png')
    const report = await replayed(bytes, { house: house() })
    expect(report).toMatchObject({ identical: true })
    expect(report.replayed.join()).toContain(`recipe: ${sampleSteps.length} steps`)
  })

  it('of a search that ended without a list proves that, and ranks nothing', async () => {
    const { requester, supervisor } = scratch.users
    const { file } = await faultyBooking('no face')
    const probeBytes = await readSynthetic(file)
    const nobody = await draftRequest(house(), { user: requester, probeBytes })
    expect(await catchCode(request(house(), { user: requester, request: nobody }))).toBe('NO_FACE')
    const { id } = await scratch.storage.db
      .selectFrom('searches')
      .select('id')
      .where('request_id', '=', nobody.id)
      .executeTakeFirstOrThrow()
    const failed = id as SearchId
    const taken = await makePacket(house(), { user: supervisor, searchId: failed, madeFor: 'court' })
    const bytes = await packetFile(house(), { user: supervisor, searchId: failed, packetId: taken.id })
    const report = await replayed(bytes, { house: house() })
    expect(report).toMatchObject({ identical: true, candidates: 0 })
    expect(report.notReplayed.join()).toContain('without a list (NO_FACE)')
  })

  it('refuses a packet of another model and says which is needed', async () => {
    const other = { ...face, model: { ...face.model, id: 'sha256:other' as never } }
    const replaying = replayPacket(readPacket(packet), { engine: other })
    expect(await catchCode(replaying)).toBe('MODEL_MISSING')
  })
})

describe('a packet that is not as it was given out', () => {
  it('is refused by the name of the part, whichever it is', () => {
    for (const { name, bytes } of readZip(packet)) {
      const at = Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength).indexOf(bytes)
      const damaged = packet.map((byte, index) => (index === at + (bytes.length >> 1) ? byte ^ 1 : byte))
      expect(() => readPacket(damaged), name).toThrow(name)
    }
    expect(() => readPacket(packet.subarray(0, -9))).toThrow('PACKET_DAMAGED')
  })

  it('differs where somebody changed a similarity, an order or a candidate and made the manifest fit', async () => {
    type Search = { candidates: { similarity: string; rank: number; personId: string }[] }
    const better = forgedJson(packet, 'search.json', ({ candidates }: Search) => {
      must(candidates[1], 'second').similarity = '0.99'
    })
    const report = await replayed(better)
    expect(report.identical).toBe(false)
    expect(report.differences.join('\n')).toContain('Rank 2')
    expect(report.differences.join('\n')).toContain('not what the log committed to')
    const withGallery = await replayed(better, { house: house() })
    expect(withGallery.gallery).toBeUndefined()
    expect(withGallery.notReplayed.join()).toContain('searched for nothing that was not logged')
    const fewer = forgedJson(packet, 'search.json', ({ candidates }: Search) => void candidates.pop())
    expect((await replayed(fewer)).differences.join('\n')).toContain('Certificate of exactness')
  })

  it('differs where a photograph, the probe or a proof was exchanged', async () => {
    const photo = readZip(packet).find(({ name }) => name === 'candidates/002.photo')
    const other = must(photo, 'photo').bytes
    const exchanged = await replayed(forgedPacket(packet, 'candidates/001.photo', () => other))
    expect(exchanged.differences).toEqual([expect.stringContaining('is not the one that was compared')])
    const probe = await replayed(forgedPacket(packet, 'probe/original', () => other))
    expect(probe.differences.join('\n')).toContain('not the image that was searched')
    expect(probe.differences.join('\n')).toContain('The template of the probe')
    const proof = must(
      readZip(packet).find(({ name }) => name === 'log/lead.tlog-proof'),
      'proof',
    ).bytes
    const swapped = await replayed(forgedPacket(packet, 'log/search.tlog-proof', () => proof))
    expect(swapped.differences[0]).toContain('Log entry search')
  })

  it('differs where an examiner is said to have seen another order', async () => {
    type Seen = { examinations: { letters: { letter: string }[] }[] }
    const forged = forgedJson(packet, 'examinations.json', ({ examinations }: Seen) => {
      must(examinations[1]?.letters[0], 'letter').letter = 'Z'
    })
    expect((await replayed(forged)).differences).toEqual([expect.stringContaining('Examiner 2')])
  })

  it.each([
    ['another conclusion', 'another conclusion', { conclusion: 'supports-different-sources' }],
    ['another person', 'another person', { bookingId: 'B-1' }],
    ['another examiner', 'another examiner', { examiner: { id: 'somebody else', name: 'Somebody Else' } }],
    ['no answer about most candidates', 'other answers', { answers: [{ letter: 'A' }] }],
    ['a better reason', 'other answers', { reason: 'Beyond doubt.' }],
  ])('differs where an examination is said to have had %s', async (_what, words, said) => {
    const forged = forgedJson(packet, 'examinations.json', ({ examinations }: { examinations: object[] }) => {
      Object.assign(must(examinations[1], 'second examination'), said)
    })
    expect((await replayed(forged)).differences.join('\n')).toContain(
      `Examination 2 is not what the log committed to when it was sealed: ${words}`,
    )
  })
})
