// Where the lines of a log lie and how many separators each has: AssemblyScript, compiled by tools/kernel to find-lines.wasm beside this
// file. Sixteen bytes are looked at at once; only those that separate, quote, end a line or follow a label of a name are looked at singly.
// The map of the memory stands in ../scan/line-kernel.ts too. Nothing here allocates.

const keysAt: i32 = 1024
const recordsAt: i32 = 36_864
const mostRecords: i32 = 4_096
/** A record that runs on over lines is given up beyond this: a quote was never closed. */
const longestRecordBytes: i32 = 65_536

const newline: i32 = 10
const carriageReturn: i32 = 13
const quote: i32 = 34
const hash: i32 = 35

let separator: i32 = 0
let anchor: i32 = 0
let quoted: bool = false
let runs: bool = false
let multiline: bool = false

let start: i32 = 0
let lines: i32 = 0

/** Where the next line begins, when findLines has filled its records. */
export function nextStart(): i32 {
  return start
}

/** How many lines were found by the last call. */
export function linesFound(): i32 {
  return lines
}

export function configure(separates: i32, follows: i32, quotes: bool, inRuns: bool, overLines: bool): void {
  separator = separates
  anchor = follows
  quoted = quotes
  runs = inRuns
  multiline = overLines
}

/** A bit for each of sixteen bytes that does something; what is not counted is looked for as a line's end, which does no harm. */
function eventsAt(at: i32): i32 {
  const block = v128.load(at)
  const ends = i8x16.eq(block, i8x16.splat(<i8>newline))
  const anchors = i8x16.eq(block, i8x16.splat(<i8>anchor))
  const separators = i8x16.eq(block, i8x16.splat(<i8>(separator == 0 ? newline : separator)))
  const quotes = i8x16.eq(block, i8x16.splat(<i8>(quoted ? quote : newline)))
  return i8x16.bitmask(v128.or(v128.or(ends, anchors), v128.or(separators, quotes)))
}

function mayName(at: i32): bool {
  const first = load<u8>(at - 3) & 31
  const second = load<u8>(at - 2) & 31
  const third = load<u8>(at - 1) & 31
  return load<u8>(keysAt + ((<i32>first << 10) | (<i32>second << 5) | <i32>third)) == 1
}

/**
 * Finds lines from `from`, where one begins, until `to`, or until the records are full, or behind a line that begins with #. Gives how
 * many records it wrote: start, end, separators with two flags (1 a quote is open, 2 may name a service), and the number of the line.
 */
export function findLines(from: i32, to: i32): i32 {
  start = from
  lines = 0
  let found: i32 = 0
  let separators: i32 = 0
  let endsWithin: i32 = 0
  let firstEnd: i32 = 0
  let quoteOpen = false
  let named = false
  let base = from
  let mask: i32 = 0
  let at: i32 = 0
  while (true) {
    // The next byte that does something, or the end of all.
    while (mask == 0 && base < to) {
      mask = eventsAt(base)
      if (to - base < 16) mask &= (1 << (to - base)) - 1
      if (mask == 0) base += 16
    }
    if (mask == 0) {
      if (start >= to && endsWithin == 0) return found
      at = to
    } else {
      at = base + ctz(mask)
      mask &= mask - 1
      if (mask == 0) base += 16
      const byte = <i32>load<u8>(at)
      if (byte != newline) {
        if (byte == separator) {
          if (!quoteOpen && !(runs && <i32>load<u8>(at - 1) == separator)) separators++
        } else if (byte == anchor) {
          if (!named) named = mayName(at)
        } else quoteOpen = !quoteOpen
        continue
      }
      if (quoteOpen && multiline && at - start < longestRecordBytes) {
        if (endsWithin == 0) firstEnd = at
        endsWithin++
        continue
      }
    }
    const givenUp = endsWithin > 0 && quoteOpen
    if (givenUp) {
      at = firstEnd
      base = at + 1
      mask = 0
    }
    const end = at > start && <i32>load<u8>(at - 1) == carriageReturn ? at - 1 : at
    const number = lines + 1
    lines += givenUp ? 1 : endsWithin + 1
    const begins = start
    start = at + 1
    if (end > begins) {
      const record = recordsAt + found * 16
      store<i32>(record, begins)
      store<i32>(record + 4, end)
      store<i32>(record + 8, (separators << 2) | (named ? 2 : 0) | (quoteOpen ? 1 : 0))
      store<i32>(record + 12, number)
      found++
      if (found == mostRecords || <i32>load<u8>(begins) == hash) return found
    }
    separators = 0
    endsWithin = 0
    quoteOpen = false
    named = false
    if (start > to) return found
  }
}
