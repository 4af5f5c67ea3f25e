import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { goodRows, rowLine, writeImport } from './import-folder.ts'
import { casebound, lendModel } from './run-casebound.ts'
import { sharedPath } from './shared-data.ts'

// The commands about face models, in a house with a small gallery: each as it is typed, with work that goes on in the background.

let folder = ''
let dataDir = ''
const run = (...args: string[]) => casebound([...args, '--data', dataDir, '--json'])
const models = (...args: string[]) => run('models', ...args, '--as', 't.admin')
const published = sharedPath('models', 'omz_face-reidentification-retail-0095_converted.onnx')
const persons = 24

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-models-'))
  dataDir = join(folder, 'data')
  await lendModel(dataDir)
  expect((await run('init', '--agency', 'DEMO-SO', '--login', 'd.marsh')).code).toBe(0)
  expect((await run('users', 'add', 't.admin', '--name', 'T. Admin', '--role', 'administrator')).code).toBe(0)
  const rows = await goodRows(persons)
  const photos = join(folder, 'photos')
  const manifest = await writeImport(photos, { photos: rows, rows: rows.map((row) => rowLine(row)) })
  expect((await run('enroll', photos, '--manifest', manifest)).code).toBe(0)
}, 600_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a model in use', { timeout: 300_000 }, () => {
  test('is nobody’s but an administrator’s', async () => {
    expect((await run('models', 'test', 'faceapi-128')).json).toMatchObject({
      error: { code: 'ROLE_MISSING' },
    })
  })

  test('is tested to its end, and the report stands in the log', async () => {
    const tested = await models('test', 'faceapi-128')
    expect(tested.json, tested.err).toMatchObject({
      passed: true,
      recorded: true,
      logIndex: expect.any(Number),
    })
  })

  test('is measured on strangers, and a number that is none is refused', async () => {
    const measured = await models('strangers', '--strangers', '20')
    expect(measured.json, measured.err).toMatchObject({ strangers: 20, logIndex: expect.any(Number) })
    const { bands } = measured.json as { bands: { fromPx: number; similarities: number[] }[] }
    expect(bands.map(({ fromPx }) => fromPx)).toEqual([10, 20, 30, 60])
    for (const { similarities } of bands)
      expect(similarities).toEqual([...similarities].sort((one, other) => one - other))
    expect((await models('strangers', '--strangers', 'many')).json).toMatchObject({
      error: { code: 'WRONG_USE' },
    })
  })
})

test.runIf(published)(
  'another model is added, tested and used: the gallery is coded anew, on record',
  { timeout: 600_000 },
  async () => {
    const added = await run('models', 'add', published ?? '', '--preset', 'omz-0095-128', '--name', 'omz')
    expect(added.json, added.err).toMatchObject({ already: false, model: { name: 'omz' } })
    const alone = await models('test', 'omz')
    expect(alone.json, alone.err).toMatchObject({ recorded: false })
    const used = await models('use', 'omz')
    expect(used.json, used.err).toMatchObject({ inUse: { name: 'omz', tested: false } })
    expect((await run('models', 'list')).json).toMatchObject({ inUse: 'omz' })
    const tested = await models('test', 'omz')
    expect(tested.json, tested.err).toMatchObject({ recorded: true, logIndex: expect.any(Number) })
    expect((await run('log', 'verify')).code).toBe(0)
  },
)
