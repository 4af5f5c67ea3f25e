import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../test/published-entries.ts'
import { faultyBooking, probeOfPerson, readSynthetic } from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { must } from '../kernel/index.ts'
import { verifyLogFolder } from '../ledger/index.ts'
import { checkCertificate } from '../matcher/index.ts'
import { openDisclosures, openListDisclosures, readDisclosure } from '../proof/index.ts'
import { attachProbe, candidatesOf, ownRequest, probeOf, saveRequest, searchById } from '../search/index.ts'
import { RefusedOnRecord } from './on-record.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { request } from './probe-to-lead.ts'
import { probeWarnings } from './rank-probe.ts'
import { draftRequest, firstPerson, permittedDetails, searchFor } from './sample-requests.ts'

let face: FaceEngine
let scratch: ScratchHouse

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 4 })
})
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const published = () => publishedEntries(scratch.logDir, scratch.house().ledger.vkey)
const requester = () => scratch.users.requester

/** The refusal of an act, and the entries that it added to the log. */
async function refusedAct(work: () => Promise<unknown>) {
  const before = (await published()).length
  const refusal = await work().then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(refusal instanceof RefusedOnRecord)) throw refusal ?? new Error('the act was not refused')
  return { refusal, added: (await published()).slice(before) }
}

describe('a permitted search', () => {
  it('ends with the person in the probe first, and a certificate that it was exact', async () => {
    const revealed = await searchFor(scratch.house(), requester())
    expect(revealed.candidates).toHaveLength(4)
    expect(revealed.candidates[0]).toMatchObject({ rank: 1, personId: await firstPerson() })
    const { certificate } = revealed
    const state = must(scratch.house().gallery.state(), 'gallery state')
    const { ok, faults } = checkCertificate(certificate, {
      galleryRoot: state.root,
      modelId: face.model.id,
      rowsInGallery: 4,
    })
    expect({ ok, faults }).toEqual({ ok: true, faults: [] })
    expect(await candidatesOf(scratch.storage.db, revealed.searchId)).toEqual(revealed.candidates)
    expect(await verifyLogFolder(scratch.logDir)).toMatchObject({ verified: true })
  })

  it('stands in the log as search and then result, pointing to policy, gallery state and each other', async () => {
    const revealed = await searchFor(scratch.house(), requester())
    const entries = await published()
    const search = must(entries[revealed.logIndex], 'search entry')
    const result = must(entries[revealed.resultIndex], 'result entry')
    expect(revealed.logIndex).toBeLessThan(revealed.resultIndex)
    expect(search).toMatchObject({ t: 'search', u: 'SCRATCH-PD', crime: 'robbery', k: 20, exig: false })
    expect(entries[search.pol as number]).toMatchObject({ t: 'policy' })
    expect(entries[search.gal as number]).toMatchObject({ t: 'gallery', bookings: 4, persons: 4 })
    expect(result).toMatchObject({ t: 'result', ref: revealed.logIndex, n: '1-5', rows: 4, exact: true })
    const said = JSON.stringify([search, result])
    for (const secret of ['26-004711', await firstPerson(), requester().id, 'counter of a shop']) {
      expect(said).not.toContain(secret)
    }
  })

  it('commits to who, why, probe and candidates, which open to those entitled', async () => {
    const house = scratch.house()
    const drafted = await draftRequest(house, { user: requester() })
    const revealed = await request(house, { user: requester(), request: drafted })
    const entries = await published()
    const record = await searchById(scratch.storage.db, revealed.searchId)
    const hidden = openDisclosures({
      commitments: entries[revealed.logIndex]?.c as Record<string, string>,
      disclosures: await house.ledger.disclosures(record.entryId),
    })
    expect(hidden.get('actor')).toBe(requester().id)
    expect(hidden.get('case')).toBe('26-004711')
    expect(hidden.get('probe')).toBe(probeOf(drafted).sha256)
    expect(hidden.get('why')).toBe(permittedDetails.narrative)
    const end = must(record.end, 'end')
    const [digests] = await house.ledger.disclosures(end.entryId, ['cands'])
    const items = await house.ledger.disclosures(end.entryId, ['cands.0', 'cands.3'])
    const opened = openListDisclosures({
      digests: readDisclosure(must(digests, 'list of digests')).value as string[],
      name: 'item',
      disclosures: items,
    })
    const [first, , , last] = revealed.candidates
    for (const [place, candidate] of [[0, first] as const, [3, last] as const]) {
      const { personId, bookingId, rank, similarity } = must(candidate, 'candidate')
      expect(opened.get(place)).toEqual({ personId, bookingId, rank, similarity: String(similarity) })
    }
  })

  it('shows no more candidates than were asked for', async () => {
    const house = scratch.house()
    const details = { candidateLimit: 2 }
    const drafted = await draftRequest(house, { user: requester(), details })
    const revealed = await request(house, { user: requester(), request: drafted })
    expect(revealed.candidates.map(({ rank }) => rank)).toEqual([1, 2])
    expect((await published())[revealed.logIndex]).toMatchObject({ k: 2 })
  })

  it('keeps the request as it was searched: again, changed or with an old copy it is refused on record', async () => {
    const house = scratch.house()
    const drafted = await draftRequest(house, { user: requester() })
    await request(house, { user: requester(), request: drafted })
    const again = await refusedAct(() => request(house, { user: requester(), request: drafted }))
    expect(again.refusal).toMatchObject({ code: 'REQUEST_NOT_DRAFT' })
    expect(again.added.map(({ t }) => t)).toEqual(['refusal'])
    const details = { caseNumber: '99-000001' }
    await expect(saveRequest(house, { request: drafted, details })).rejects.toMatchObject({
      code: 'REQUEST_NOT_DRAFT',
    })
    const image = await probeOfPerson(await firstPerson())
    await expect(attachProbe(house, { request: drafted, image })).rejects.toMatchObject({
      code: 'REQUEST_NOT_DRAFT',
    })
    const kept = await ownRequest(scratch.storage.db, drafted)
    expect(kept.probe).toEqual(drafted.probe)
    expect(await scratch.storage.blobs.get(probeOf(kept).blobId)).toEqual(image)
    expect(kept).toMatchObject({ status: 'searched', details: { caseNumber: '26-004711' } })
  })

  it('is not made with a copy of the request that was changed meanwhile', async () => {
    const house = scratch.house()
    const drafted = await draftRequest(house, { user: requester() })
    await saveRequest(house, { request: drafted, details: { caseNumber: '26-005555' } })
    const { refusal, added } = await refusedAct(() => request(house, { user: requester(), request: drafted }))
    expect(refusal).toMatchObject({ code: 'REQUEST_NOT_DRAFT' })
    expect(added.map(({ t }) => t)).toEqual(['refusal'])
  })

  it('is made once when it is asked for twice at once', async () => {
    const house = scratch.house()
    const drafted = await draftRequest(house, { user: requester() })
    const ask = { user: requester(), request: drafted }
    const before = (await published()).length
    const ends = await Promise.allSettled([request(house, ask), request(house, ask)])
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const types = (await published()).slice(before).map(({ t }) => t)
    expect(types.sort()).toEqual(['refusal', 'result', 'search'])
  })
})

