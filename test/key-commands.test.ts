import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casebound, lendModel } from './run-casebound.ts'

// An agency that changes the key of its log on the command line.

let folder = ''
let dataDir = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-key-commands-'))
  dataDir = join(folder, 'data')
  await lendModel(dataDir)
  const founded = await at('init', '--agency', 'DEMO-SO', '--login', 'd.marsh')
  expect(founded.code, founded.err).toBe(0)
}, 300_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const at = async (...words: string[]) => {
  const ran = await casebound([...words, '--data', dataDir, '--json'])
  return { ...ran, json: ran.json as Record<string, unknown> }
}

test('the key is changed, the publication verifies with either key, and an early change is refused', async () => {
  const changed = await at('log', 'rotate-key')
  expect(changed.json, changed.err).toMatchObject({ n: 2, cutOff: false, logIndex: expect.any(Number) })
  const newKey = String(changed.json.verifierKey)
  expect(await at('log', 'rotate-key')).toMatchObject({ code: 3, json: { error: { code: 'KEY_TOO_YOUNG' } } })
  const site = join(folder, 'site')
  expect((await at('log', 'publish', site, '--delay', '0')).code).toBe(0)
  const oldKey = (await readFile(join(site, 'keys', 'log.vkey'), 'utf8')).trim()
  for (const key of [oldKey, newKey]) {
    const verified = await casebound(['log', 'verify', site, '--key', key, '--json'])
    expect(verified.json, verified.out).toMatchObject({ verified: true })
  }
  expect((await at('log', 'rotate-key', '--early')).json).toMatchObject({ n: 3 })
}, 300_000)
