import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { commandNames, loadCommands } from './commands/index.ts'
import { runCli } from './run-cli.ts'
import type { Wiring } from './wiring.ts'

let out = ''
let err = ''

beforeEach(() => {
  out = ''
  err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += text
    return true
  })
})
afterEach(() => vi.restoreAllMocks())

/** Command lines that end before any house is opened never reach the wiring. */
const unreachable = () => {
  throw new Error('this command line must not open anything')
}
const wiring: Wiring = {
  version: '9.9.9',
  openHouse: unreachable,
  createFetch: unreachable,
  openPractice: unreachable,
  listen: unreachable,
  webFolder: unreachable,
  publicPage: { scriptFolder: unreachable, script: '', rule: '', recounter: '' },
  demoPeopleDir: '',
}

const run = (...argv: string[]) => runCli(argv, wiring)

describe('every command', () => {
  test.each(commandNames.map((name) => [name]))('%s has help with an example that names it', async (name) => {
    expect(await run(...name.split(' '), '--help')).toBe(0)
    expect(out).toMatch(new RegExp(`Examples?:\\n {2}casebound ${name}`))
  })

  test.each(commandNames.map((name) => [name]))('%s refuses an option it does not know', async (name) => {
    expect(await run(...name.split(' '), '--no-such-option')).toBe(2)
    expect(err).toContain('--no-such-option')
    expect(err).toContain(`casebound ${name} --help`)
  })
})

test('every command is listed under the name it has', async () => {
  expect((await loadCommands()).map(({ name }) => name)).toEqual(commandNames)
})

test('without a command the list of commands is shown', async () => {
  expect(await run()).toBe(0)
  for (const { name, summary } of await loadCommands())
    expect(out).toMatch(new RegExp(`${name} +${summary.slice(0, 20)}`))
})

test('a command that does not exist is wrong use', async () => {
  expect(await run('serach', 'a.jpg')).toBe(2)
  expect(err).toContain('There is no command "serach a.jpg"')
})

test('a missing word is named', async () => {
  expect(await run('search')).toBe(2)
  expect(err).toContain('PROBE is missing')
})

test('a word too many is named', async () => {
  expect(await run('policy', 'extra')).toBe(2)
  expect(err).toContain('"extra" is one word too many')
})

test('an option that is needed is named', async () => {
  expect(await run('enroll', 'folder')).toBe(2)
  expect(err).toContain('--manifest is needed')
})

test('with --json wrong use is one object on the last line', async () => {
  expect(await run('search', '--json')).toBe(2)
  expect(JSON.parse(out)).toMatchObject({ error: { code: 'WRONG_USE' } })
})

test('the version is told', async () => {
  expect(await run('--version')).toBe(0)
  expect(out).toBe('casebound 9.9.9\n')
})
