import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Wiring } from '../src/cli/wiring.ts'
import { writePublicPage } from '../src/cli/write-public-page.ts'
import { must } from '../src/kernel/index.ts'
import { recountLogFolder } from '../src/ledger/index.ts'
import { sampleHistory } from '../src/ledger/sample-history.ts'
import { sampleAnswer } from './sample-answer.ts'
import { makeLogKey, makeSampleLog } from './sample-log.ts'

// What the codes in public fields mean is fixed by an entry, and both recounters hold the published list against it.

const script = fileURLToPath(new URL('../tools/recount.py', import.meta.url))
const log = makeLogKey('log.example/1')
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-codes-'))
  await writeFile(join(folder, 'check.js'), '')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function published(): Promise<{ dir: string; list: string }> {
  const dir = await mkdtemp(join(folder, 'site-'))
  const { files } = makeSampleLog(sampleHistory(log.vkey, [{ what: 'codes', pick: 0, weeksOn: 0 }]), log)
  for (const [path, bytes] of [...files, ['keys/log.vkey', Buffer.from(`${log.vkey}\n`)] as const]) {
    await mkdir(dirname(join(dir, path)), { recursive: true })
    await writeFile(join(dir, path), bytes)
  }
  const publicPage: Wiring['publicPage'] = {
    ...{ scriptFolder: async () => folder, script: 'check.js', recounter: script, rule: script },
  }
  const answer = sampleAnswer(log)
  const facts = { into: dir, answer, delayDays: 0, madeOn: '2026-01-01', onBuild: () => undefined }
  await writePublicPage({ publicPage } as Wiring, facts)
  return { dir, list: join(dir, 'codes', must((await readdir(join(dir, 'codes')))[0], 'list of codes')) }
}

type Python = { readonly verified: boolean; readonly finding?: string }
const inPython = (dir: string): Promise<Python> =>
  new Promise((settle) => execFile('python3', [script, dir, '--json'], (_, out) => settle(JSON.parse(out))))

test('a published list of codes is the one that its entry fixed, by both recounters', async () => {
  const { dir } = await published()
  const { report } = await recountLogFolder(dir)
  expect(report.problems).toEqual([])
  expect(report.publication?.codes).toHaveLength(1)
  expect(await inPython(dir)).toMatchObject({ verified: true })
})

test.each([
  ['was bent afterwards', (list: string) => writeFile(list, '{"format":"casebound-codes-v2"}')],
  ['is gone', (list: string) => rm(list)],
])('a list of codes that %s is found by both', async (_, change) => {
  const { dir, list } = await published()
  await change(list)
  const { report, recount } = await recountLogFolder(dir)
  expect(report.problems[0]?.path).toMatch(/^codes\//)
  expect(recount).toBeUndefined()
  expect(await inPython(dir)).toMatchObject({ verified: false, finding: expect.stringMatching(/codes\//) })
})

test('a publication that leaves a list out of its own table of contents is found by both', async () => {
  const { dir } = await published()
  const path = join(dir, 'publication.json')
  const { codes: _, ...rest } = JSON.parse(await readFile(path, 'utf8'))
  await writeFile(path, JSON.stringify(rest))
  const { report } = await recountLogFolder(dir)
  expect(report.problems).toEqual([{ path: 'publication.json', what: 'lists other codes than the log' }])
  expect(await inPython(dir)).toMatchObject({ verified: false })
})
