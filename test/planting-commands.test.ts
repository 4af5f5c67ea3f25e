import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { casebound, lendModel } from './run-casebound.ts'

let folder = ''
let dataDir = ''
const as = (login: string) => ['--data', dataDir, '--as', login]
const words = 'To measure how often we miss the right person.'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-planting-'))
  dataDir = join(folder, 'data')
  await lendModel(dataDir)
  const founded = await casebound(['init', '--data', dataDir, '--agency', 'DEMO-SO', '--login', 'd.marsh'])
  expect(founded.code, founded.err).toBe(0)
  for (const [login, role] of [
    ['boss', 'programme-manager'],
    ['eyes', 'examiner'],
  ] as const) {
    const add = ['users', 'add', login, '--name', login, '--role', role, '--data', dataDir]
    const added = await casebound(add)
    expect(added.code, added.err).toBe(0)
  }
}, 300_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('planting at the command line', () => {
  test('faces and cases are set in public; cases left out stay; nobody plants every task, and an examiner none', async () => {
    const set = (...more: string[]) => casebound(['planting', 'set', '--words', words, ...more])
    const done = await set('--faces', '1', '--cases', '20', ...as('boss'))
    expect(done.code, done.err).toBe(0)
    expect(done.out).toMatch(/Set: entry \d+ of the log/)
    expect((await set('--faces', '2', ...as('boss'))).code).toBe(0)
    expect((await set('--faces', '1', '--cases', '1', ...as('boss'))).err).toContain('PLANTING_INVALID')
    expect((await set('--faces', '1', '--cases', 'some', ...as('boss'))).code).toBe(2)
    expect((await set('--faces', '1', '--cases', '20', ...as('eyes'))).err).toContain('ROLE_MISSING')
  }, 300_000)

  test('both rates are shown, with how many answers they still want, and published only when there are enough', async () => {
    const shown = await casebound(['planting', ...as('eyes')])
    expect(shown.out).toContain('Planted in each list: 2')
    expect(shown.out).toContain('One case is planted for 20 searches')
    expect(shown.out).toMatch(/missed, 95 % interval/)
    expect(shown.out).toContain('no rate: 0 of at least 20 answers')
    const json = (await casebound(['planting', ...as('boss'), '--json'])).json
    expect(json).toMatchObject({
      setting: { faces: 2, cases: 20 },
      totalCases: { cases: 0, mates: 0, missed: 0 },
    })
    expect((await casebound(['planting', 'publish', ...as('boss')])).err).toContain('ANSWERS_TOO_FEW')
  }, 300_000)
})
