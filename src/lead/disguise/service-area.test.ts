import { afterAll, beforeAll, expect, it } from 'vitest'
import { publishedEntries } from '../../../test/published-entries.ts'
import { catchCode } from '../../../test/refusal-code.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../face/index.ts'
import { must } from '../../kernel/index.ts'
import type { RequestDetails } from '../../search/index.ts'
import { awaitedDecisions } from '../awaited-decisions.ts'
import { decideApproval } from '../decide-approval.ts'
import { openScratchHouse, type ScratchHouse } from '../open-scratch-house.ts'
import { request } from '../probe-to-lead.ts'
import { draftRequest, nextStill } from '../sample-requests.ts'
import type { AreaPlace } from './area-holds.ts'
import { disguiseKind } from './hold-disguised.ts'
import { serviceArea, setServiceArea } from './service-area.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 1 })
}, 300_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const house = () => scratch.house()
const city: AreaPlace = { kind: 'municipality', name: 'Los Angeles', state: 'CA' }
const charter = 'As the city charter draws it, and the harbour.'
const set = (places: readonly AreaPlace[], words = charter) =>
  setServiceArea(house(), { user: scratch.users.auditor, places, words })
const draft = async (details: RequestDetails) =>
  draftRequest(house(), {
    user: scratch.users.requester,
    details,
    probeBytes: await nextStill(house()),
  })
const ask = async (details: RequestDetails) => {
  const asked = await draft(details)
  return catchCode(request(house(), { user: scratch.users.requester, request: asked }))
}
const lastEntry = async () => (await publishedEntries(scratch.logDir, house().ledger.vkey)).at(-1)

it('an agency that set no area has no incident outside it', async () => {
  expect(await serviceArea(house().storage.db, house().agency.id)).toBeUndefined()
  expect(await ask({ incidentPlace: { municipality: 'Burbank', state: 'CA' } })).toBe('not refused')
})

it('an area is refused without names, with a code that is none, with too many places and without a reason', async () => {
  for (const places of [
    [{ kind: 'county', name: ' ' }],
    [{ kind: 'postal-code', name: '90*12' }],
    [{ kind: 'state', name: 'x'.repeat(101) }],
    Array.from({ length: 501 }, (_, at): AreaPlace => ({ kind: 'postal-code', name: String(at) })),
  ] as readonly AreaPlace[][])
    expect(await catchCode(set(places))).toBe('AREA_INVALID')
  expect(await catchCode(set([city], 'short'))).toBe('AREA_INVALID')
})

it('it is kept whole and once each, and the log says how many places it lists and not which', async () => {
  await set([city, { ...city, name: ' Los Angeles ' }, { kind: 'postal-code', name: '900*' }])
  const area = must(await serviceArea(house().storage.db, house().agency.id), 'area')
  expect(area.places).toEqual([city, { kind: 'postal-code', name: '900*' }])
  const entry = await lastEntry()
  expect(entry).toMatchObject({ t: 'tripwire', step: 'area', places: 2 })
  expect(JSON.stringify(entry)).not.toContain('Angeles')
})

it('an incident outside is held until a supervisor has looked; one inside, and one that names no place, are not', async () => {
  expect(await ask({ incidentPlace: { municipality: 'Los Angeles' } })).toBe('not refused')
  expect(await ask({})).toBe('not refused')
  const asked = await draft({ incidentPlace: { municipality: 'Burbank', state: 'CA', postalCode: '91502' } })
  const submit = () => catchCode(request(house(), { user: scratch.users.requester, request: asked }))
  expect(await submit()).toBe('PROXY_SUSPECTED')
  const [waiting] = await awaitedDecisions(house(), scratch.users.supervisor)
  expect(waiting?.authority).toEqual(
    expect.arrayContaining([
      {
        label: 'Sign',
        words: 'The incident was in Burbank, CA 91502, which is not in the area that the agency serves.',
      },
      { label: 'Place of the incident', words: 'Burbank, CA 91502' },
    ]),
  )
  await decideApproval(house(), {
    ...{ user: scratch.users.supervisor, requestId: asked.id, kind: disguiseKind, decision: 'approved' },
    reason: 'The robber was followed over the boundary; the case is ours.',
  })
  expect(await submit()).toBe('not refused')
})

it('the log commits to the place of a search and shows it to nobody', async () => {
  expect(await ask({ incidentPlace: { municipality: 'Los Angeles', state: 'CA' } })).toBe('not refused')
  const entries = await publishedEntries(scratch.logDir, house().ledger.vkey)
  const search = must(
    entries.findLast((entry) => entry.t === 'search'),
    'search',
  )
  expect(Object.keys(search.c as object)).toContain('place')
  expect(JSON.stringify(search)).not.toContain('Angeles')
  const first = must(
    entries.find((entry) => entry.t === 'search'),
    'search',
  )
  expect(Object.keys(first.c as object)).toContain('place')
})
