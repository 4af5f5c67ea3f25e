import { hash, type LineAt, type Shape } from '../formats/shape.ts'
import { type KernelMemory, openLineKernel } from './line-kernel.ts'
import { keyOf, type Needles, standsAt } from './needles.ts'

/** What is told about a stretch of lines. Line numbers count from 1 at the beginning of the stretch. */
export type LineSink = {
  readonly whole: (line: LineAt, number: number) => void
  readonly broken: (line: LineAt, number: number) => void
  /** A line that begins with #; gives the shape that counts from then on. */
  readonly directive: (line: LineAt, number: number) => Shape
}

type Stretch = {
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
  readonly shape: Shape
  readonly needlesOf: (anchor: '.' | '(') => Needles
  readonly sink: LineSink
}

const quoteOpenFlag = 1
const mayNameFlag = 2
/** Bytes before the first line are put in too: the kernel looks back as far as a label's end. */
const lookBackBytes = 3

let opened: KernelMemory | undefined

/**
 * Goes once over the bytes from `from` to `to` (which begins at a line's start and ends behind a line's end, or at the end of all),
 * counts every line, tells whole from broken, and hands over only those whole lines that name a service. Gives the number of lines.
 */
export function scanLines(of: Stretch): number {
  const { bytes, from, to, sink } = of
  opened ??= openLineKernel()
  const { kernel, put, setKeys, records } = opened
  const putFrom = Math.max(0, from - lookBackBytes)
  const shift = put(bytes.subarray(putFrom, to)) - putFrom
  let { shape } = of
  let needles = of.needlesOf(shape.anchor)
  const prepare = () => {
    const { separator, quoted, runs, multiline } = shape
    setKeys(needles.keys)
    kernel.configure(separator, needles.anchorByte, quoted, runs, multiline)
  }
  prepare()
  const line: LineAt = { bytes, start: from, end: from, separators: 0, quoteOpen: false }
  let lines = 0
  let at = from
  while (at < to) {
    const found = kernel.findLines(at + shift, to + shift)
    const told = records()
    for (let record = 0; record < found * 4; record += 4) {
      const flags = told[record + 2] as number
      const number = lines + (told[record + 3] as number)
      line.start = (told[record] as number) - shift
      line.end = (told[record + 1] as number) - shift
      line.separators = flags >> 2
      line.quoteOpen = (flags & quoteOpenFlag) !== 0
      if (bytes[line.start] === hash) {
        const next = sink.directive(line, number)
        if (next !== shape) {
          shape = next
          needles = of.needlesOf(shape.anchor)
          prepare()
        }
      } else if (!shape.isWhole(line)) sink.broken(line, number)
      else if (shape.readAll || ((flags & mayNameFlag) !== 0 && names(needles, line)))
        sink.whole(line, number)
    }
    lines += kernel.linesFound()
    at = kernel.nextStart() - shift
  }
  return lines
}

/** Whether a name of the register stands in a line whose labels end as one does. */
function names(needles: Needles, { bytes, start, end }: LineAt): boolean {
  for (let at = bytes.indexOf(needles.anchorByte, start); at >= 0 && at < end; ) {
    const key = keyOf(bytes[at - 3] as number, bytes[at - 2] as number, bytes[at - 1] as number)
    if (needles.keys[key] === 1 && standsAt(needles, bytes, at)) return true
    at = bytes.indexOf(needles.anchorByte, at + 1)
  }
  return false
}
