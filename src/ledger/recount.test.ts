import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countInPython, recounter } from '../../test/count-in-python.ts'
import { makeLogKey, makeSampleLog } from '../../test/sample-log.ts'
import { must } from '../kernel/index.ts'
import { entryParents, monthOfWeek } from '../proof/index.ts'
import { catalogue } from './catalogue.ts'
import { entryTypes } from './event-spec.ts'
import { type Happening, sampleHistory } from './sample-history.ts'
import { drawnByAnotherSeed } from './sample-seed.ts'
import { recountLogFolder } from './verify-log-folder.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-recount-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Change = (entries: readonly Uint8Array[]) => readonly Uint8Array[]

async function writeLog(change: Change, acts: readonly Happening[]) {
  const dir = await mkdtemp(join(folder, 'log-'))
  const log = makeLogKey('log.example/1')
  const { files } = makeSampleLog(change(sampleHistory(log.vkey, acts)), log)
  for (const [path, bytes] of [...files, ['keys/log.vkey', Buffer.from(`${log.vkey}\n`)] as const]) {
    await mkdir(dirname(join(dir, path)), { recursive: true })
    await writeFile(join(dir, path), bytes)
  }
  return dir
}
const asIs = (entries: readonly Uint8Array[]) => entries

const act = (what: Happening['what'], pick = 0, weeksOn = 0): Happening => ({ what, pick, weeksOn })
const story = [
  ...[act('search', 1), act('result'), act('review'), act('review'), act('lead', 0), act('outcome', 1)],
  ...[act('refusal'), act('search', 2, 5), act('fail'), act('search', 5), act('result'), act('lead', 3)],
  ...[act('search', 4), act('outcome', 0, 1)],
]

const oversight = (pick: number): Happening => act('oversight', pick)
/** Two searches of harbor-pd, then alarms (picks 0 to 6), a case (7 to 13) and an audit (14 to 20), each with its steps. */
const watched = [
  ...[act('search', 2), act('search', 4), oversight(2), oversight(1), oversight(3)],
  ...[oversight(7), oversight(10), oversight(14), act('refusal'), oversight(14), oversight(15)],
  ...[oversight(17), oversight(14)],
]

