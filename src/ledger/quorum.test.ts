import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  bytesOf,
  delayed,
  type Files,
  policyText,
  recorded,
  withWitnesses,
  witnesses,
} from '../../test/witnessed-folders.ts'
import { must } from '../kernel/index.ts'
import { recountLogFolder } from './verify-log-folder.ts'

// Folders of logs with witnesses, good and bad, put before every verifier: ours (which the public page runs in the browser too), and the
// one in Python that shares no code with it.

const script = fileURLToPath(new URL('../../tools/recount.py', import.meta.url))
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-quorum-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Python = {
  readonly verified: boolean
  readonly finding?: string
  readonly cosignedBy?: readonly string[]
}

const inPython = (...args: readonly string[]): Promise<Python> =>
  new Promise((settle) =>
    execFile('python3', [script, ...args, '--json'], (_, out) => settle(JSON.parse(out))),
  )

async function written(files: Files): Promise<string> {
  const dir = await mkdtemp(join(folder, 'log-'))
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(dir, path)), { recursive: true })
    await writeFile(join(dir, path), bytes)
  }
  return dir
}

async function expectRefused(files: Files, words: { ours: RegExp; python: RegExp }): Promise<void> {
  const dir = await written(files)
  const { report, recount } = await recountLogFolder(dir)
  expect(report.problems.map(({ path, what }) => `${path}: ${what}`).join('\n')).toMatch(words.ours)
  expect(recount).toBeUndefined()
  expect(await inPython(dir)).toMatchObject({ verified: false, finding: expect.stringMatching(words.python) })
}

const [first, second] = witnesses
const two = [must(first, 'w1'), must(second, 'w2')]

describe('a folder of a log that names its witnesses', () => {
  test('is counted by all verifiers when enough of them cosigned, and says who', async () => {
    const dir = await written(withWitnesses({ by: two }))
    const { report, recount } = await recountLogFolder(dir)
    expect(report.problems).toEqual([])
    const by = two.map(({ key }) => key.name)
    expect(report.witnessed).toEqual({ by, policyPinned: false, policyEntry: 4 })
    expect(await inPython(dir)).toMatchObject({ verified: true, cosignedBy: by, recount })
  })

  test('is refused by all when too few of them cosigned', () =>
    expectRefused(withWitnesses({ by: two.slice(1) }), {
      ours: /Cosigned by 1 of 3 witnesses; the policy asks for 2 of 3/,
      python: /cosigned by 1 witnesses, fewer than the policy asks for/,
    }))

  test('is refused by all when one cosignature is forged, though enough others are good', () =>
    expectRefused(withWitnesses({ by: witnesses, forge: true }), {
      ours: /signature by inspector.example\/w3 does not fit/,
      python: /cosignature by inspector.example\/w3 does not hold/,
    }))

  test('is refused by all when the policy beside it is gone, or a weaker one than the log names', async () => {
    await expectRefused(withWitnesses({ by: [], policy: undefined }), {
      ours: /policy.txt: is missing, although entry 4 of the log names the witnesses/,
      python: /policy.txt is missing, although entry 4 names the witnesses/,
    })
    const weaker = /is not the policy that entry 4( of the log)? names/
    for (const policy of [policyText(1), 'quorum none\n'])
      await expectRefused(withWitnesses({ by: two.slice(1), policy }), { ours: weaker, python: weaker })
  })

  test('is held against a policy that the reader brings along, by all', async () => {
    const dir = await written(withWitnesses({ by: two }))
    const pinned = join(folder, 'pinned.txt')
    await writeFile(pinned, policyText(3))
    expect(await inPython(dir, '--policy', pinned)).toMatchObject({
      verified: false,
      finding: expect.stringMatching(/cosigned by 2 witnesses, fewer/),
    })
    await writeFile(pinned, policyText(1))
    expect(await inPython(dir, '--policy', pinned)).toMatchObject({ verified: true })
  })
})

describe('a delayed publication whose log names its witnesses in an entry that is not public yet', () => {
  const named = recorded(policyText(2), 'W')

  test('shows that entry beside the live checkpoint, and is believed by all', async () => {
    const dir = await written(delayed({ by: two, named, show: named }))
    const { report } = await recountLogFolder(dir)
    expect(report).toMatchObject({ verified: true, size: 4, liveSize: 5, witnessed: { policyEntry: 4 } })
    expect(await inPython(dir)).toMatchObject({ verified: true, liveSize: 5 })
  })

  test('is refused by all when it shows an entry that it does not commit to, or one of another policy', async () => {
    await expectRefused(delayed({ by: two, named, show: recorded(policyText(1), 'X') }), {
      ours: /does not commit to/,
      python: /does not commit to/,
    })
    await expectRefused(delayed({ by: two, named, show: bytesOf('{}') }), {
      ours: /does not commit to/,
      python: /does not commit to/,
    })
    const files = delayed({ by: two, named, show: named })
    files.set('policy.txt', bytesOf(policyText(1)))
    const other = /is not the policy that entry 4/
    await expectRefused(files, { ours: other, python: other })
  })

  test('is refused by all when its live checkpoint lacks the quorum', () =>
    expectRefused(delayed({ by: two.slice(1), named, show: named }), {
      ours: /live\/checkpoint: .*Cosigned by 1 of 3/,
      python: /cosigned by 1 witnesses/,
    }))
})
