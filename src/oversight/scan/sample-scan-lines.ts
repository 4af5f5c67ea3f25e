import { hash, type LineAt, newline, quote, type Shape } from '../formats/shape.ts'
import { keyOf, type Needles, standsAt } from './needles.ts'
import type { LineSink } from './scan-lines.ts'

// For tests only: the loop over every byte that the kernel must agree with.

const carriageReturn = 13
/** A record that runs on over lines is given up beyond this: a quote was never closed. */
const longestRecordBytes = 65_536

const atStart = { start: 0, lines: 0, separators: 0, endsWithin: 0, firstEnd: 0 }

/** What a byte does. */
const separates = 1
const quotes = 2
const anchors = 3
const lineEnd = 4

function classes(shape: Shape, anchorByte: number): Uint8Array {
  const table = new Uint8Array(256)
  if (shape.separator !== 0) table[shape.separator] = separates
  if (shape.quoted) table[quote] = quotes
  table[anchorByte] = anchors
  table[newline] = lineEnd
  return table
}

/** As `scanLines`, one byte after another. */
export function scanLinesPlainly(of: {
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
  readonly shape: Shape
  readonly needlesOf: (anchor: '.' | '(') => Needles
  readonly sink: LineSink
}): number {
  const { bytes, to, sink } = of
  let { shape } = of
  let needles = of.needlesOf(shape.anchor)
  let table = classes(shape, needles.anchorByte)
  const line: LineAt = { bytes, start: of.from, end: of.from, separators: 0, quoteOpen: false }
  let { start, lines, separators, endsWithin, firstEnd } = { ...atStart, start: of.from }
  let named = false
  let quoteOpen = false
  for (let at = of.from; at <= to; at++) {
    // Every byte of a log passes here; nearly all are of no class. The casts spare a check each: places lie within the bytes.
    while (at < to && table[bytes[at] as number] === 0) at++
    const kind = at === to ? lineEnd : table[bytes[at] as number]
    if (kind === separates) {
      if (!quoteOpen && !(shape.runs && bytes[at - 1] === shape.separator)) separators++
      continue
    }
    if (kind === anchors) {
      const key = keyOf(bytes[at - 3] as number, bytes[at - 2] as number, bytes[at - 1] as number)
      if (needles.keys[key] === 1 && !named) named = standsAt(needles, bytes, at)
      continue
    }
    if (kind === quotes) {
      quoteOpen = !quoteOpen
      continue
    }
    if (at === to && start >= to && endsWithin === 0) break
    if (quoteOpen && shape.multiline && at < to && at - start < longestRecordBytes) {
      if (endsWithin === 0) firstEnd = at
      endsWithin++
      continue
    }
    const givenUp = endsWithin > 0 && quoteOpen
    if (givenUp) at = firstEnd
    const end = bytes[at - 1] === carriageReturn && at > start ? at - 1 : at
    const number = lines + 1
    lines += givenUp ? 1 : endsWithin + 1
    if (end > start) {
      line.start = start
      line.end = end
      line.separators = separators
      line.quoteOpen = quoteOpen
      if (bytes[start] === hash) {
        const next = sink.directive(line, number)
        if (next !== shape) {
          shape = next
          needles = of.needlesOf(shape.anchor)
          table = classes(shape, needles.anchorByte)
        }
      } else if (!shape.isWhole(line)) sink.broken(line, number)
      else if (named || shape.readAll) sink.whole(line, number)
    }
    start = at + 1
    separators = 0
    endsWithin = 0
    quoteOpen = false
    named = false
  }
  return lines
}
