import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { leadOfSearch } from '../lead/index.ts'
import { openedEntry } from '../lead/sample-preparations.ts'
import { fitProbe } from '../lead/sample-requests.ts'
import type { ScratchDoor } from './open-scratch-door.ts'
import { noneOfThem, openSampleBench, type Refusal, type SampleBench } from './sample-bench.ts'

let bench: SampleBench
let door: ScratchDoor
beforeAll(async () => {
  bench = await openSampleBench()
  door = bench.door
}, 300_000)
afterAll(() => door?.close())

let path: string
beforeEach(async () => {
  ;({ path } = await bench.search())
})

const searchId = () => path.slice(path.lastIndexOf('/') + 1) as never
type Seen = { stage: string; candidates: { letter: string; imageUrl: string }[]; analysis?: object }
const seen = async (who: 'examiner' | 'verifier') => (await door.as<Seen>(who, 'GET', path)).json
const analyse = (draft: object, who: 'examiner' | 'verifier' = 'examiner') =>
  door.as<Refusal & { logIndex: number; ended: boolean; concluded: boolean }>(
    who,
    'POST',
    `${path}/analysis`,
    {
      ...fitProbe,
      ...draft,
    },
  )

describe('before an examiner has sealed his analysis of the probe', () => {
  test('no candidate leaves the server: neither in the view nor as a picture, and no conclusion is taken', async () => {
    const before = await seen('examiner')
    expect(before).toMatchObject({ stage: 'analysis', candidates: [] })
    expect(JSON.stringify(before)).not.toContain('/candidates/')
    for (const letter of ['A', 'B', 'C'])
      expect(await door.as<Refusal>('examiner', 'GET', `${path}/candidates/${letter}`)).toMatchObject({
        ...{ status: 409, json: { error: { code: 'ANALYSIS_MISSING' } } },
      })
    expect(await door.as<Refusal>('examiner', 'POST', path, noneOfThem)).toMatchObject({
      ...{ status: 409, json: { error: { code: 'ANALYSIS_MISSING' } } },
    })
  })

  test('the probe and his own bench are open to him', async () => {
    expect((await door.as('examiner', 'GET', `${path}/probe`)).status).toBe(200)
    expect((await bench.add('examiner')).status).toBe(201)
  })
})

describe('an analysis', () => {
  test('is sealed in the log before the first candidate, is given back, and is not changed any more', async () => {
    const sealed = await analyse({ suitability: 'limited' })
    expect(sealed).toMatchObject({ status: 201, json: { ended: false, concluded: false } })
    const after = await seen('examiner')
    expect(after).toMatchObject({ stage: 'comparison', analysis: { ...fitProbe, suitability: 'limited' } })
    expect(after.candidates).toHaveLength(3)
    expect((await analyse({}, 'examiner')).json.error.code).toBe('ALREADY_ANALYSED')
    const { scratch } = door
    const row = await scratch.storage.db
      .selectFrom('probe_analyses')
      .selectAll()
      .where('search_id', '=', searchId())
      .executeTakeFirstOrThrow()
    const { entry, hidden } = await openedEntry(scratch, row.entry_id as never)
    expect(entry).toMatchObject({ t: 'analysis' })
    expect(entry).not.toHaveProperty('fit')
    expect(hidden.get('fit')).toBe('limited')
    expect(hidden.get('examiner')).toBe(scratch.users.examiner.id)
    expect(hidden.get('notes')).toMatch(/^[0-9a-f]{64}$/)
  })

  test.each([
    ['names a component that is none', 'FEATURE_UNKNOWN', { visible: ['nose', 'ears', 'aura'] }],
    ['names one twice', 'FEATURE_UNKNOWN', { visible: ['nose', 'ears', 'chin'], partly: ['nose'] }],
    [
      'finds a probe fit that shows two components',
      'ANALYSIS_INCOMPLETE',
      { visible: ['nose'], partly: ['chin'] },
    ],
  ])('that %s is refused as %s', async (_what, code, draft) => {
    expect(await analyse(draft)).toMatchObject({ status: 422, json: { error: { code } } })
    expect((await seen('examiner')).stage).toBe('analysis')
  })

  test('that finds the probe unfit ends the examination: nobody is shown and nothing revealed, and both come to no lead', async () => {
    const unfit = {
      suitability: 'unfit',
      visible: [],
      partly: [],
      limits: 'The face is a smear of nine pixels.',
    }
    expect((await analyse(unfit)).json).toMatchObject({ ended: true, concluded: false })
    expect(await door.as<Refusal>('examiner', 'GET', `${path}/candidates/A`)).toMatchObject({
      ...{ status: 409, json: { error: { code: 'ALREADY_EXAMINED' } } },
    })
    expect((await seen('verifier')).stage).toBe('analysis')
    const second = await analyse(unfit, 'verifier')
    expect(second.json).toMatchObject({ ended: true, concluded: true })
    expect(JSON.stringify([second.json])).not.toMatch(/similarity|rank/)
    expect(await leadOfSearch(door.scratch.storage.db, searchId())).toMatchObject({
      decision: 'inconclusive',
    })
  })
})

describe('the letters of an examiner', () => {
  test('stay his while another seals, so that he concludes about whom he looked at', async () => {
    await bench.analyse('verifier')
    const before = (await seen('verifier')).candidates
    door.scratch.clock.goOn(2)
    await bench.analyse('examiner')
    expect((await bench.conclude('examiner')).status).toBe(201)
    expect((await seen('verifier')).candidates).toEqual(before)
  })
})
