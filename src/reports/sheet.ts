import PDFDocument from 'pdfkit'
import { registerFonts, type SheetFont } from './sheet-fonts.ts'
import { breakLongWords, printable } from './words.ts'

type Element = PDFKit.PDFStructureElement

export type Style = {
  readonly font: SheetFont
  readonly sizePt: number
  readonly color: string
  readonly lineGapPt: number
}

/** Colors of the U.S. Web Design System, so that paper and screen look alike. */
export const colors = {
  ink: '#1b1b1b',
  quiet: '#565c65',
  navy: '#162e51',
  rule: '#a9aeb1',
  tint: '#eff6fb',
  warning: '#faf3d1',
  warningEdge: '#e5a000',
  white: '#ffffff',
} as const

export const styles = {
  title: { font: 'strong', sizePt: 21, color: colors.navy, lineGapPt: 0 },
  heading: { font: 'strong', sizePt: 11, color: colors.navy, lineGapPt: 0 },
  statement: { font: 'strong', sizePt: 12, color: colors.ink, lineGapPt: 2 },
  body: { font: 'text', sizePt: 9, color: colors.ink, lineGapPt: 1.5 },
  strong: { font: 'strong', sizePt: 9, color: colors.ink, lineGapPt: 1.5 },
  small: { font: 'text', sizePt: 8, color: colors.quiet, lineGapPt: 1 },
  label: { font: 'text', sizePt: 8.5, color: colors.quiet, lineGapPt: 1.5 },
  mono: { font: 'mono', sizePt: 7.5, color: colors.ink, lineGapPt: 1.5 },
} as const satisfies Record<string, Style>

/** Letter size; all lengths in points, 72 to the inch. */
export const page = {
  widthPt: 612,
  heightPt: 792,
  leftPt: 54,
  topPt: 60,
  bottomPt: 58,
  contentWidthPt: 504,
} as const

export type Place = { readonly xPt: number; readonly widthPt: number }
const column: Place = { xPt: page.leftPt, widthPt: page.contentWidthPt }

/**
 * A tagged page layout over pdfkit: everything that is read goes into the structure tree, everything that only decorates
 * is marked an artifact, and no block is begun where it cannot stand.
 */
export class Sheet {
  readonly document: PDFKit.PDFDocument
  readonly #chunks: Uint8Array[] = []
  readonly #ended: Promise<void>
  readonly #root: Element
  #parent: Element

