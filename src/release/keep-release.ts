import type { KeyRelease } from './open-release.ts'
import { openReleaseProcess } from './release-process.ts'

/** A key release whose process is started again; `pid` is that of the one that runs, or ran last. */
export type KeptRelease = KeyRelease & { readonly pid: () => number }

/**
 * The key release of a folder in a process that is started again when it has ended, by the next question; whoever waited for an answer
 * is refused RELEASE_GONE. Refuses what openReleaseProcess refuses, at once and at each start.
 */
export async function keepReleaseProcess(dir: string): Promise<KeptRelease> {
  let now = await openReleaseProcess(dir)
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const answer = turn.then(async () => {
      if (now.isGone()) now = await openReleaseProcess(dir)
      return work()
    })
    turn = answer.catch(() => undefined)
    return answer
  }
  return {
    pid: () => now.pid,
    seen: () => inTurn(() => now.seen()),
    release: (request) => inTurn(() => now.release(request)),
    close: async () => {
      await turn
      await now.close()
    },
  }
}
