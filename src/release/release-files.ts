import { randomBytes } from 'node:crypto'
import { type FileHandle, open, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { must } from '../kernel/index.ts'
import { emptyRoot, fromBase64, toBase64 } from '../proof/index.ts'
import { makeDirectoryDurably, readIfPresent, writeFileDurably } from '../storage/index.ts'
import { refused } from './refusal-code.ts'

const keyPath = (dir: string) => join(dir, 'template-key')
const usedPath = (dir: string) => join(dir, 'used')
const seenPath = (dir: string) => join(dir, 'seen.json')
const vkeyPath = (dir: string) => join(dir, 'log.vkey')
/** Its own witness policy, as text; its operator puts a newer one here. */
export const releasePolicyPath = (dir: string) => join(dir, 'policy.txt')

/** Whose word a release takes: the key of the log and the text of its own witness policy, given by the operator. */
export type ReleaseTrust = { readonly vkey: string; readonly policy: string | undefined }

/** The largest checkpoint that a release has taken; size 0 before the first. */
export type SeenState = { readonly size: number; readonly root: Uint8Array }

/** Makes the folder of a key release: a new template key, no used entries, nothing seen, and what it trusts. What is there stays. */
export async function createRelease(dir: string, trust: ReleaseTrust): Promise<void> {
  await makeDirectoryDurably(dir)
  if ((await readIfPresent(keyPath(dir))) !== undefined) return
  await writeFileDurably(vkeyPath(dir), Buffer.from(`${trust.vkey}\n`), { mode: 0o600 })
  if (trust.policy !== undefined)
    await writeFileDurably(releasePolicyPath(dir), Buffer.from(trust.policy), { mode: 0o600 })
  await writeSeen(dir, { size: 0, root: emptyRoot })
  await writeFileDurably(usedPath(dir), new Uint8Array(0), { mode: 0o600 })
  await writeFileDurably(keyPath(dir), new Uint8Array(randomBytes(32)), { mode: 0o600 })
}

/** Whose word the release of a folder takes. Refused RELEASE_ABSENT. */
export async function releaseTrust(dir: string): Promise<ReleaseTrust> {
  const [vkey, policy] = await Promise.all([vkeyPath(dir), releasePolicyPath(dir)].map(readIfPresent))
  if (vkey === undefined) throw absent(dir)
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')
  return { vkey: text(vkey).trim(), policy: policy && text(policy) }
}

export type ReleaseFiles = {
  readonly key: Uint8Array
  readonly trust: ReleaseTrust
  readonly used: ReadonlySet<number>
  readonly seen: () => SeenState
  /** Takes this checkpoint for the largest; on the disk before it returns. */
  readonly see: (state: SeenState) => Promise<void>
  /** Adds an entry to the used list; on the disk before it returns. */
  readonly use: (index: number) => Promise<void>
  readonly close: () => Promise<void>
}

/** Reads the folder of a key release. Refused RELEASE_ABSENT, RELEASE_MEMORY_DAMAGED. */
export async function openReleaseFiles(dir: string): Promise<ReleaseFiles> {
  const trust = await releaseTrust(dir)
  const [key, used, remembered] = await Promise.all(
    [keyPath(dir), usedPath(dir), seenPath(dir)].map(readIfPresent),
  )
  if (key === undefined) throw absent(dir)
  let seen = remembered && readSeen(Buffer.from(remembered).toString('utf8'))
  // Only whole lines were ever acknowledged; a torn last one was not.
  const lines = used && Buffer.from(used).toString('latin1').split('\n').slice(0, -1)
  if (
    seen === undefined ||
    key.length !== 32 ||
    lines === undefined ||
    !lines.every((line) => /^(0|[1-9]\d{0,15})$/.test(line))
  )
    throw damaged()
  const indices = new Set(lines.map(Number))
  const wholeBytes = lines.reduce((bytes, line) => bytes + line.length + 1, 0)
  const file = await openForAppending(usedPath(dir), wholeBytes)
  return {
    key,
    trust,
    used: indices,
    seen: () => must(seen, 'what was seen'),
    see: async (state) => {
      if (state.size === seen?.size) return
      await writeSeen(dir, state)
      seen = state
    },
    use: async (index) => {
      indices.add(index)
      await file.appendFile(`${index}\n`)
      await file.datasync()
    },
    close: () => file.close(),
  }
}

const writeSeen = (dir: string, { size, root }: SeenState): Promise<void> =>
  writeFileDurably(seenPath(dir), Buffer.from(`${JSON.stringify({ size, root: toBase64(root) })}\n`), {
    mode: 0o600,
  })

/** A file that only we write, but a disk can damage it: anything unexpected counts as lost. */
function readSeen(text: string): SeenState | undefined {
  try {
    const { size, root } = JSON.parse(text) as Record<string, unknown>
    const bytes = typeof root === 'string' ? fromBase64(root) : undefined
    return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 && bytes?.length === 32
      ? { size, root: bytes }
      : undefined
  } catch {
    return undefined
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
    reason: 'The key release has lost its key, its list of used entries or its memory of the log.',
    needed:
      'Restore its folder; without them an old search could be run again, or a log that was taken back be believed.',
  })
