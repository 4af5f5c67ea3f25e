import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { goodRows, heading, rowLine, writeHugeFile, writeImport, writePngBomb } from './import-folder.ts'
import { casebound, demoPeople, lendModel, startServer, stop } from './run-casebound.ts'

type Report = {
  enrolled: number
  alreadyEnrolled: number
  refused: { file: string; code: string; reason: string; needed: string }[]
  gallery: { persons: number; bookings: number; root: string }
}
type Answer = {
  search: {
    logIndex: number
    resultIndex: number
    exact: boolean
    rowsScanned: number
    candidates: { personId: string; rank: number }[]
  }
  log: { verified: boolean }
}
type Refusal = {
  refused: true
  error: { code: string; needed: string }
  refusals: { code: string; rule?: string }[]
  logIndex?: number
}

let dataDir = ''
let photos = ''
let probe = ''
let expected: string | null = null

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'casebound-commands-'))
  dataDir = join(folder, 'data')
  photos = join(folder, 'photos')
  await lendModel(dataDir)
  const founded = await casebound([
    'init',
    '--data',
    dataDir,
    '--agency',
    'DEMO-SO',
    '--login',
    'd.marsh',
    '--json',
  ])
  expect(founded.err + founded.out).toContain('verifierKey')
  expect(founded.code).toBe(0)
  const people = JSON.parse(await readFile(join(demoPeople, 'people.json'), 'utf8'))
  probe = join(demoPeople, people.demoProbe)
  expected = people.probes.find((one: { file: string }) => one.file === people.demoProbe).expectedPersonId
}, 300_000)

afterAll(async () => {
  await rm(join(dataDir, '..'), { recursive: true, force: true })
})

const run = (...args: string[]) => casebound([...args, '--data', dataDir, '--json'])
const searchArgs = () => [
  'search',
  probe,
  '--case',
  '24-118',
  '--crime',
  'robbery',
  '--purpose',
  'investigate-crime',
  '--source',
  'private-cctv',
]

describe('enroll', () => {
  test('names each wrong file with its reason, takes the rest, and goes on where it stopped when run again', async () => {
    const all = await goodRows(250)
    const wanted = all.filter(({ personId }) => personId === expected)
    const [one, two, three, four] = [...wanted, ...all.filter(({ personId }) => personId !== expected)]
    if (!one || !two || !three || !four) throw new Error('the synthetic manifest has too few rows')
    const faulty = await faultyRows()
    const lines = [
      rowLine(one),
      rowLine(two),
      rowLine(one, { file: two.file }),
      rowLine(three, { bookingNumber: '30-000001', bookedOn: '2031-01-01' }),
      rowLine(three, { bookingNumber: '10-000002', birthDate: '2005-05-05', bookedOn: '2020-01-01' }),
      rowLine(three, { bookingNumber: '10-000003', bookedOn: '17.04.2021' }),
      rowLine(three, { bookingNumber: '10-000004', file: 'huge.png' }),
      rowLine(three, { bookingNumber: '10-000005', file: 'bomb.png' }),
      rowLine(three, { bookingNumber: '10-000006', file: 'absent.jpg' }),
      rowLine(three, { bookingNumber: '10-000007', file: '../outside.jpg' }),
      rowLine(three, { bookingNumber: '10-000008', file: 'words.jpg' }),
      rowLine(three, { bookingNumber: '' }),
      rowLine(three, { bookingNumber: '10-000010', file: faulty.noFace }),
      rowLine(three, { bookingNumber: '10-000011', file: faulty.twoFaces }),
      rowLine(four),
    ]
    const pictures = [
      one,
      two,
      three,
      four,
      { ...one, file: faulty.noFace },
      { ...one, file: faulty.twoFaces },
    ]
    const manifest = await writeImport(photos, { photos: pictures, rows: lines })
    await writeHugeFile(join(photos, 'huge.png'))
    await writePngBomb(join(photos, 'bomb.png'))
    await writeFile(join(photos, 'words.jpg'), 'This is not a photograph.')

    const first = await run('enroll', photos, '--manifest', manifest)
    const report = first.json as Report
    expect(report.refused.map(({ code }) => code)).toEqual([
      'BOOKING_NUMBER_DUPLICATE',
      'BOOKED_IN_FUTURE',
      'UNDER_AGE',
      'DATE_INVALID',
      'IMAGE_TOO_LARGE',
      'IMAGE_TOO_MANY_PIXELS',
      'FILE_MISSING',
      'FILE_OUTSIDE_FOLDER',
      'IMAGE_UNREADABLE',
      'SOURCE_NOT_BOOKING',
      'NO_FACE',
      'MULTIPLE_FACES',
    ])
    expect(report.refused.every(({ reason, needed, file }) => reason && needed && file)).toBe(true)
    expect(report).toMatchObject({ enrolled: 3, alreadyEnrolled: 0 })
    expect(report.gallery.bookings).toBe(3)
    expect(first.code).toBe(4)

    const again = await run('enroll', photos, '--manifest', manifest)
    expect(again.json).toMatchObject({
      enrolled: 0,
      alreadyEnrolled: 3,
      gallery: { root: report.gallery.root },
    })
  }, 300_000)

  test('says which column is missing before it touches anything', async () => {
    const manifest = join(photos, 'no-person.csv')
    await writeFile(manifest, 'file,booking_number,booked_on,birth_date\na.jpg,1,2020-01-01,1980-01-01\n')
    const ran = await run('enroll', photos, '--manifest', manifest)
    expect(ran.code).toBe(3)
    expect(ran.json).toMatchObject({
      error: { code: 'COLUMN_MISSING', message: expect.stringContaining('person_id') },
    })
  })

  test('refuses a manifest that is not there, empty, or not CSV', async () => {
    const empty = join(photos, 'empty.csv')
    await writeFile(empty, `${heading}\n`)
    const ragged = join(photos, 'ragged.csv')
    await writeFile(ragged, `${heading}\nonly,two\n`)
    const codes = []
    for (const manifest of [join(photos, 'none.csv'), empty, ragged]) {
      codes.push(((await run('enroll', photos, '--manifest', manifest)).json as Refusal).error.code)
    }
    expect(codes).toEqual(['MANIFEST_MISSING', 'MANIFEST_EMPTY', 'MANIFEST_MALFORMED'])
  })
})