describe('a recount', () => {
  test('adds up what the public fields say, each search by what became of it last', async () => {
    const { report, recount } = await recountLogFolder(await writeLog(asIs, story))
    expect(report.problems).toEqual([])
    expect(recount).toMatchObject({
      ...{ firstWeek: '2026-W01', lastWeek: '2026-W07', requests: 4, searches: 2, emergencies: 1 },
      failuresByClass: { 'no-face': 1 },
      refusals: 1,
      refusalsByCode: { CERT_EXPIRED: 1, NO_CASE: 1 },
      conclusions: { lead: 2 },
      ...{ examinedTwice: 2, disagreements: 0 },
    })
    const counted = must(recount, 'recount')
    expect(counted.cells.reduce((sum, { searches }) => sum + searches, 0)).toBe(4)
    expect(Object.values(counted.stands).reduce((sum, count) => sum + count, 0)).toBe(4)
    expect(counted.cells[0]).toMatchObject({ month: '2026-01', purpose: 'investigate-crime' })
  })

  test('counts what was opened, erased and imported apart from everything else', async () => {
    const more = [act('disclose', 4), act('erase', 4), act('import'), act('import')]
    const { recount } = await recountLogFolder(await writeLog(asIs, [...story, ...more]))
    const before = (await recountLogFolder(await writeLog(asIs, story))).recount
    expect(recount).toMatchObject({
      ...{ imported: 52_586, importedBySource: { 'old-system': 52_586 } },
      ...{ disclosedByAudience: { defence: 1 }, erasedByBasis: { sealing: 2 } },
    })
    for (const same of ['requests', 'searches', 'refusals', 'cells', 'stands'] as const)
      expect(recount?.[same]).toEqual(before?.[same])
  })

  test('counts alarms by wire and settling, audits and their results, cases by finding, each by where it stands', async () => {
    const { recount } = await recountLogFolder(await writeLog(asIs, watched))
    expect(recount).toMatchObject({
      ...{ alarms: 2, alarmsByWire: { 'case-reused': 1, 'first-search': 1 } },
      alarmsByStand: { 'false-alarm': 1, open: 1 },
      ...{ audits: 1, auditsByStand: { signed: 1 }, auditedSearches: { 'could-not-tell': 1, yes: 1 } },
      ...{ misuseCases: 1, misuseByFinding: { unfounded: 1 }, misuseByDiscipline: { training: 1 } },
    })
    const cells = must(recount, 'recount').oversightCells
    expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(4)
    expect(cells[0]).toMatchObject({ month: '2026-01', unit: 'harbor-pd', what: 'alarm' })
  })

  test('counts planted faces and cases, and what was said of them, as no search and in no conclusion', async () => {
    const before = (await recountLogFolder(await writeLog(asIs, story))).recount
    const more = [...story, act('planting'), act('case'), act('case-answered', 1)]
    const after = (await recountLogFolder(await writeLog(asIs, more))).recount
    expect(after).toEqual({ ...before, entries: { ...before?.entries, planting: 3 } })
    await expectBothToRefuse(await writeLog(replaced(20, { ref: 4 }), more))
  })

  test('is the same by a second program that shares no code with ours', async () => {
    const dir = await writeLog(asIs, [...story, ...watched])
    const { recount } = await recountLogFolder(dir)
    const python = await countInPython(dir)
    expect(python).toMatchObject({ code: 0, json: { verified: true } })
    expect(python.json.recount).toEqual(recount)
  })

  test('of any history is the same by both', async () => {
    const happening = fc.record({
      what: fc.constantFrom(
        'search',
        'search',
        'result',
        'fail',
        'analysis',
        ...(['review', 'planting', 'case', 'case-answered'] as const),
        'lead',
        'outcome',
        'refusal',
        'disclose',
        ...(['erase', 'import', 'oversight', 'oversight'] as const),
      ),
      pick: fc.nat(1000),
      weeksOn: fc.constantFrom(0, 0, 0, 0, 1, 7, 52),
    }) as fc.Arbitrary<Happening>
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 600, size: 'max' }), async (acts) => {
        const dir = await writeLog(asIs, acts)
        const { recount } = await recountLogFolder(dir)
        expect((await countInPython(dir)).json.recount).toEqual(must(recount, 'recount'))
        await rm(dir, { recursive: true })
      }),
      // Each run starts Python: shrinking would outlast the test and hide what differs.
      { numRuns: 12, endOnFailure: true },
    )
  }, 120_000)

  test('puts a week into the month of its Thursday', () => {
    expect(['2026-W01', '2026-W05', '2026-W06', '2026-W53', '2025-W01', '2024-W52'].map(monthOfWeek)).toEqual(
      ['2026-01', '2026-01', '2026-02', '2026-12', '2025-01', '2024-12'],
    )
    expect(['2026-W00', '2026-W54', '2026-W1', ''].map(monthOfWeek)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  test('knows the types of the catalogue and what each may refer to, in the browser and in Python', async () => {
    const text = await readFile(recounter, 'utf8')
    const table = must(/PARENTS = \{\n([\s\S]*?)\n\}/.exec(text)?.[1], 'table of the Python recounter')
    const theirs = [...table.matchAll(/"([a-z]+)": (?:None|(ANY)|\(([^)]*)\))/g)].map(
      ([, type, any, parents]) => [
        type,
        any === undefined ? parents?.match(/[a-z]+/g)?.sort() : [...entryTypes].sort(),
      ],
    )
    const ours = entryTypes.map((type) => [
      type,
      catalogue[type].parents && [...catalogue[type].parents].sort(),
    ])
    expect(theirs).toEqual(ours)
    expect(
      Object.entries(entryParents).map(([type, parents]) => [type, parents && [...parents].sort()]),
    ).toEqual(ours)
  })
})

const json = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes))
const changed = (bytes: Uint8Array, to: object) => Buffer.from(JSON.stringify({ ...json(bytes), ...to }))
/** Entry 4 is the first search, 5 its result, 6 and 7 reviews, 8 the lead, 9 the outcome. */
const replaced = (at: number, to: object) => (entries: readonly Uint8Array[]) =>
  entries.map((bytes, index) => (index === at ? changed(bytes, to) : bytes))

/** Of `watched`: 6 and 7 alarms, 8 a settling, 9 and 10 a case, 11 an audit, 13 its draw, 14 and 15 checks, 16 the result. */
const watchedButWrong: readonly (readonly [string, Change])[] = [
  ['an alarm is settled under another wire', replaced(8, { rule: 'outside-hours' })],
  ['an alarm is settled twice', (entries) => again(entries, 8)],
  ['a settling belongs to no alarm', replaced(8, { ref: undefined })],
  ['a case is closed twice', (entries) => again(entries, 10)],
  ['a case is closed by another unit', replaced(10, { u: 'DEMO-SO' })],
  ['a sample holds what the seed does not draw', replaced(13, { picked: [5] })],
  [
    'a sample stands in another order',
    (entries) => replaced(13, { picked: json(must(entries[13], 'draw')).picked.toReversed() })(entries),
  ],
  ['a sample was drawn from fewer searches', replaced(13, { among: 1 })],
  ['a search is checked that was not drawn', replaced(14, { search: 2 })],
  ['a search is checked twice', (entries) => again(entries, 14, 15)],
  ['a result is better than its checks', replaced(16, { same: 2, untold: 0 })],
  ['an audit is signed before it is drawn', (entries) => again(entries, 16, 13)],
  ...drawnByAnotherSeed,
]
/** Entry `at` stands a second time in the place of another, or at the end. */
const again = (entries: readonly Uint8Array[], at: number, instead = entries.length) => [
  ...entries.slice(0, instead),
  changed(must(entries[at], 'entry'), { id: 'D'.repeat(22) }),
  ...entries.slice(instead + 1),
]

