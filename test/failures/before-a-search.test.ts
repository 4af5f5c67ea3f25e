import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../src/face/index.ts'
import { enterOutsideRequest, request } from '../../src/lead/index.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from '../../src/lead/open-scratch-house.ts'
import { draftRequest, nextStill, searchFor } from '../../src/lead/sample-requests.ts'
import { readRecipe } from '../../src/preparation/index.ts'
import type { RequestDetails } from '../../src/search/index.ts'
import { publishedEntries } from '../published-entries.ts'
import { catchCode } from '../refusal-code.ts'

// Documented failures elsewhere, set up again with synthetic people: what would have stopped each at the door. The numbers are those of
// docs/compliance/failures.md.

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 2 })
}, 300_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const house = () => scratch.house()
const published = () => publishedEntries(scratch.logDir, house().ledger.vkey)

/** Asks for a search that differs from a permitted one in these details, and gives the codes of the refusal as the public reads them. */
async function refusalOf(details: RequestDetails, as: keyof ScratchStaff = 'requester'): Promise<unknown> {
  const user = scratch.users[as]
  const draft = await draftRequest(house(), { user, details, probeBytes: await nextStill(house()) })
  expect(await catchCode(request(house(), { user, request: draft }))).not.toBe('not refused')
  const entries = await published()
  expect(entries.some(({ t, id }) => t === 'search' && id === draft.id)).toBe(false)
  const last = entries.at(-1)
  expect(last).toMatchObject({ t: 'refusal', act: 'request' })
  return last?.codes
}

describe('another agency asks for a search', () => {
  const ask = (askingAgency: string) =>
    enterOutsideRequest(house(), {
      user: scratch.users.clerk,
      draft: {
        ...{ askingAgency, contact: 'Det. Doe', caseNumber: 'N-19-1', crime: 'robbery', form: {} },
        ...{ purpose: 'investigate-crime', receivedOn: '2026-11-18' },
      },
    })

  it('3, 5, 9, 19: it is refused in writing and counted, and nothing is searched', async () => {
    const searches = async () => (await published()).filter(({ t }) => t === 'search').length
    const before = await searches()
    const asked = await ask('NEIGHBOUR-PD')
    expect(asked.refusals.map(({ code }) => code)).toContain('OUTSIDE_AGENCY')
    expect((await published()).at(-1)).toMatchObject({ t: 'outside', dec: 'refused' })
    expect(await searches()).toBe(before)
  })

  it('24: where nearly all requests come from outside, the public log shows it', async () => {
    for (const agency of ['A-PD', 'B-PD', 'C-PD']) await ask(agency)
    const entries = await published()
    expect(entries.filter(({ t }) => t === 'outside').length).toBeGreaterThanOrEqual(3)
    expect(JSON.stringify(entries)).not.toContain('A-PD"')
  })

  it('3, 19: an own officer who asks for another agency is refused as well', async () => {
    expect(await refusalOf({ onBehalfOf: 'NEIGHBOUR-PD' })).toContain('OUTSIDE_AGENCY')
  })
})

describe('a search without a crime, or without training', () => {
  it('17: with no crime is refused, and one of a protest is held', async () => {
    expect(await refusalOf({ crime: undefined })).toContain('CRIME_CLASS_UNKNOWN')
    expect(await refusalOf({ protectedActivity: true })).toContain('FIRST_AMENDMENT_HOLD')
  })

  it('17: that names no case is refused', async () => {
    expect(await refusalOf({ caseNumber: undefined })).toContain('NO_CASE')
  })

  it('20: by somebody without a certificate is refused, and so is one after it ran out', async () => {
    expect(await refusalOf({}, 'uncertified')).toContain('NO_CERTIFICATE')
    expect(await refusalOf({}, 'expired')).toContain('CERT_EXPIRED')
  })

  it('18: with a reason of immigration is refused, as one that says nothing is', async () => {
    expect(await refusalOf({ narrative: 'Wanted for deportation.' })).toContain('IMMIGRATION_BARRED')
    expect(await refusalOf({ narrative: 'Official business' })).toContain('REASON_EMPTY')
  })
})

describe('a picture that is not the person', () => {
  it('11: drawn, composed or made by a program is refused', async () => {
    for (const source of ['drawn', 'composite', 'generated'])
      expect(await refusalOf({ source })).toContain('PROBE_NOT_PHOTO')
  })

  it('12: no step of a recipe pastes, mirrors or paints: such a recipe is not read', () => {
    for (const op of ['paste', 'mirror-half', 'clone', 'open-eyes', 'inpaint'])
      expect(() => readRecipe([{ op, version: 1 }])).toThrow()
  })

  it('6: a list of 73 candidates is not given', async () => {
    expect(await refusalOf({ candidateLimit: 73 })).toContain('CANDIDATES_OVER_LIMIT')
  })
})

describe('a search of which no record would be found', () => {
  it('10, 14: is in the log before its list is shown, and committed to its case', async () => {
    const before = (await published()).length
    const { searchId } = await searchFor(house(), scratch.users.requester)
    const added = (await published()).slice(before).filter(({ t }) => t !== 'gallery')
    expect(added.map(({ t }) => t)).toEqual(['search', 'result'])
    expect(Object.keys(added[0]?.c ?? {})).toContain('case')
    expect(JSON.stringify(added)).not.toContain(searchId)
  })
})