describe('search', () => {
  test('finds the person, says it is exact, and stands in the log twice', async () => {
    const ran = await run(...searchArgs())
    const { search, log } = ran.json as Answer
    expect(ran.code).toBe(0)
    expect(search).toMatchObject({ exact: true, rowsScanned: 3 })
    expect(search.candidates[0]).toMatchObject({ personId: expected, rank: 1 })
    expect(search.resultIndex).toBeGreaterThan(search.logIndex)
    expect(log.verified).toBe(true)
  })

  test('is refused without a case, in words, with the rule and its place in the log, and exits with 3', async () => {
    const ran = await run(...searchArgs().filter((word) => word !== '--case' && word !== '24-118'))
    expect(ran.code).toBe(3)
    expect(ran.json).toMatchObject({
      refused: true,
      refusals: [{ code: 'NO_CASE', rule: 'LA-CASE-1' }],
      logIndex: expect.any(Number),
    })
    expect(ran.err).toContain('no case number (rule LA-CASE-1)')
  })

  test('searches a working copy that a recipe file makes, and refuses what is no listed step', async () => {
    const file = join(photos, 'recipe.json')
    await writeFile(file, JSON.stringify([{ op: 'rotate', version: 1, centidegrees: 100 }]))
    const ran = await run(...searchArgs(), '--recipe', file)
    expect((ran.json as Answer).search.candidates[0]).toMatchObject({ personId: expected, rank: 1 })
    await writeFile(file, JSON.stringify([{ op: 'mirror', version: 1 }]))
    const refused = await run(...searchArgs(), '--recipe', file)
    expect(refused.code).not.toBe(0)
    expect(JSON.stringify(refused.json)).toContain('OPERATION_UNKNOWN')
  })

  test('refuses a probe that is not an image, and logs nothing, because nobody asked to search yet', async () => {
    const ran = await run('search', join(photos, 'words.jpg'), ...searchArgs().slice(2))
    expect(ran.json).toMatchObject({ error: { code: 'IMAGE_UNREADABLE' } })
    expect((ran.json as Refusal).logIndex).toBeUndefined()
  })
})

describe('a data folder in use', () => {
  test('names its holder to a second server, while other commands talk to the running one', async () => {
    const { child } = await startServer(dataDir)
    try {
      const policy = await run('policy')
      expect(policy.json).toMatchObject({ packId: 'lapd-lacris' })
      const search = await run(...searchArgs())
      expect((search.json as Answer).search.candidates[0]).toMatchObject({ personId: expected })
      const users = await run('users', 'list')
      expect(users.json).toMatchObject({ error: { code: 'SERVER_RUNNING' } })
      const second = await run('serve')
      expect(second.json).toMatchObject({
        error: { code: 'DATA_FOLDER_LOCKED', message: expect.stringContaining('casebound serve') },
      })
    } finally {
      await stop(child)
    }
  }, 300_000)
})

describe('log verify', () => {
  test('holds on the files alone, and names the damage when one byte is changed in a copy', async () => {
    const good = await casebound(['log', 'verify', join(dataDir, 'log'), '--json'])
    expect(good).toMatchObject({ code: 0, json: { verified: true } })
    const copy = join(photos, 'log-copy')
    await cp(join(dataDir, 'log'), copy, { recursive: true })
    const size = (good.json as { size: number }).size
    const bundle = join(copy, 'tile', 'entries', `000.p`, String(size))
    const bytes = await readFile(bundle)
    bytes[100] = (bytes[100] ?? 0) ^ 1
    await writeFile(bundle, bytes)
    const bad = await casebound(['log', 'verify', copy, '--json'])
    expect(bad.code).toBe(1)
    expect(bad.json).toMatchObject({ verified: false, problemCount: expect.any(Number) })
  })
})

async function faultyRows(): Promise<{ noFace: string; twoFaces: string }> {
  const people = JSON.parse(await readFile(join(demoPeople, 'people.json'), 'utf8')) as {
    expectedRefusals: readonly { file: string; because: string }[]
  }
  const file = (because: RegExp) =>
    people.expectedRefusals.find((row) => because.test(row.because))?.file ?? ''
  return { noFace: file(/no face/), twoFaces: file(/two faces/) }
}

test('a data folder that is none is refused in words, and does not come into being', async () => {
  const nowhere = join(photos, 'no-house')
  for (const args of [['policy'], ['serve'], ['users', 'list'], ['search', probe]]) {
    const ran = await casebound([...args, '--data', nowhere, '--json'])
    expect(ran.json, args[0]).toMatchObject({ error: { code: 'HOUSE_ABSENT' } })
  }
  await expect(readFile(nowhere)).rejects.toMatchObject({ code: 'ENOENT' })
})