describe('a search that was permitted and found no list', () => {
  it('ends as fail with NO_FACE when the probe shows nobody', async () => {
    const house = scratch.house()
    const { file } = await faultyBooking('no face')
    const probeBytes = await readSynthetic(file)
    const drafted = await draftRequest(house, { user: requester(), probeBytes })
    const { refusal, added } = await refusedAct(() => request(house, { user: requester(), request: drafted }))
    expect(refusal).toMatchObject({ code: 'NO_FACE', evidence: { faces: 0 } })
    expect(added.map(({ t }) => t)).toEqual(['search', 'fail'])
    expect(added[1]).toMatchObject({ class: 'no-face', ref: refusal.logIndex - 1 })
  })

  it('ends as fail when several faces are there and none, or one that is not there, was chosen', async () => {
    const house = scratch.house()
    const probeBytes = await readSynthetic((await faultyBooking('two faces')).file)
    for (const [code, faceIndex] of [
      ['FACE_NOT_CHOSEN', undefined],
      ['FACE_UNKNOWN', 2],
    ] as const) {
      const drafted = await draftRequest(house, { user: requester(), probeBytes })
      const chosen = await saveRequest(house, { request: drafted, details: { faceIndex } })
      const { refusal, added } = await refusedAct(() =>
        request(house, { user: requester(), request: chosen }),
      )
      expect(refusal).toMatchObject({ code })
      expect(added.map(({ t }) => t)).toEqual(['search', 'fail'])
      const class_ = code.toLowerCase().replaceAll('_', '-')
      expect(added[1]).toMatchObject({ class: class_ })
    }
  })

  it('compares the face that was chosen among several', async () => {
    const house = scratch.house()
    const probeBytes = await readSynthetic((await faultyBooking('two faces')).file)
    const drafted = await draftRequest(house, { user: requester(), probeBytes })
    const similarities: number[][] = []
    for (const faceIndex of [0, 1]) {
      const other = await draftRequest(house, { user: requester(), probeBytes, details: {} })
      const chosen = await saveRequest(house, { request: other, details: { faceIndex } })
      const { candidates } = await request(house, { user: requester(), request: chosen })
      similarities.push(candidates.map(({ similarity }) => similarity))
    }
    expect(probeOf(drafted).faces).toHaveLength(2)
    expect(similarities[0]).not.toEqual(similarities[1])
  })

  it('ends as fail with PROBE_UNFIT when the eyes are less than 10 px apart, and is compared from 10 px on', async () => {
    const house = scratch.house()
    const withEyes = async (eyeDistancePx: number) => {
      const drafted = await draftRequest(house, { user: requester() })
      const probe = probeOf(drafted)
      const faces = probe.faces.map((each) => ({ ...each, face: { ...each.face, eyeDistancePx } }))
      return request(house, { user: requester(), request: { ...drafted, probe: { ...probe, faces } } })
    }
    const { refusal, added } = await refusedAct(() => withEyes(9.96))
    expect(refusal).toMatchObject({ code: 'PROBE_UNFIT', evidence: { limit: 10 } })
    expect(added.map((entry) => entry.class ?? entry.t)).toEqual(['search', 'probe-unfit'])
    await expect(withEyes(10)).resolves.toMatchObject({ candidates: { length: 4 } })
  })

  it('ends as fail with PROBE_UNFIT below a quality that the policy refuses, and only warns of others', async () => {
    const house = scratch.house()
    const withQuality = async (name: string, quality: number | undefined) => {
      const drafted = await draftRequest(house, { user: requester() })
      const probe = probeOf(drafted)
      const measured = (each: (typeof probe.faces)[number]['quality'][number]) => {
        const { quality: _, ...older } = each
        return each.name === name ? { ...older, ...(quality === undefined ? {} : { quality }) } : each
      }
      const faces = probe.faces.map((each) => ({ ...each, quality: each.quality.map(measured) }))
      return { ...drafted, probe: { ...probe, faces } }
    }
    const unfit = await withQuality('eye distance', 4)
    const { refusal, added } = await refusedAct(() => request(house, { user: requester(), request: unfit }))
    expect(refusal).toMatchObject({
      code: 'PROBE_UNFIT',
      evidence: { component: 'eye distance', quality: 4, limit: 5 },
    })
    expect(added.map((entry) => entry.class ?? entry.t)).toEqual(['search', 'probe-unfit'])
    const blurred = await withQuality('sharpness', 1)
    expect(probeWarnings(house, blurred).join()).toContain('Quality 1 of 100, the policy asks for 50')
    for (const searched of [blurred, await withQuality('eye distance', undefined)]) {
      const found = request(house, { user: requester(), request: searched })
      await expect(found).resolves.toMatchObject({ candidates: { length: 4 } })
    }
  })

  it('ends as fail with BLOB_MISSING when the probe cannot be read any more', async () => {
    const house = scratch.house()
    const drafted = await draftRequest(house, { user: requester() })
    await scratch.storage.blobs.erase(probeOf(drafted).blobId)
    const { refusal, added } = await refusedAct(() => request(house, { user: requester(), request: drafted }))
    expect(refusal).toMatchObject({ code: 'BLOB_MISSING' })
    expect(added.map(({ t }) => t)).toEqual(['search', 'fail'])
  })

  it('ends as fail and throws the fault on when the matcher breaks', async () => {
    const house = scratch.house()
    const broken = { ...house, face: { ...face, embed: () => Promise.reject(new Error('out of memory')) } }
    const drafted = await draftRequest(house, { user: requester() })
    const before = (await published()).length
    await expect(request(broken, { user: requester(), request: drafted })).rejects.toThrow('out of memory')
    const added = (await published()).slice(before)
    expect(added.map((entry) => entry.class ?? entry.t)).toEqual(['search', 'fault'])
  })
})

describe('a permitted search that lacks its probe or its time', () => {
  it('is refused on record as PROBE_MISSING, and no search is written', async () => {
    const house = scratch.house()
    const drafted = await draftRequest(house, { user: requester(), probeBytes: null })
    const { refusal, added } = await refusedAct(() => request(house, { user: requester(), request: drafted }))
    expect(refusal).toMatchObject({ code: 'PROBE_MISSING' })
    expect(added.map(({ t }) => t)).toEqual(['refusal'])
  })

  it('counts the last day of the certificate and not the day after', async () => {
    const house = scratch.house()
    scratch.clock.goOn(200)
    await expect(searchFor(house, requester())).resolves.toMatchObject({ candidates: { length: 4 } })
    scratch.clock.goOn(1)
    const { refusal, added } = await refusedAct(() => searchFor(house, requester()))
    expect(refusal).toMatchObject({ code: 'CERT_EXPIRED', rule: 'LA-CERT-2' })
    expect(added.map(({ t }) => t)).toEqual(['refusal'])
  })
})
