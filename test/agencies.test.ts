import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { casebound, lendModel } from './run-casebound.ts'

let dataDir = ''
const run = async (...args: string[]) => {
  const done = await casebound([...args, '--data', dataDir, '--json'])
  return { ...done, json: JSON.parse(done.out.trim().split('\n').at(-1) ?? '{}') }
}

beforeAll(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'casebound-agencies-')), 'data')
  await lendModel(dataDir)
  expect(
    (await run('init', '--agency', 'FIRST-SO', '--name', 'First Sheriff', '--login', 'first')).code,
  ).toBe(0)
}, 300_000)
afterAll(() => rm(join(dataDir, '..'), { recursive: true, force: true }))

describe('agencies of a region', () => {
  test('another one joins, gets a user of its own, and both are listed', async () => {
    expect((await run('agencies', 'add', 'HARBOR-PD', '--name', 'Harbor Police')).json).toMatchObject({
      code: 'HARBOR-PD',
    })
    const added = await run(
      'users',
      'add',
      'h.one',
      '--name',
      'H. One',
      '--role',
      'requester',
      '--agency',
      'HARBOR-PD',
    )
    expect(added.json).toMatchObject({ login: 'h.one', agency: 'HARBOR-PD' })
    expect((await run('agencies', 'list')).json.agencies).toEqual([
      { code: 'FIRST-SO', name: 'First Sheriff', users: 2 },
      { code: 'HARBOR-PD', name: 'Harbor Police', users: 1 },
    ])
  })

  test.each([
    ['a code that is taken', ['agencies', 'add', 'FIRST-SO', '--name', 'Again'], 'AGENCY_EXISTS'],
    ['a code with four digits', ['agencies', 'add', 'PD-2026', '--name', 'Year'], 'AGENCY_CODE_INVALID'],
    [
      'a user of an agency that is not there',
      ['users', 'add', 'x', '--name', 'X', '--role', 'examiner', '--agency', 'NO-PD'],
      'AGENCY_UNKNOWN',
    ],
  ])('%s is refused', async (_, args, code) => {
    const refused = await run(...args)
    expect(refused.code).not.toBe(0)
    expect(refused.out + refused.err).toContain(code)
  })
})