const erasing = (refs: readonly number[]) => ({
  ...{ t: 'erase', refs, fields: ['case'], values: refs.length, basis: 'sealing' },
  ...{ ref: undefined, out: undefined },
})

const sameId = 'C'.repeat(22)
const signedButWrong: readonly (readonly [string, Change])[] = [
  ['a search points to no policy', replaced(4, { pol: 3 })],
  ['a search uses a model that was not logged', replaced(4, { model: 'another' })],
  [
    'an opening of what comes later',
    replaced(9, { t: 'disclose', ref: 11, fields: ['case'], audience: 'court' }),
  ],
  ['an erasure names what comes later', replaced(9, erasing([11]))],
  ['an erasure names an entry twice', replaced(9, erasing([4, 4]))],
  ['a result belongs to no search', replaced(5, { ref: 2 })],
  ['a lead refers to what comes later', replaced(8, { ref: 11 })],
  [
    'a search ends twice',
    (entries) => [...entries, changed(must(entries[5], 'result'), { id: 'A'.repeat(22) })],
  ],
  ['two entries have one id', (entries) => replaced(7, { id: sameId })(replaced(6, { id: sameId })(entries))],
  ['the week runs back', replaced(13, { w: '2025-W40' })],
  ['a lead keeps back what an examiner said', replaced(8, { said: ['supports-same-source'] })],
  ['an entry commits to nothing', replaced(6, { c: {} })],
  ['an entry is of a type that nobody knows', replaced(6, { t: 'review2' })],
  [
    'genesis comes again',
    (entries) => [...entries, changed(must(entries[0], 'genesis'), { id: 'B'.repeat(22) })],
  ],
  ['genesis names another key', replaced(0, { vkey: makeLogKey('log.example/1').vkey })],
  [
    'an entry is not canonical',
    (entries) => entries.map((bytes, at) => (at === 6 ? Buffer.from(` ${Buffer.from(bytes)}`) : bytes)),
  ],
  ['a number is no whole one', replaced(5, { rows: 1.5 })],
]

describe('a log that does not hold is not counted', () => {
  test.each(signedButWrong)('although it is signed: %s', async (_, change) => {
    await expectBothToRefuse(await writeLog(change, story))
  })

  test.each(watchedButWrong)('although it is signed: %s', async (_, change) => {
    await expectBothToRefuse(await writeLog(change, watched))
  })

  test.each([
    ['a bit of an entry is flipped', 'tile/entries/000.p/18', (bytes: Buffer) => flip(bytes, 700)],
    ['a hash in a tile is changed', 'tile/0/000.p/18', (bytes: Buffer) => flip(bytes, 40)],
    [
      'something follows the last entry',
      'tile/entries/000.p/18',
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')]),
    ],
    ['the last entry is cut off', 'tile/entries/000.p/18', (bytes: Buffer) => bytes.subarray(0, -3)],
    [
      'the checkpoint tells another size',
      'checkpoint',
      (bytes: Buffer) => Buffer.from(String(bytes).replace('\n18\n', '\n17\n')),
    ],
    [
      'the signature is changed',
      'checkpoint',
      (bytes: Buffer) =>
        Buffer.from(
          String(bytes).replace(/.=?\n$/, (end) => `${end.startsWith('A') ? 'B' : 'A'}${end.slice(1)}`),
        ),
    ],
    ['the key is another', 'keys/log.vkey', () => Buffer.from(`${makeLogKey('log.example/1').vkey}\n`)],
    ['a bundle is missing', 'tile/entries/000.p/18', () => undefined],
    ['the checkpoint is missing', 'checkpoint', () => undefined],
  ])('because its files were changed: %s', async (_, path, change) => {
    const dir = await writeLog(asIs, story)
    const bytes = change(await readFile(join(dir, path)))
    if (bytes === undefined) await rm(join(dir, path))
    else await writeFile(join(dir, path), bytes)
    await expectBothToRefuse(dir)
  })
})

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = must(copy[at], 'byte') ^ 1
  return copy
}

async function expectBothToRefuse(dir: string): Promise<void> {
  const { report, recount } = await recountLogFolder(dir)
  expect(report.problemCount).toBeGreaterThan(0)
  expect(recount).toBeUndefined()
  const python = await countInPython(dir)
  expect(python).toMatchObject({ code: 1, json: { verified: false } })
  expect(python.json.finding.length).toBeGreaterThan(10)
}
