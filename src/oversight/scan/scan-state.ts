import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { Refused } from '../../kernel/index.ts'
import type { Layout } from '../formats/layout.ts'
import type { OversightRefusalCode } from '../refusal-code.ts'
import type { Register } from '../register/read-register.ts'
import { type BrokenLine, brokenShown, type Mark } from './mark.ts'
import type { ChunkDone } from './scan-job.ts'
import { type Entry, Tally } from './tally.ts'

/** The end of a log that may go on: what it told is kept apart, so that it can be taken back when the log has grown. */
type Tail = {
  readonly index: number
  readonly before: string
  readonly ownBytes: number
  readonly hash: string
  readonly file: string
  readonly lineBase: number
  readonly lines: number
  readonly brokenLines: number
  readonly marks: readonly Mark[]
  readonly setAside: Readonly<Record<string, number>>
}

/** How far a log was read when its reading stopped. */
export type Halt = {
  readonly name: string
  readonly diskBytes: number
  readonly mtimeMs: number
  readonly chunks: number
  readonly chain: string
  readonly layout: Layout
  readonly lines: number
}

export type BrokenAt = BrokenLine & { readonly file: string }

type Saved = {
  readonly version: 1
  readonly register: string
  readonly done: readonly string[]
  readonly tails: readonly Tail[]
  readonly halts: readonly Halt[]
  readonly lines: number
  readonly brokenLines: number
  readonly broken: readonly BrokenAt[]
  readonly setAside: Readonly<Record<string, number>>
  readonly entries: readonly Entry[]
  readonly ids: readonly string[]
}

/**
 * What has been read so far, by content: each whole chunk of a log is known by the chain of hashes up to it, so that the same bytes
 * count once whatever the file is called, and a log that has grown counts only what is new.
 */
export class ScanState {
  private readonly done: Set<string>
  private tails: Tail[]
  private readonly halts: Map<string, Halt>
  private readonly tally: Tally
  private readonly counts: {
    lines: number
    brokenLines: number
    broken: BrokenAt[]
    setAside: Record<string, number>
  }
  private readonly register: string

  constructor(register: string, saved?: Saved) {
    this.register = register
    this.done = new Set(saved?.done)
    this.tails = [...(saved?.tails ?? [])]
    this.halts = new Map(saved?.halts.map((halt) => [halt.name, halt]))
    this.tally = Tally.fromState(saved ?? { entries: [], ids: [] })
    const { lines = 0, brokenLines = 0, broken = [], setAside = {} } = saved ?? {}
    this.counts = { lines, brokenLines, broken: [...broken], setAside: { ...setAside } }
  }

  /** Lengths of known ends, by the chunk they lie in: whether a chunk begins with one must be looked at while it is read. */
  prefixes(): Record<number, number[]> {
    const lengths: Record<number, number[]> = {}
    for (const { index, ownBytes } of this.tails) {
      lengths[index] ??= []
      lengths[index].push(ownBytes)
    }
    return lengths
  }

  halted(name: string): Halt | undefined {
    return this.halts.get(name)
  }

  halt(halt: Halt): void {
    this.halts.set(halt.name, halt)
  }

  ended(name: string): void {
    this.halts.delete(name)
  }

  /** Takes what a chunk told, unless it was told before. Gives the chain up to it and whether it was new. */
  take(
    chunk: ChunkDone,
    of: { before: string; file: string; lineBase: number },
  ): { chain: string; isNew: boolean } {
    const chain = chainOf(of.before, chunk.hash.whole)
    if (this.done.has(chain)) return { chain, isNew: false }
    this.tails = this.tails.filter(
      (tail) =>
        !(
          tail.before === of.before &&
          chunk.hash.prefixes[tail.ownBytes] === tail.hash &&
          tail.index === chunk.index
        ),
    )
    this.done.add(chain)
    const { lines, brokenLines, marks, setAside, broken } = chunk.read
    for (const one of broken) {
      if (this.counts.broken.length < brokenShown) {
        this.counts.broken.push({ file: of.file, line: of.lineBase + one.line, text: one.text })
      }
    }
    const told = { file: of.file, lineBase: of.lineBase, lines, brokenLines, marks, setAside }
    if (chunk.last) {
      this.tails.push({
        ...told,
        index: chunk.index,
        before: of.before,
        ownBytes: chunk.ownBytes,
        hash: chunk.hash.whole,
      })
    } else this.count(told, this.tally, this.counts)
    return { chain, isNew: true }
  }

  private count(
    told: Pick<Tail, 'file' | 'lineBase' | 'lines' | 'brokenLines' | 'marks' | 'setAside'>,
    tally: Tally,
    counts: { lines: number; brokenLines: number; setAside: Record<string, number> },
  ): void {
    counts.lines += told.lines
    counts.brokenLines += told.brokenLines
    for (const [key, number] of Object.entries(told.setAside))
      counts.setAside[key] = (counts.setAside[key] ?? 0) + number
    for (const mark of told.marks) tally.add(mark, told)
  }

  /** Everything that was told, ends of logs included. */
  sum() {
    const tally = Tally.fromState(this.tally.state())
    const counts = { ...this.counts, setAside: { ...this.counts.setAside } }
    for (const tail of this.tails) this.count(tail, tally, counts)
    return { ...counts, entries: tally.state().entries }
  }

  /** Written whole beside the old one, then put in its place. */
  async save(path: string): Promise<void> {
    const saved: Saved = {
      ...{
        version: 1,
        register: this.register,
        done: [...this.done],
        tails: this.tails,
        halts: [...this.halts.values()],
      },
      ...this.counts,
      ...this.tally.state(),
    }
    await writeFile(`${path}.part`, JSON.stringify(saved), { mode: 0o600 })
    await rename(`${path}.part`, path)
  }
}

export const chainOf = (before: string, hash: string): string =>
  createHash('sha256').update(`${before}\n${hash}`).digest('hex')

/** Goes on with what a file holds, or begins anew where there is none. Refuses STATE_DIFFERS: another register looked for other names. */
export async function loadScanState(register: Register, path: string | undefined): Promise<ScanState> {
  if (path === undefined) return new ScanState(register.digest)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return new ScanState(register.digest)
  const saved = savedIn(text)
  if (saved?.version !== 1 || saved.register !== register.digest) {
    throw new Refused<OversightRefusalCode>({
      code: 'STATE_DIFFERS',
      reason: saved
        ? `The review in ${path} was begun with another register (digest ${String(saved.register).slice(0, 12)}, now ${register.digest.slice(0, 12)}).`
        : `The file ${path} holds no review.`,
      needed:
        'Begin a new review with another state file: logs that were read for other names must be read again.',
    })
  }
  return new ScanState(register.digest, saved)
}

function savedIn(text: string): Saved | undefined {
  try {
    const saved: Saved | null = JSON.parse(text)
    return saved !== null && typeof saved === 'object' && Array.isArray(saved.done) ? saved : undefined
  } catch {
    return undefined
  }
}
