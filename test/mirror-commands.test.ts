import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openScratchSite } from '../src/ledger/mirror/open-scratch-mirror-site.ts'
import { casebound, lendModel, startServer, stop } from './run-casebound.ts'

// An agency and its mirrors on the command line: a folder that is filled, and a publication that is read over HTTP.

let folder = ''
let dataDir = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-mirror-commands-'))
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
const addCertificate = () =>
  at(...'certificates record d.marsh --course c --issuer i --from 2026-01-01 --to 2027-01-01'.split(' '))
const disk = () => join(folder, 'disk')
const site = () => join(folder, 'site')

test('a folder becomes a mirror, is filled at once and whenever the log grows, by a server too', async () => {
  expect(await at('log', 'mirrors')).toMatchObject({ code: 0, json: { mirrors: [] } })
  const added = await at('log', 'mirrors', 'add', 'inspector', disk())
  expect(added, added.err).toMatchObject({
    code: 0,
    json: { name: 'inspector', shows: 'same', running: false },
  })
  expect((await addCertificate()).code).toBe(0)
  const { json } = await at('log', 'mirrors', '--whole')
  expect(json).toMatchObject({ mirrors: [{ name: 'inspector', place: disk(), shows: 'same' }] })
  const verified = await casebound(['log', 'verify', disk(), '--json'])
  expect(verified, verified.out).toMatchObject({ code: 0, json: { verified: true } })
  const server = await startServer(dataDir)
  const second = await at('log', 'mirrors', 'add', 'second', join(folder, 'second'))
  expect(second.json).toMatchObject({ shows: 'same', running: true })
  expect(await at('log', 'mirrors', 'remove', 'second')).toMatchObject({ code: 0, json: { running: true } })
  await stop(server.child)
}, 600_000)

test('an address of the publication is another, which log publish fills and looks at', async () => {
  expect((await at('log', 'publish', site(), '--delay', '0')).code).toBe(0)
  const served = await openScratchSite(site())
  try {
    const added = await at('log', 'mirrors', 'add', 'web', served.url)
    expect(added.json, added.out).toMatchObject({ name: 'web', shows: 'same' })
    expect((await addCertificate()).code).toBe(0)
    const listed = await at('log', 'mirrors')
    expect(listed).toMatchObject({ code: 0, json: { mirrors: [{ shows: 'same' }, { shows: 'behind' }] } })
    const published = await at('log', 'publish', site(), '--delay', '0')
    expect(published.json, published.err).toMatchObject({
      mirrors: [
        { name: 'inspector', shows: 'same' },
        { name: 'web', shows: 'same' },
      ],
    })
    served.be('failing')
    expect(await at('log', 'mirrors')).toMatchObject({ code: 1, json: { mirrors: [{}, { shows: 'out' }] } })
  } finally {
    await served.close()
  }
  expect((await at('log', 'mirrors', 'remove', 'web')).code).toBe(0)
}, 600_000)

test('places that cannot be mirrors, and names that are none, are refused', async () => {
  const strange = join(folder, 'strange')
  await cp(site(), strange, { recursive: true })
  await rm(join(strange, 'checkpoint'))
  for (const place of [join(dataDir, 'copy'), strange, join(folder, 'no', 'such'), folder])
    expect(await at('log', 'mirrors', 'add', 'x', place), place).toMatchObject({
      code: 3,
      json: { error: { code: 'MIRROR_INVALID' } },
    })
  await writeFile(join(strange, 'checkpoint'), 'no note')
  expect((await at('log', 'mirrors', 'add', 'x', strange)).json).toMatchObject({
    error: { code: 'MIRROR_INVALID', message: expect.stringContaining('did not sign') },
  })
  for (const act of ['remove', 'restore'])
    expect((await at('log', 'mirrors', act, 'nobody')).json).toMatchObject({
      error: { code: 'MIRROR_UNKNOWN' },
    })
}, 600_000)

test('a log folder that was lost is restored from the mirror, and the house goes on', async () => {
  const before = await readFile(join(dataDir, 'log', 'checkpoint'), 'utf8')
  await rm(join(dataDir, 'log'), { recursive: true })
  const restored = await at('log', 'mirrors', 'restore', 'inspector')
  expect(restored.json, restored.err).toMatchObject({ mirror: 'inspector', takenOver: 0 })
  expect(await readFile(join(dataDir, 'log', 'checkpoint'), 'utf8')).toBe(before)
  expect((await addCertificate()).code).toBe(0)
  expect((await at('log', 'mirrors', '--whole')).code).toBe(0)
  const bundles = join(disk(), 'tile', 'entries', '000.p')
  for (const name of await readdir(bundles)) await writeFile(join(bundles, name), 'spoilt')
  const spoilt = await at('log', 'mirrors', '--whole')
  expect(spoilt).toMatchObject({ code: 1, json: { mirrors: [{ fault: expect.stringContaining('000.p') }] } })
  expect((await at('log', 'mirrors')).code).toBe(0)
}, 600_000)
