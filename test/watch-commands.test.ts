import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { casebound, demoPeople, lendModel } from './run-casebound.ts'
import { firstBookings } from './synthetic-people.ts'

let folder = ''
let dataDir = ''
const as = (login: string) => ['--data', dataDir, '--as', login]
const words = 'Said so that somebody else can follow it.'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-watch-'))
  dataDir = join(folder, 'data')
  await lendModel(dataDir)
  const init = ['init', '--data', dataDir, '--agency', 'DEMO-SO', '--login', 'd.marsh']
  const founded = await casebound(init)
  expect(founded.code, founded.err).toBe(0)
  const add = ['users', 'add', 'inspector', '--name', 'Inspector', '--role', 'auditor', '--data', dataDir]
  const added = await casebound(add)
  expect(added.code, added.err).toBe(0)
}, 300_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the watch at the command line', () => {
  test('a house is founded with its wires strung; an auditor strings them anew and sees no alarm yet', async () => {
    const shown = await casebound(['oversight', 'wires', ...as('inspector'), '--json'])
    expect(shown.code, shown.err).toBe(0)
    const strung = (shown.json as { wires: { rule: string; strung: boolean }[] }).wires
    expect(strung.filter((wire) => !wire.strung).map(({ rule }) => rule)).toEqual([
      'outside-hours',
      'resembles-staff',
      'resembles-figure',
    ])
    const anew = ['oversight', 'wires', '--on', 'outside-hours', '--duty', '6-22', '--words', words]
    const set = await casebound([...anew, ...as('inspector')])
    expect(set.code, set.err).toBe(0)
    expect(set.out).toContain('A search outside duty hours')
    expect(
      (await casebound(['oversight', 'wires', '--on', 'none', '--duty', 'late', ...as('inspector')])).code,
    ).toBe(2)
    const alarms = await casebound(['oversight', 'alarms', ...as('inspector')])
    expect(alarms.out).toContain('No wire was tripped')
    const settle = ['oversight', 'settle', 'none', '--class', 'in-order', '--words', words]
    expect((await casebound([...settle, ...as('inspector')])).err).toContain('ALARM_UNKNOWN')
  }, 300_000)

  test('plants a synthetic person only when that is declared', async () => {
    const [person] = await firstBookings(1)
    const plant = ['oversight', 'plant', join(demoPeople, person?.file ?? '')]
    const booking = [
      '--person',
      'P-88213',
      '--booking',
      '26-7711',
      '--on',
      '2026-01-20',
      '--born',
      '1990-02-03',
    ]
    const told = [...plant, ...booking, '--sex', 'M', '--words', words, ...as('inspector')]
    const undeclared = await casebound(told)
    expect(undeclared.code).toBe(3)
    expect(undeclared.err).toContain('CANARY_UNFIT')
    const planted = await casebound([...told, '--synthetic', '--json'])
    expect(planted.code, planted.err).toBe(0)
    expect(planted.json).toMatchObject({ personId: 'P-88213' })
  }, 300_000)

  test('describes another agency, and declares a name that a search elsewhere produced', async () => {
    const neighbour = [
      'oversight',
      'neighbour',
      'BURBANK-PD',
      '--name',
      'Burbank Police',
      '--pattern',
      'BPD-##-####',
    ]
    const told = await casebound([
      ...neighbour,
      '--place',
      'Burbank',
      '--place',
      'Glendale',
      ...as('inspector'),
    ])
    expect(told.code, told.err).toBe(0)
    const area = ['oversight', 'area', ...as('inspector')]
    const places = ['--place', 'municipality=Los Angeles, CA', '--place', 'postal-code=900*']
    expect((await casebound([...area, '--place', 'planet=Mars'])).code).toBe(2)
    expect((await casebound([...area, ...places])).err).toContain('AREA_INVALID')
    const set = await casebound([...area, ...places, '--words', 'As the city charter draws it.', '--json'])
    expect(set.json).toMatchObject({
      places: [
        { kind: 'municipality', name: 'Los Angeles', state: 'CA' },
        { kind: 'postal-code', name: '900*' },
      ],
    })
    expect((await casebound(area)).out).toContain('900*')
    const listed = await casebound(['oversight', 'neighbours', ...as('inspector')])
    expect(listed.out).toContain('Burbank, Glendale')
    const found = [
      '--system',
      'A service',
      '--operator',
      'Det. Doe',
      '--image',
      'Still',
      '--on',
      '2026-01-20',
    ]
    const declare = [
      'elsewhere',
      'declare',
      '26-1',
      '--kind',
      'vendor',
      ...found,
      '--tell',
      'DA',
      '--words',
      words,
    ]
    const declared = await casebound([...declare, ...as('d.marsh'), '--json'])
    expect(declared.code, declared.err).toBe(0)
    expect((await casebound(['elsewhere', 'list', '26-1', ...as('d.marsh')])).out).toContain(
      'not in the gallery',
    )
    expect((await casebound(['elsewhere', 'list', '26-1', ...as('inspector')])).err).toContain('ROLE_MISSING')
  }, 300_000)

  test('announces a sample, waits for the log to grow, draws it and signs; opens a case and has another close it', async () => {
    const announced = await casebound([
      'oversight',
      'announce',
      '--size',
      '5',
      '--words',
      words,
      ...as('inspector'),
      '--json',
    ])
    expect(announced.code, announced.err).toBe(0)
    const { id } = announced.json as { id: string }
    expect((await casebound(['oversight', 'draw', id, ...as('inspector')])).err).toContain('SEED_NOT_YET')
    const open = ['oversight', 'misuse', 'open', 'd.marsh', '--source', 'complaint', '--words', words]
    const opened = await casebound([...open, ...as('inspector'), '--json'])
    expect(opened.json, opened.err).toMatchObject({ held: true })
    expect((await casebound(['elsewhere', 'list', '26-1', ...as('d.marsh')])).err).toContain('ACCOUNT_HELD')
    const drawn = await casebound(['oversight', 'draw', id, ...as('inspector')])
    expect(drawn.out, drawn.err).toContain('Drawn by the root')
    const signed = await casebound(['oversight', 'sign', id, '--words', words, ...as('inspector')])
    expect(signed.out, signed.err).toContain('signed')
    const close = ['--class', 'unfounded', '--discipline', 'none', '--words', words, ...as('inspector')]
    const own = await casebound([
      'oversight',
      'misuse',
      'close',
      (opened.json as { id: string }).id,
      ...close,
    ])
    expect(own.err).toContain('SECOND_PERSON_NEEDED')
    expect((await casebound(['oversight', 'misuse', ...as('inspector')])).out).toContain('open, account held')
  }, 300_000)
})
