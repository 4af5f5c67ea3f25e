import type { Judged } from './judge-sighting.ts'

/** One judged line: who, which service, when, how sure, and where it stands. */
export type Mark = Judged & {
  readonly person: string
  /** Undefined where the line gives no time that can be read. */
  readonly atMs: number | undefined
  /** Line in its file, from 1. */
  readonly line: number
  /** SHA-256 of the line's bytes, without its end. */
  readonly lineHash: string
  readonly id?: string
}

export type BrokenLine = { readonly line: number; readonly text: string }

/** What a stretch of a file told. Lines are numbered within the stretch. */
export type Read = {
  readonly lines: number
  readonly brokenLines: number
  /** The first of them. */
  readonly broken: readonly BrokenLine[]
  readonly marks: readonly Mark[]
  readonly setAside: Readonly<Record<string, number>>
}

/** Fewer are shown than counted. */
export const brokenShown = 10
