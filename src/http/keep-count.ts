import type { Clock } from '../kernel/index.ts'

/** A count that took no longer than this is made again whenever the log has grown. */
const quickMs = 5_000
/** One that took longer stands for so many times as long as it took; how far the log reached then is part of it. */
const standsFor = 10

type Counted<Count> = {
  readonly at: string
  readonly begunAt: number
  tookMs: number
  readonly count: Promise<Count>
}

/**
 * Keeps what was counted from the whole log until the log has grown: counting verifies every entry, which takes minutes in a large one. Whoever
 * asks meanwhile waits for the same count. One that failed is not kept.
 */
export function keepCount<Count>(of: {
  readonly clock: Clock
  readonly checkpoint: () => Promise<string>
  readonly count: () => Promise<Count>
}): () => Promise<Count> {
  let kept: Counted<Count> | undefined
  const stands = ({ at, begunAt, tookMs }: Counted<Count>, now: { checkpoint: string; ms: number }) =>
    at === now.checkpoint || (tookMs > quickMs && now.ms < begunAt + tookMs * (1 + standsFor))
  return async () => {
    const now = { checkpoint: await of.checkpoint(), ms: of.clock.now().getTime() }
    if (kept && stands(kept, now)) return kept.count
    const counted: Counted<Count> = { at: now.checkpoint, begunAt: now.ms, tookMs: 0, count: of.count() }
    kept = counted
    try {
      return await counted.count
    } catch (error) {
      if (kept === counted) kept = undefined
      throw error
    } finally {
      counted.tookMs = of.clock.now().getTime() - now.ms
    }
  }
}
