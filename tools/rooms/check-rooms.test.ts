import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkRooms, isLawful, type RoomReport } from './check-rooms.ts'

type Tree = Readonly<Record<string, string>>

const installed = ['sharp', 'react', '@hono/zod-openapi', '@noble/hashes', 'zod', 'left-over']
const forTests = ['vitest', 'fast-check']

/** A small lawful house; each test breaks one of its walls. */
const lawful: Tree = {
  'package.json': JSON.stringify({
    name: 'toy',
    type: 'module',
    dependencies: Object.fromEntries(installed.map((name) => [name, '1.0.0'])),
    devDependencies: Object.fromEntries(forTests.map((name) => [name, '1.0.0'])),
  }),
  ...Object.fromEntries(
    [...installed, ...forTests].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
      [`node_modules/${name}/index.js`, 'module.exports = {}'],
    ]),
  ),
  'src/kernel/index.ts': "export { must } from './must.ts'",
  'src/kernel/must.ts': 'export const must = 1',
  'src/proof/index.ts': "export { hash } from './hash.ts'",
  'src/proof/hash.ts': "import '@noble/hashes'\nexport const hash = 1",
  'src/storage/index.ts':
    "export { store } from './store.ts'\nexport { scratch } from './open-scratch-storage.ts'",
  'src/storage/store.ts':
    "import { must } from '../kernel/index.ts'\nimport 'node:fs'\nexport const store = must",
  'src/storage/open-scratch-storage.ts': "import { store } from './store.ts'\nexport const scratch = store",
  'src/storage/store.test.ts': "import 'vitest'\nimport '../../test/sample.ts'\nimport './contract.ts'",
  'src/gallery/other.test.ts': "import '../storage/open-scratch-storage.ts'",
  'src/storage/contract.ts': "import 'vitest'\nexport const contract = 1",
  'src/face/index.ts': "import 'sharp'\nexport const face = 1",
  'src/policy/index.ts': "export { read } from './read-pack-folder.ts'",
  'src/policy/read-pack-folder.ts': "import 'node:fs/promises'\nexport const read = 1",
  'src/gallery/index.ts': "import { face } from '../face/index.ts'\nexport const gallery = face",
  'src/gallery/gallery.test.ts':
    "import 'sharp'\nimport { gallery } from './index.ts'\nexport const g = gallery",
  'src/http/index.ts': "import '@hono/zod-openapi'\nexport const http = 1",
  'src/web/main.tsx':
    "import 'react'\nimport { hash } from '../proof/index.ts'\nexport const page = <i>{hash}</i>",
  'src/main.ts': "import { http } from './http/index.ts'\nexport const run = http",
  'test/sample.ts': 'export const sample = 1',
}

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'casebound-rooms-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function checkTree(tree: Tree): Promise<RoomReport> {
  for (const [path, text] of Object.entries(tree)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return checkRooms(root)
}

