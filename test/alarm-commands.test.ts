import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casebound, demoPeople, lendModel } from './run-casebound.ts'
import { firstBookings, stillFiles } from './synthetic-people.ts'

// An alarm at the command line, from the search that raised it to the case that it opened.

let folder = ''
let dataDir = ''
const as = (login: string) => ['--data', dataDir, '--as', login]
const words = 'He searched for a picture of his neighbour, and says so.'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-alarm-'))
  dataDir = join(folder, 'data')
  await lendModel(dataDir)
  const init = ['init', '--data', dataDir, '--agency', 'DEMO-SO', '--login', 'd.marsh']
  const founded = await casebound(init)
  expect(founded.code, founded.err).toBe(0)
  for (const [login, role] of [
    ['inspector', 'auditor'],
    ['lieutenant', 'supervisor'],
  ] as const) {
    const added = await casebound(['users', 'add', login, '--name', login, '--role', role, '--data', dataDir])
    expect(added.code, added.err).toBe(0)
  }
  const [one] = await firstBookings(1)
  const plant = ['oversight', 'plant', join(demoPeople, one?.file ?? ''), '--person', 'P-88213']
  const booking = ['--booking', '26-77001', '--on', '2026-01-20', '--born', '1990-02-03', '--sex', 'M']
  const planted = await casebound([
    ...[...plant, ...booking, '--synthetic'],
    ...['--words', 'Rendered by the house, seed 1.', ...as('inspector')],
  ])
  expect(planted.code, planted.err).toBe(0)
}, 300_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

test('an alarm settled as misuse opens its case, holds the account, and is closed by somebody else', async () => {
  const still = join(demoPeople, (await stillFiles())[0] ?? '')
  const request = ['--case', '26-1', '--crime', 'robbery', '--purpose', 'investigate-crime']
  const found = ['--source', 'private-cctv', '--why', 'The person at the counter of the shop.']
  const searched = await casebound(['search', still, ...request, ...found, ...as('d.marsh')])
  expect(searched.code, searched.err).toBe(0)

  const raised = await casebound(['oversight', 'alarms', ...as('inspector'), '--json'])
  const { alarms } = raised.json as { alarms: { id: string; rule: string }[] }
  expect(alarms.map(({ rule }) => rule).sort()).toEqual(['canary-listed', 'first-search'])
  const id = alarms.find(({ rule }) => rule === 'canary-listed')?.id ?? ''
  const settle = ['oversight', 'settle', id, '--class', 'misuse', '--words', words, ...as('inspector')]
  const settled = await casebound([...settle, '--json'])
  expect(settled.code, settled.err).toBe(0)
  const { misuseCaseId } = settled.json as { misuseCaseId: string }
  expect((await casebound(settle)).err).toContain('ALARM_SETTLED')

  const shown = await casebound(['oversight', 'misuse', misuseCaseId, ...as('inspector')])
  expect(shown.out).toContain('open, account held')
  expect(shown.out).toContain(`opened by inspector from alarm ${id}`)
  expect(shown.out).toContain(words)
  const again = await casebound(['search', still, ...request, ...found, ...as('d.marsh')])
  expect(again.err).toContain('ACCOUNT_HELD')
  expect((await casebound(['oversight', 'alarms', ...as('inspector')])).out).toContain(`case ${misuseCaseId}`)

  const close = ['oversight', 'misuse', 'close', misuseCaseId, '--class', 'sustained']
  const ending = ['--discipline', 'reprimand', '--words', words]
  expect((await casebound([...close, ...ending, ...as('inspector')])).err).toContain('SECOND_PERSON_NEEDED')
  const closed = await casebound([...close, ...ending, ...as('lieutenant')])
  expect(closed.code, closed.err).toBe(0)
  const listed = await casebound(['oversight', 'misuse', ...as('inspector')])
  expect(listed.out).toMatch(new RegExp(`${misuseCaseId}.*alarm.*closed`))
}, 300_000)
