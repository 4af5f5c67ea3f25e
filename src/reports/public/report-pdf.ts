import { colors, type Place, page, Sheet, styles } from '../sheet.ts'
import { bullets, facts, section } from '../sheet-blocks.ts'
import type { Figure } from './figure.ts'
import { type PublicReport, reportNotes } from './public-report.ts'

const wordsPlace: Place = { xPt: page.leftPt + 8, widthPt: 380 }
const countPlace: Place = { xPt: page.leftPt + 396, widthPt: page.contentWidthPt - 396 }

/** A public report as a tagged PDF; the same report gives the same bytes. */
export async function reportPdf(report: PublicReport): Promise<Uint8Array> {
  const { pack, period, source } = report
  const createdAt = new Date(`${source.madeOn}T00:00:00Z`)
  const sheet = new Sheet({ title: `${pack.title}, ${period}`, author: source.origin, createdAt })
  sheet.text(pack.title, { style: styles.title, tag: 'H1' })
  sheet.gap(4)
  sheet.text(`Figures of ${period}, made on ${source.madeOn} from the log ${source.origin}.`, {
    style: styles.statement,
  })
  section(sheet, 'Figures', () => report.figures.map((figure) => draw(sheet, figure)))
  if (report.imported.length > 0)
    section(sheet, 'Before this log: imported, unattested', () =>
      report.imported.map((figure) => draw(sheet, figure)),
    )
  section(sheet, 'How these figures were made', () => {
    bullets(sheet, reportNotes(report))
    facts(sheet, [
      { label: 'Entries', value: source.size.toLocaleString('en-US') },
      { label: 'Root', value: source.root, mono: true },
      { label: 'Key', value: source.vkey, mono: true },
    ])
  })
  sheet.onEveryPage((document, { number, of }) => {
    document.font(styles.small.font).fontSize(styles.small.sizePt).fillColor(styles.small.color)
    document.text(`${pack.title} · ${period} · page ${number} of ${of}`, page.leftPt, page.heightPt - 38, {
      lineBreak: false,
    })
  })
  return sheet.finish()
}

function draw(sheet: Sheet, figure: Figure): void {
  sheet.keepTogether(58)
  sheet.gap(5)
  sheet.text(figure.title, { style: styles.strong, tag: 'H3' })
  if (figure.kind === 'table') table(sheet, figure)
  else sheet.text(figure.kind === 'absent' ? figure.why : figure.value, { style: styles.body })
  sheet.text(`How: ${figure.how}.`, { style: styles.small })
}

function table(sheet: Sheet, figure: Extract<Figure, { kind: 'table' }>): void {
  const rows = [
    ...figure.rows.map(({ words, shown }) => [words, shown] as const),
    ['All', figure.total] as const,
  ]
  sheet.within('Table', () => {
    row(sheet, [figure.heading, 'Count'], 'TH')
    for (const cells of rows) row(sheet, cells, 'TD')
  })
}

function row(sheet: Sheet, [words, count]: readonly [string, string], tag: 'TH' | 'TD'): void {
  const style = tag === 'TH' ? styles.label : styles.body
  sheet.within('TR', () => {
    sheet.keepTogether(sheet.heightPt(words, { style, place: wordsPlace }) + 3)
    const top = sheet.y
    sheet.text(words, { style, tag: 'TH', place: wordsPlace })
    const end = sheet.y
    sheet.moveTo(top)
    sheet.text(count, { style, tag, place: countPlace })
    sheet.moveTo(Math.max(end, sheet.y))
    const ruleY = sheet.y + 0.5
    sheet.artifact((document) =>
      document
        .moveTo(wordsPlace.xPt, ruleY)
        .lineTo(page.leftPt + page.contentWidthPt, ruleY)
        .lineWidth(0.4)
        .stroke(colors.rule),
    )
    sheet.gap(1.5)
  })
}
