import { createHash } from 'node:crypto'
import type { Layout } from '../formats/layout.ts'
import { type LineAt, lineText, type Shape } from '../formats/shape.ts'
import { shapeOf } from '../formats/shape-of.ts'
import type { Register } from '../register/read-register.ts'
import { type ServiceFinder, serviceFinder } from '../register/service-finder.ts'
import { type Judgement, judgeSighting } from './judge-sighting.ts'
import { type BrokenLine, brokenShown, type Mark, type Read } from './mark.ts'
import { type Needles, needlesFor } from './needles.ts'
import { scanLines } from './scan-lines.ts'
import type { Sighting } from './sighting.ts'

/** What is looked for, prepared once for all files. */
export type Quest = {
  readonly finder: ServiceFinder
  readonly needlesOf: (anchor: '.' | '(') => Needles
}

export function questFor(register: Register): Quest {
  const domains = register.services.flatMap((one) => one.domains.map(({ domain }) => domain))
  const byAnchor = { '.': needlesFor(domains, '.'), '(': needlesFor(domains, '(') }
  return { finder: serviceFinder(register), needlesOf: (anchor) => byAnchor[anchor] }
}

/** Stands for the person where a line names neither account nor address. */
const nobodyNamed = 'nobody named'

/** Collects what lines tell, and counts what is broken or set aside. */
export class Reading {
  private readonly marks: Mark[] = []
  private readonly broken: BrokenLine[] = []
  private readonly setAside: Record<string, number> = {}
  private brokenLines = 0
  private readonly finder: ServiceFinder

  constructor(finder: ServiceFinder) {
    this.finder = finder
  }

  tellBroken(line: number, text: string): void {
    this.brokenLines++
    if (this.broken.length < brokenShown) this.broken.push({ line, text: text.slice(0, 200) })
  }

  tell(sighting: Sighting, of: { line: number; text: string | Uint8Array }): void {
    const judged: Judgement = judgeSighting(sighting, this.finder)
    if (judged === undefined) return
    if ('setAside' in judged) {
      const key = `${judged.service} ${judged.setAside}`
      this.setAside[key] = (this.setAside[key] ?? 0) + 1
      return
    }
    const lineHash = createHash('sha256').update(of.text).digest('hex')
    const id =
      sighting.id === undefined ? {} : { id: shortHash(`${sighting.kind} ${judged.service} ${sighting.id}`) }
    this.marks.push({
      ...judged,
      person: sighting.person || nobodyNamed,
      atMs: sighting.atMs,
      line: of.line,
      lineHash,
      ...id,
    })
  }

  ended(lines: number): Read {
    const { brokenLines, broken, marks, setAside } = this
    return { lines, brokenLines, broken, marks, setAside }
  }
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)

/** Reads whole lines from `from` to `to`; gives also the layout that counts behind them. */
export function readStretch(
  quest: Quest,
  of: { readonly bytes: Uint8Array; readonly from: number; readonly to: number; readonly layout: Layout },
): { readonly read: Read; readonly layout: Layout } {
  let { layout } = of
  const reading = new Reading(quest.finder)
  let shape = lineShape(layout)
  const lines = scanLines({
    ...{ bytes: of.bytes, from: of.from, to: of.to, shape, needlesOf: quest.needlesOf },
    sink: {
      broken: (line, number) => reading.tellBroken(number, lineText(line, 'utf8')),
      directive: (line) => {
        const next = shape.afterDirective(lineText(line))
        if (next !== layout) {
          layout = next
          shape = lineShape(layout)
        }
        return shape
      },
      whole: (line, number) => tellWhole(reading, { shape, line, number }),
    },
  })
  return { read: reading.ended(lines), layout }
}

function tellWhole(reading: Reading, of: { shape: Shape; line: LineAt; number: number }): void {
  const text = lineText(of.line, 'utf8')
  const sighting = of.shape.read(text)
  if (sighting === 'broken') reading.tellBroken(of.number, text)
  else if (sighting !== undefined) {
    reading.tell(sighting, { line: of.number, text: of.line.bytes.subarray(of.line.start, of.line.end) })
  }
}

function lineShape(layout: Layout): Shape {
  const shape = shapeOf(layout)
  if (!shape) throw new Error(`The format ${layout.format} is not read line by line.`)
  return shape
}
