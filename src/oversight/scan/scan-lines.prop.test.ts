import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LineAt, Shape } from '../formats/shape.ts'
import { needlesFor } from './needles.ts'
import { scanLinesPlainly } from './sample-scan-lines.ts'
import { scanLines } from './scan-lines.ts'

// The kernel looks at sixteen bytes at once; the plain loop at each. They must tell the same of any bytes.

const byAnchor = {
  '.': needlesFor(['clearview.ai', 'pimeyes.com', '*.facecheck.id'], '.'),
  '(': needlesFor(['clearview.ai', 'pimeyes.com', '*.facecheck.id'], '('),
}
const shapeOf = (of: Partial<Shape>): Shape => ({
  ...{ separator: 44, runs: false, quoted: true, multiline: true, anchor: '.', readAll: false },
  isWhole: ({ separators, quoteOpen }) => separators % 3 !== 1 && !quoteOpen,
  read: () => undefined,
  afterDirective: () => ({ format: 'csv', title: 'csv' }),
  ...of,
})

type Scan = typeof scanLines
function toldBy(scan: Scan, of: { bytes: Uint8Array; from: number; to: number; shape: Shape; next: Shape }) {
  const told: unknown[] = []
  const note =
    (what: string) =>
    ({ start, end, separators, quoteOpen }: LineAt, number: number) => {
      told.push([what, start, end, separators, quoteOpen, number])
    }
  const lines = scan({
    ...{
      bytes: of.bytes,
      from: of.from,
      to: of.to,
      shape: of.shape,
      needlesOf: (anchor) => byAnchor[anchor],
    },
    sink: {
      whole: note('whole'),
      broken: note('broken'),
      directive: (line, number) => {
        note('directive')(line, number)
        return of.next
      },
    },
  })
  return { lines, told }
}

const piece = fc.constantFrom(
  ...[
    'a',
    'b1',
    ' ',
    '  ',
    ',',
    ',,',
    ';',
    '\t',
    '"',
    '""',
    '\n',
    '\r\n',
    '\n\n',
    '#',
    '\n#',
    '.',
    '(',
    '\0',
  ],
  ...[
    'clearview.ai',
    'CLEARVIEW.AI',
    'clearview(2)ai',
    'pimeyes.com',
    'x.facecheck.id',
    'é',
    'view.',
    'eyes.',
  ],
)
const shape = fc
  .record({
    separator: fc.constantFrom(0, 9, 32, 44, 59),
    ...{ runs: fc.boolean(), quoted: fc.boolean(), multiline: fc.boolean(), readAll: fc.boolean() },
    anchor: fc.constantFrom<'.' | '('>('.', '('),
  })
  .map(shapeOf)

describe('the kernel that finds lines', () => {
  it('tells of any bytes what the plain loop tells', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 120 }),
        fc.tuple(shape, shape),
        fc.nat({ max: 9 }),
        (pieces, [first, next], before) => {
          const bytes = Buffer.from(`${'x'.repeat(before)}${pieces.join('')}`)
          const of = { bytes, from: before, to: bytes.length, shape: first, next }
          expect(toldBy(scanLines, of)).toEqual(toldBy(scanLinesPlainly, of))
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['a quote that is never closed', `a,"b\n${'c,d\n'.repeat(40_000)}`],
    ['more lines than it keeps records of', 'a,b,clearview.ai,c\n'.repeat(10_000)],
    ['one line of a megabyte', `${'a,'.repeat(500_000)}clearview.ai\nlast,line,pimeyes.com`],
    ['nothing but ends of lines', '\n\r\n'.repeat(9_000)],
  ])('tells of %s what the plain loop tells', (_what, text) => {
    const bytes = Buffer.from(text)
    const of = { bytes, from: 0, to: bytes.length, shape: shapeOf({}), next: shapeOf({}) }
    expect(toldBy(scanLines, of)).toEqual(toldBy(scanLinesPlainly, of))
  })

  it('reads no byte behind the end that it was given', () => {
    const bytes = Buffer.from('a,b,c\nd,e,clearview.ai,f\n')
    const of = { bytes, from: 6, to: 13, shape: shapeOf({}), next: shapeOf({}) }
    expect(toldBy(scanLines, of)).toEqual(toldBy(scanLinesPlainly, of))
  })
})