  constructor(info: { readonly title: string; readonly author: string; readonly createdAt: Date }) {
    this.document = new PDFDocument({
      size: 'LETTER',
      margins: { top: page.topPt, bottom: page.bottomPt, left: page.leftPt, right: page.leftPt },
      pdfVersion: '1.7',
      tagged: true,
      lang: 'en-US',
      displayTitle: true,
      bufferPages: true,
      autoFirstPage: false,
      info: {
        Title: info.title,
        Author: info.author,
        Creator: 'Casebound',
        Producer: 'Casebound (PDFKit)',
        CreationDate: info.createdAt,
        ModDate: info.createdAt,
      },
    })
    this.document.on('data', (chunk: Uint8Array) => this.#chunks.push(chunk))
    this.#ended = new Promise((resolve, reject) => this.document.on('end', resolve).on('error', reject))
    registerFonts(this.document)
    this.document.addPage()
    this.#root = this.document.struct('Document')
    this.document.addStructure(this.#root)
    this.#parent = this.#root
  }

  get y(): number {
    return this.document.y
  }

  /** Space left above the bottom margin. */
  get roomPt(): number {
    return page.heightPt - page.bottomPt - this.document.y
  }

  moveTo(yPt: number): void {
    this.document.y = yPt
  }

  gap(heightPt: number): void {
    this.document.y += heightPt
  }

  /** Begins a new page unless the height still fits on this one. */
  keepTogether(heightPt: number): void {
    if (this.roomPt < heightPt) this.document.addPage()
  }

  /** Puts what is drawn inside a structure element of the given type. */
  within(type: string, draw: () => void): void {
    const outer = this.#parent
    const element = this.document.struct(type)
    outer.add(element)
    this.#parent = element
    draw()
    element.end()
    this.#parent = outer
  }

  /** Draws what carries no meaning of its own. */
  artifact(draw: (document: PDFKit.PDFDocument) => void): void {
    this.document.markContent('Artifact', { type: 'Layout' })
    draw(this.document)
    this.document.endMarkedContent()
  }

  heightPt(text: string, options: { readonly style: Style; readonly place?: Place }): number {
    const { style, place = column } = options
    this.document.font(style.font).fontSize(style.sizePt)
    return this.document.heightOfString(fitted(text, style), {
      width: place.widthPt,
      lineGap: style.lineGapPt,
    })
  }

  /** Text that wraps within its place and flows on to further pages; the cursor ends below it. */
  text(
    text: string,
    options: { readonly style: Style; readonly tag?: string; readonly place?: Place },
  ): void {
    const { style, tag = 'P', place = column } = options
    const draw = () => {
      this.document.font(style.font).fontSize(style.sizePt).fillColor(style.color)
      this.document.text(fitted(text, style), place.xPt, this.document.y, {
        width: place.widthPt,
        lineGap: style.lineGapPt,
      })
    }
    this.#parent.add(this.document.struct(tag, {}, [draw]))
    this.document.x = page.leftPt
  }

  picture(
    jpeg: Uint8Array,
    options: { readonly alt: string; readonly box: Place & { heightPt: number } },
  ): void {
    const { alt, box } = options
    const top = this.document.y
    this.artifact((document) =>
      document
        .rect(box.xPt, top, box.widthPt, box.heightPt)
        .lineWidth(0.75)
        .fillAndStroke('#f0f0f0', colors.rule),
    )
    this.figure({ alt, box }, (document) =>
      document.image(Buffer.from(jpeg), box.xPt + 4, top + 4, {
        fit: [box.widthPt - 8, box.heightPt - 8],
        align: 'center',
        valign: 'center',
      }),
    )
  }

  /** Something drawn that carries a meaning, with words for those who do not see it. */
  figure(
    options: { readonly alt: string; readonly box: Place & { heightPt: number } },
    draw: (document: PDFKit.PDFDocument, topPt: number) => void,
  ): void {
    const { alt, box } = options
    const top = this.document.y
    // The types of pdfkit do not know bbox and placement, which a figure needs by ISO 32000-1, 14.8.5.4.
    const figure = {
      alt: printable(alt),
      bbox: [box.xPt, top, box.xPt + box.widthPt, top + box.heightPt],
      placement: 'Block',
    }
    this.#parent.add(this.document.struct('Figure', figure, [() => draw(this.document, top)]))
    this.moveTo(top + box.heightPt)
  }

  /** Runs once per finished page, outside the structure: for headers and footers. */
  onEveryPage(draw: (document: PDFKit.PDFDocument, place: { number: number; of: number }) => void): number {
    const { count } = this.document.bufferedPageRange()
    for (let index = 0; index < count; index++) {
      this.document.switchToPage(index)
      // Text below the bottom margin would otherwise begin another page.
      this.document.page.margins.bottom = 0
      this.document.markContent('Artifact', { type: 'Pagination' })
      draw(this.document, { number: index + 1, of: count })
      this.document.endMarkedContent()
    }
    return count
  }

  async finish(): Promise<Uint8Array> {
    this.#root.end()
    this.document.end()
    await this.#ended
    return new Uint8Array(Buffer.concat(this.#chunks))
  }
}

/** Monospaced 7.5 points: 80 characters are 360 points; of the others the widest capital letter is about its own size. */
const fitted = (text: string, style: Style): string =>
  breakLongWords(printable(text), style.font === 'mono' ? 80 : 40)
