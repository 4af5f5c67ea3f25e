import { access, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '../src/kernel/index.ts'
import { makeScratchDatabase, type ScratchDatabase } from '../src/storage/index.ts'
import { describePostgresql } from './describe-postgresql.ts'
import { goodRows, rowLine, writeImport } from './import-folder.ts'
import { casebound, demoPeople, lendModel } from './run-casebound.ts'

type People = {
  demoProbe: string
  probes: readonly { file: string; expectedPersonId: string | null }[]
}

describePostgresql(() => {
  let database: ScratchDatabase
  let folder = ''
  let dataDir = ''
  let photos = ''
  let people: People

  beforeAll(async () => {
    database = await makeScratchDatabase()
    folder = await mkdtemp(join(tmpdir(), 'casebound-commands-pg-'))
    dataDir = join(folder, 'data')
    photos = join(folder, 'photos')
    await lendModel(dataDir)
    people = JSON.parse(await readFile(join(demoPeople, 'people.json'), 'utf8'))
  })
  afterAll(async () => {
    // Fails while a command has left a connection behind.
    await database?.drop()
    await rm(folder, { recursive: true, force: true })
  })

  const expected = () => people.probes.find(({ file }) => file === people.demoProbe)?.expectedPersonId
  const without = (...args: string[]) => casebound([...args, '--data', dataDir, '--json'])
  const run = (...args: string[]) =>
    casebound([...args, '--data', dataDir, '--json'], { DATABASE_URL: database.databaseUrl })
  const search = () => {
    const ground = ['--case', '24-118', '--crime', 'robbery', '--purpose', 'investigate-crime']
    return ['search', join(demoPeople, people.demoProbe), ...ground, '--source', 'private-cctv']
  }

  // The tests below are one story: each goes on in the house that the one before left.

  test('a house is founded on the server, and the data folder holds no database', async () => {
    const init = ['init', '--agency', 'DEMO-SO', '--login', 'd.marsh']
    expect(await run(...init)).toMatchObject({ code: 0, json: { user: { login: 'd.marsh' } } })
    await expect(access(join(dataDir, 'database'))).rejects.toMatchObject({ code: 'ENOENT' })
    expect((await run(...init)).json).toMatchObject({ error: { code: 'HOUSE_EXISTS' } })
  })

  test('photographs are enrolled once, however often the command is run', async () => {
    const all = await goodRows(250)
    const first = must(
      all.find(({ personId }) => personId === expected()),
      'booking of the person in the probe',
    )
    const rows = [first, ...all.filter(({ personId }) => personId !== expected()).slice(0, 2)]
    const manifest = await writeImport(photos, { photos: rows, rows: rows.map((row) => rowLine(row)) })
    const enroll = ['enroll', photos, '--manifest', manifest]
    expect((await run(...enroll)).json).toMatchObject({ enrolled: 3, refused: [], gallery: { bookings: 3 } })
    expect((await run(...enroll)).json).toMatchObject({ enrolled: 0, alreadyEnrolled: 3 })
  })

  test('a search finds the person, and is refused without a case; the log then verifies', async () => {
    const found = await run(...search())
    expect(found).toMatchObject({
      code: 0,
      json: { search: { exact: true, rowsScanned: 3 }, log: { verified: true } },
    })
    const { candidates } = (found.json as { search: { candidates: readonly unknown[] } }).search
    expect(candidates[0]).toMatchObject({ personId: expected(), rank: 1 })
    const refused = await run(...search().filter((word) => word !== '--case' && word !== '24-118'))
    expect(refused).toMatchObject({ code: 3, json: { refusals: [{ code: 'NO_CASE' }] } })
    expect(await run('log', 'verify', join(dataDir, 'log'))).toMatchObject({ json: { verified: true } })
  })

  test('who forgets DATABASE_URL is told so, can neither search nor found a second log, and breaks nothing', async () => {
    const forgot = { error: { needed: expect.stringContaining('DATABASE_URL') } }
    expect((await without(...search())).json).toMatchObject(forgot)
    const founded = await without('init', '--agency', 'OTHER-SO', '--login', 'x.other')
    expect(founded).toMatchObject({ code: 3, json: forgot })
    expect(await run(...search())).toMatchObject({ code: 0, json: { log: { verified: true } } })
  })

  test('a server that cannot be reached is named without its password', async () => {
    const address = Object.assign(new URL(database.databaseUrl), { password: 'secret-word', port: '1' }).href
    const ran = await casebound([...search(), '--data', dataDir, '--json'], { DATABASE_URL: address })
    expect(ran).toMatchObject({ code: 3, json: { error: { code: 'DATABASE_UNREACHABLE' } } })
    expect(ran.out + ran.err).not.toContain('secret-word')
  })
})
