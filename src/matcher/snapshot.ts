import type { Segment } from './segment.ts'

/** A segment that is being read from its file, or was. */
export type Arriving = { readonly segment: Segment; readonly ready: Promise<unknown>; isReady: boolean }

/** What a search sees of one segment: rows inserted later stand behind `end`, or in no freed place while it runs. */
export type Part = { readonly arriving: Arriving; readonly place: number; end?: number; rows?: number }

/** The gallery as it stood when a search began. When rows are removed after that, the search is void. */
export type Snapshot = { readonly removals: number; readonly parts: readonly Part[] }

export function takeSnapshot(arriving: readonly Arriving[], removals: number): Snapshot {
  const parts = arriving.map((one, place): Part => ({ arriving: one, place }))
  for (const part of parts) if (part.arriving.isReady) fix(part)
  return { removals, parts }
}

/** A segment that was not there yet is fixed when it is; nothing can be inserted before. */
export function fix(part: Part): void {
  part.end ??= part.arriving.segment.end
  part.rows ??= part.arriving.segment.rows
}
