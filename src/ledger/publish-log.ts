import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../kernel/index.ts'
import { livePrefix, openCheckpoint, parseVerifierKey } from '../proof/index.ts'
import type { Storage } from '../storage/index.ts'
import { readIfPresent } from '../storage/index.ts'
import { keyNoteFiles } from './beside-tree.ts'
import { filesMissing, refused } from './ledger-refusal.ts'
import { writePublicFile } from './log-files.ts'
import { readHead } from './log-rows.ts'
import { showWitnesses } from './show-witnesses.ts'
import { entryFiles, type TreeFile, tileFiles } from './tree-files.ts'
import { vkeyPath } from './verify-log-folder.ts'

const dayMs = 86_400_000

export type Publication = {
  readonly logDir: string
  readonly states: PublicationStates
  /** Folder to publish into; a web server may serve it as it is. */
  readonly into: string
  readonly onProgress?: ((progress: { readonly done: number; readonly total: number }) => void) | undefined
}

export type Published = {
  /** Entries that are public now, and entries that are committed to. */
  readonly size: number
  readonly liveSize: number
  readonly filesWritten: number
}

type State = { readonly size: number; readonly note: string }

/** The signed state whose entries are public, and the newest one, which commits to all. */
export type PublicationStates = { readonly open: State; readonly live: State }

/** Which states may be published now: only the database keeps the notes of older ones. Refused NOTHING_PUBLIC_YET, LOG_ABSENT. */
export async function publicationStates(of: {
  readonly storage: Storage
  readonly clock: Clock
  /** Days after which entries become public, 0 at once. */
  readonly delayDays: number
  /** The newest state shown is that of the last full so many minutes, so that sizes do not tell when searches are made; 0 shows it at once. */
  readonly clockMinutes?: number | undefined
}): Promise<PublicationStates> {
  const now = of.clock.now().getTime()
  const tickMs = (of.clockMinutes ?? 0) * 60_000
  const newest = await newestState(of.storage)
  const live = tickMs === 0 ? newest : await stateBefore(of.storage, new Date(now - (now % tickMs)))
  if (of.delayDays === 0) return { live, open: live }
  return { live, open: await stateBefore(of.storage, new Date(now - of.delayDays * dayMs)) }
}

/**
 * Publishes a log as static files (C2SP tlog-tiles): the tree of the entries that may be public with its own checkpoint, and under
 * live/ the newest checkpoint with the hashes of its tree, which commits to what is not public yet. Publishing again adds to the
 * folder and never takes back: full files stay as they are, checkpoints come last. It only reads the log's folder, so the writer may go on
 * beside it. Refused PUBLISHED_FOLDER_FOREIGN, PUBLISHED_BEYOND, LOG_FILES_MISSING.
 */
export async function publishLog(publication: Publication): Promise<Published> {
  const { logDir, into, onProgress } = publication
  const { live, open } = publication.states
  const vkey = await readIfPresent(join(logDir, vkeyPath))
  if (vkey === undefined) throw filesMissing(vkeyPath)
  await checkFolder(into, { vkey: new TextDecoder().decode(vkey).trim(), open, live })

  const bytesOf = (note: string) => new TextEncoder().encode(note)
  const files: readonly TreeFile[] = [
    { path: vkeyPath, bytes: async () => vkey },
    ...entryFiles(logDir, { from: 0, to: open.size }),
    ...tileFiles(logDir, { from: 0, to: open.size, prefix: '' }),
    ...tileFiles(logDir, { from: 0, to: live.size, prefix: livePrefix }),
  ]
  const missing = await missingFrom(into, files)
  for (const [done, { path, bytes }] of missing.entries()) {
    await writePublicFile(into, { path, bytes: await bytes() })
    onProgress?.({ done: done + 1, total: missing.length })
  }
  for (const note of await keyNoteFiles(logDir)) await writePublicFile(into, note)
  await showWitnesses(logDir, { into, publicSize: open.size, liveSize: live.size })
  // Only now do checkpoints say that what they sign is there; the live one first, for it must never be behind.
  await writePublicFile(into, { path: `${livePrefix}checkpoint`, bytes: bytesOf(live.note) })
  await writePublicFile(into, { path: 'checkpoint', bytes: bytesOf(open.note) })
  return { size: open.size, liveSize: live.size, filesWritten: missing.length + 2 }
}

async function newestState(storage: Storage): Promise<State> {
  const head = await readHead(storage.db)
  if (head?.publishedNote !== undefined) {
    // What is pending was not shown to anybody yet; the published one is at most a round older.
    return { size: Number(head.publishedNote.split('\n')[1]), note: head.publishedNote }
  }
  throw refused({
    code: 'LOG_ABSENT',
    reason: 'There is no published checkpoint in this data folder.',
    needed: 'Start the house once; it finishes what was cut off.',
  })
}

/** The newest state that was signed by then. */
async function stateBefore(storage: Storage, before: Date): Promise<State> {
  const row = await storage.db
    .selectFrom('log_signed as signed')
    .leftJoin('log_cosigned as cosigned', 'cosigned.size', 'signed.size')
    .select(({ fn, ref }) => [
      'signed.size',
      fn.coalesce(ref('cosigned.note'), ref('signed.note')).as('note'),
    ])
    .where('signed.signed_at', '<=', before)
    .where('signed.note', 'is not', null)
    .orderBy('signed.size', 'desc')
    .executeTakeFirst()
  if (row?.note) return { size: Number(row.size), note: row.note }
  throw refused({
    code: 'NOTHING_PUBLIC_YET',
    reason: `Nothing was in the log yet at ${before.toISOString()}, and only what was then may be shown now.`,
    needed: 'Publish again later, or with a shorter --delay or --clock if the policy allows one.',
  })
}

/** Refuses a folder that is not ours to write into, or that tells more already than we would. */
async function checkFolder(into: string, of: { vkey: string; open: State; live: State }): Promise<void> {
  const names = await readdir(into).catch(() => [])
  if (names.length === 0) return
  const theirs = await readIfPresent(join(into, vkeyPath))
  if (theirs === undefined || new TextDecoder().decode(theirs).trim() !== of.vkey)
    throw refused({
      code: 'PUBLISHED_FOLDER_FOREIGN',
      reason: `The folder ${into} is not empty and holds no publication of this log.`,
      needed: 'Name an empty folder, or the one that this log was published into before.',
    })
  const keys = [parseVerifierKey(of.vkey)]
  for (const [path, { size }] of [
    ['checkpoint', of.open],
    [`${livePrefix}checkpoint`, of.live],
  ] as const) {
    const note = await readIfPresent(join(into, path))
    const there = note === undefined ? undefined : await openCheckpoint(note, { keys })
    if (there !== undefined && there.size > size)
      throw refused({
        code: 'PUBLISHED_BEYOND',
        reason: `${path} in ${into} signs ${there.size} entries; this would take it back to ${size}.`,
        needed:
          'Publish with the delay that was used before. If this data folder was restored from a backup, the log has lost entries: stop and tell the auditor.',
      })
  }
}

async function missingFrom(into: string, files: readonly TreeFile[]): Promise<readonly TreeFile[]> {
  const there = await Promise.all(
    files.map(({ path }) =>
      access(join(into, path)).then(
        () => true,
        () => false,
      ),
    ),
  )
  return files.filter((_, at) => there[at] === false)
}
