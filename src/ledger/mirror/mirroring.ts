import { isRefused } from '../../kernel/index.ts'
import { rangeRoot, tileNodeReader, type VerifierKey } from '../../proof/index.ts'
import { rangeFromTiles } from '../grow-tree.ts'
import { folderFiles } from '../log-files.ts'
import type { LogHead } from '../log-head.ts'
import { lookAtMirror, type MirrorView } from './look-at-mirror.ts'
import { isAddress, type Mirror } from './mirror-list.ts'
import { refuseContradiction } from './mirror-refusals.ts'
import { pushToMirror } from './push-to-mirror.ts'

/** The mirrors of a running log: compared at the start, and filled beside the writer, which never waits for them. */
export type Mirroring = {
  /** Refuses MIRROR_AHEAD and MIRROR_FORKED. A mirror that is out, empty, behind or false does not stop the log. */
  readonly begin: (head: LogHead) => Promise<void>
  /** Tells that there is more to copy. */
  readonly wake: () => void
  /** How each stood when it was looked at last. */
  readonly standings: () => readonly MirrorView[]
  /** Resolves when what was published last is in every folder that can be written. */
  readonly close: () => Promise<void>
}

const retryMs = 30_000

export function createMirroring(of: {
  readonly mirrors: readonly Mirror[]
  readonly logDir: string
  readonly keys: readonly VerifierKey[]
}): Mirroring {
  const { mirrors, logDir, keys } = of
  const standings = new Map<string, MirrorView>()
  const folders = mirrors.filter((one) => !isAddress(one))
  let wanted = false
  let running: Promise<void> | undefined

  const pushAll = async (): Promise<void> => {
    while (wanted) {
      wanted = false
      for (const mirror of folders) {
        const pushed = await pushToMirror(mirror, { logDir, keys }).catch((error: unknown) => {
          // The log's own files changed under a reader, or are damaged: the writer, not the copy, is who finds that out.
          if (!isRefused(error)) throw error
        })
        if (pushed) standings.set(mirror.name, pushed)
      }
    }
  }
  const wake = (): void => {
    wanted = true
    running ??= pushAll().finally(() => {
      running = undefined
    })
    // A fault of ours shows when the log is closed; nothing waits for the copy before that.
    running.catch(() => undefined)
  }
  // A disk that comes back is filled without waiting for the next entry.
  const retry = setInterval(() => {
    if (folders.some(({ name }) => standings.get(name)?.shows === 'out')) wake()
  }, retryMs)
  retry.unref()
  return {
    begin: async ({ range }) => {
      const readNode = tileNodeReader(folderFiles(logDir), range.size)
      const rootAt = async (size: number) =>
        size === range.size ? rangeRoot(range) : rangeRoot(await rangeFromTiles(readNode, size))
      const own = { keys, size: range.size, rootAt }
      const views = await Promise.all(mirrors.map((mirror) => lookAtMirror(mirror, own)))
      for (const view of views) standings.set(view.name, view)
      refuseContradiction(range.size, views)
    },
    wake,
    standings: () => [...standings.values()],
    close: async () => {
      clearInterval(retry)
      await running
    },
  }
}