describe('the walls between the rooms', () => {
  it('let a lawful house pass, every file of which was read', async () => {
    const report = await checkTree(lawful)
    expect(report.offences).toEqual([])
    expect(report.filesMissed).toEqual([])
    expect(report.filesRead).toBe(Object.keys(lawful).filter((path) => path.startsWith('src/')).length)
    expect(isLawful(report)).toBe(true)
  })

  const offences: readonly (readonly [offence: string, rule: string, broken: Tree])[] = [
    [
      'a room that looks up',
      'looks-down-only/storage',
      { 'src/storage/up.ts': "import '../gallery/index.ts'" },
    ],
    [
      'a type that looks up',
      'looks-down-only/storage',
      {
        'src/storage/up.ts':
          "import type { gallery } from '../gallery/index.ts'\nexport type G = typeof gallery",
      },
    ],
    [
      'a room that looks sideways',
      'looks-down-only/policy',
      { 'src/policy/side.ts': "import '../face/index.ts'" },
    ],
    [
      'a room that looks up only when it runs',
      'looks-down-only/storage',
      { 'src/storage/late.ts': "export const late = () => import('../gallery/index.ts')" },
    ],
    [
      'a test that looks up',
      'looks-down-only/storage',
      { 'src/storage/up.test.ts': "import '../gallery/index.ts'" },
    ],
    [
      'a room of the product that needs the web',
      'looks-down-only/http',
      { 'src/http/page.ts': "import '../web/page.ts'", 'src/web/page.ts': 'export {}' },
    ],
    [
      'a side door past index.ts',
      'enter-by-the-door',
      { 'src/gallery/side.ts': "import '../kernel/must.ts'" },
    ],
    [
      'a side door that a test takes',
      'enter-by-the-door/tests',
      { 'src/gallery/side.test.ts': "import '../kernel/must.ts'" },
    ],
    [
      'product that takes what is lent to tests',
      'enter-by-the-door',
      { 'src/gallery/side.ts': "import '../storage/open-scratch-storage.ts'" },
    ],
    [
      'a side door that main.ts takes',
      'enter-by-the-door/main',
      { 'src/main.ts': "import './kernel/must.ts'" },
    ],
    ['disk in a pure room', 'pure-rooms-do-no-io/proof', { 'src/proof/io.ts': "import 'node:fs'" }],
    [
      'crypto of Node in a pure room',
      'pure-rooms-do-no-io/kernel',
      { 'src/kernel/io.ts': "import 'crypto'" },
    ],
    [
      'more than the disk in the one file that may read it',
      'pure-rooms-do-no-io/src/policy/read-pack-folder.ts',
      { 'src/policy/read-pack-folder.ts': "import 'node:http'\nexport const read = 1" },
    ],
    [
      'a package that a pure room did not name',
      'pure-rooms-name-their-packages/proof',
      { 'src/proof/extra.ts': "import 'zod'" },
    ],
    ['a tool outside its home', 'tools-have-one-home/sharp', { 'src/gallery/photo.ts': "import 'sharp'" }],
    [
      'a tool outside its home, by a path inside the package',
      'tools-have-one-home/@hono/[^/]+',
      { 'src/gallery/door.ts': "import '@hono/zod-openapi/index.js'" },
    ],
    [
      'a web page that reaches into a server room',
      'stands-outside/web',
      { 'src/web/reach.ts': "import '../storage/index.ts'" },
    ],
    [
      'a circle',
      'no-circles',
      { 'src/face/a.ts': "import './b.ts'\nexport {}", 'src/face/b.ts': "import './a.ts'\nexport {}" },
    ],
    [
      'product that uses a test',
      'product-uses-no-tests',
      { 'src/storage/odd.ts': "import './store.test.ts'" },
    ],
    [
      'product that uses the support of tests',
      'product-uses-no-tests',
      { 'src/storage/odd.ts': "import '../../test/sample.ts'" },
    ],
    [
      'a door that shows a contract for tests',
      'product-uses-no-tests/door',
      { 'src/storage/index.ts': "export { contract } from './contract.ts'" },
    ],
    [
      'product that uses a package of development',
      'product-uses-no-development-packages',
      { 'src/gallery/odd.ts': "import 'fast-check'" },
    ],
    [
      'a package that nobody named',
      'every-import-exists',
      { 'src/gallery/odd.ts': "import 'never-installed'" },
    ],
    ['a room that starts the house', 'nobody-imports-main', { 'src/gallery/odd.ts': "import '../main.ts'" }],
  ]

  it.each(offences)('catch %s', async (_offence, rule, broken) => {
    const report = await checkTree({ ...lawful, ...broken })
    expect(report.offences.map((offence) => offence.rule)).toContain(rule)
    expect(isLawful(report)).toBe(false)
  })

  it('allow types of one room to refer to each other', async () => {
    const report = await checkTree({
      ...lawful,
      'src/face/a.ts': "import type { B } from './b.ts'\nexport type A = B | 1",
      'src/face/b.ts': "import { type A } from './a.ts'\nexport type B = A[]",
    })
    expect(report.offences).toEqual([])
  })

  it('are not proved by an empty house', async () => {
    const report = await checkTree({ 'package.json': '{}', 'src/README.md': 'nothing yet' })
    expect(report.filesRead).toBe(0)
    expect(isLawful(report)).toBe(false)
  })

  it('are not proved by a house that was read in part', () => {
    const report = { offences: [], filesRead: 5, filesMissed: ['src/face/a.ts'], modules: [] }
    expect(isLawful(report)).toBe(false)
  })
})
