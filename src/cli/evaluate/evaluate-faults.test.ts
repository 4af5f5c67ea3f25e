import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runCli } from '../run-cli.ts'
import type { Wiring } from '../wiring.ts'

// What is wrong with a table or a name is said before any model is opened.

let workDir = ''
let out = ''

beforeEach(async () => {
  workDir = await mkdtemp(join(tmpdir(), 'casebound-evaluate-'))
  await mkdir(join(workDir, 'pictures'))
  for (const name of ['x.jpg', 'y.jpg']) await writeFile(join(workDir, 'pictures', name), 'not looked at')
  await writeFile(join(workDir, 'outside.jpg'), 'not looked at')
  out = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(workDir, { recursive: true, force: true })
})

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

async function evaluate(...argv: readonly string[]): Promise<{ exit: number; code: string | undefined }> {
  const exit = await runCli(['evaluate', ...argv, '--data', join(workDir, 'data'), '--json'], wiring)
  return { exit, code: (JSON.parse(out) as { error?: { code: string } }).error?.code }
}

async function table(...lines: readonly string[]): Promise<string> {
  const path = join(workDir, 'table.csv')
  await writeFile(path, `${lines.join('\n')}\n`)
  return path
}
const pictures = () => join(workDir, 'pictures')

test.each([
  ['a column is missing', ['a,b', 'x.jpg,y.jpg'], 'COLUMN_MISSING'],
  ['a row has other columns', ['a,b,same', 'x.jpg,y.jpg'], 'MANIFEST_MALFORMED'],
  ['there are no rows', ['a,b,same'], 'MANIFEST_EMPTY'],
  ['a picture is not there', ['a,b,same', 'x.jpg,absent.jpg,1'], 'FILE_MISSING'],
  ['a name leaves the folder', ['a,b,same', 'x.jpg,../outside.jpg,1'], 'FILE_OUTSIDE_FOLDER'],
  ['a name is a way through a subfolder', ['a,b,same', 'x.jpg,z/../../outside.jpg,1'], 'FILE_OUTSIDE_FOLDER'],
  ['a name is absolute', ['a,b,same', '/etc/hostname,x.jpg,1'], 'FILE_MISSING'],
  ['a name is a folder', ['a,b,same', 'x.jpg,.,1'], 'FILE_OUTSIDE_FOLDER'],
  ['lines contradict each other', ['a,b,same', 'x.jpg,y.jpg,1', 'y.jpg,x.jpg,0'], 'PAIR_CONTRADICTED'],
])('pairs are refused when %s', async (_what, lines, code) => {
  const pairs = await table(...lines)
  expect(await evaluate('verification', '--images', pictures(), '--pairs', pairs)).toEqual({ exit: 3, code })
})

test('a table and a folder that are not there are named', async () => {
  const absent = await evaluate(
    'verification',
    '--images',
    pictures(),
    '--pairs',
    join(workDir, 'absent.csv'),
  )
  expect(absent).toEqual({ exit: 3, code: 'MANIFEST_MISSING' })
  out = ''
  const pairs = await table('a,b,same', 'x.jpg,y.jpg,1')
  const folder = await evaluate('verification', '--images', join(workDir, 'none'), '--pairs', pairs)
  expect(folder).toEqual({ exit: 3, code: 'FOLDER_MISSING' })
})

test('a model that is not there is named', async () => {
  const pairs = await table('a,b,same', 'x.jpg,y.jpg,1')
  const ran = await evaluate('verification', '--images', pictures(), '--pairs', pairs, '--model', 'none')
  expect(ran).toEqual({ exit: 3, code: 'MODEL_MISSING' })
})

test.each([
  ['--degrade', 'fog'],
  ['--limit', '0'],
  ['--limit', 'many'],
])('%s %s is wrong use', async (option, value) => {
  const pairs = await table('a,b,same', 'x.jpg,y.jpg,1')
  const ran = await evaluate('verification', '--images', pictures(), '--pairs', pairs, option, value)
  expect(ran).toEqual({ exit: 2, code: 'WRONG_USE' })
})

test.each([
  ['a probe would find itself', ['file,person', 'x.jpg,P1'], 'PROBE_IN_GALLERY'],
  ['a picture stands twice', ['file,person', 'x.jpg,P1', 'x.jpg,P2'], 'FILE_DUPLICATE'],
  ['nobody is a probe', ['file,person,role', 'x.jpg,P1,gallery'], 'TOO_FEW_PERSONS'],
  [
    'a name leaves the folder',
    ['file,person,role', '../outside.jpg,P1,gallery', 'x.jpg,P1,probe'],
    'FILE_OUTSIDE_FOLDER',
  ],
])('searches are refused when %s', async (_what, lines, code) => {
  const all = await table(...lines)
  const ran = await evaluate('identification', '--gallery', all, '--probes', all, '--images', pictures())
  expect(ran).toEqual({ exit: 3, code })
})

test('--non-mated knows one word', async () => {
  const all = await table('file,person', 'x.jpg,P1')
  expect(
    (await evaluate('identification', '--gallery', all, '--probes', all, '--non-mated', 'some')).exit,
  ).toBe(2)
})

test('--degrade may stand alone', async () => {
  const pairs = await table('a,b,same', 'x.jpg,absent.jpg,1')
  const ran = await evaluate('verification', '--degrade', '--images', pictures(), '--pairs', pairs)
  expect(ran.code).toBe('FILE_MISSING')
})
