import { randomBytes } from 'node:crypto'
import { type FileHandle, open, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { makeDirectoryDurably, readIfPresent, writeFileDurably } from '../storage/index.ts'
import { refused } from './refusal-code.ts'

const keyPath = (dir: string) => join(dir, 'template-key')
const usedPath = (dir: string) => join(dir, 'used')
const trustPath = (dir: string) => join(dir, 'trust.json')

/** Whose word a release takes: the key of the log and the text of its own witness policy, given once by the operator. */
export type ReleaseTrust = { readonly vkey: string; readonly policy: string | undefined }

/** Makes the folder of a key release: a new template key, an empty list of used entries, and what it trusts. What is there stays. */
export async function createRelease(dir: string, trust: ReleaseTrust): Promise<void> {
  await makeDirectoryDurably(dir)
  if ((await readIfPresent(keyPath(dir))) !== undefined) return
  await writeFileDurably(trustPath(dir), Buffer.from(`${JSON.stringify(trust)}\n`), { mode: 0o600 })
  await writeFileDurably(usedPath(dir), new Uint8Array(0), { mode: 0o600 })
  await writeFileDurably(keyPath(dir), new Uint8Array(randomBytes(32)), { mode: 0o600 })
}

export type ReleaseFiles = {
  readonly key: Uint8Array
  readonly trust: ReleaseTrust
  readonly used: ReadonlySet<number>
  /** Adds an entry to the used list; on the disk before it returns. */
  readonly use: (index: number) => Promise<void>
  readonly close: () => Promise<void>
}

/** Reads the folder of a key release. Refused RELEASE_ABSENT, RELEASE_MEMORY_DAMAGED. */
export async function openReleaseFiles(dir: string): Promise<ReleaseFiles> {
  const [key, trust, used] = await Promise.all(
    [keyPath(dir), trustPath(dir), usedPath(dir)].map(readIfPresent),
  )
  if (key === undefined || trust === undefined) throw absent(dir)
  // Only whole lines were ever acknowledged; a torn last one was not.
  const lines = used && Buffer.from(used).toString('latin1').split('\n').slice(0, -1)
  if (key.length !== 32 || lines === undefined || !lines.every((line) => /^(0|[1-9]\d{0,15})$/.test(line)))
    throw damaged()
  const indices = new Set(lines.map(Number))
  const wholeBytes = lines.reduce((bytes, line) => bytes + line.length + 1, 0)
  const file = await openForAppending(usedPath(dir), wholeBytes)
  return {
    key,
    trust: JSON.parse(Buffer.from(trust).toString('utf8')) as ReleaseTrust,
    used: indices,
    use: async (index) => {
      indices.add(index)
      await file.appendFile(`${index}\n`)
      await file.datasync()
    },
    close: () => file.close(),
  }
}

/** What a crash tore off in the middle of a line goes, so that the next line does not grow onto it. */
async function openForAppending(path: string, wholeBytes: number): Promise<FileHandle> {
  await truncate(path, wholeBytes)
  return open(path, 'a')
}

const absent = (dir: string) =>
  refused({
    code: 'RELEASE_ABSENT',
    reason: `There is no key release in ${dir}.`,
    needed: 'The folder that was made for it.',
  })

const damaged = () =>
  refused({
    code: 'RELEASE_MEMORY_DAMAGED',
    reason: 'The key release has lost its key or its list of used entries.',
    needed: 'Restore its folder; without the list an old search could be run again.',
  })
