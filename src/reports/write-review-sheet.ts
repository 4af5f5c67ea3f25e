import { page, Sheet, styles } from './sheet.ts'
import { facts, section } from './sheet-blocks.ts'

/** What a review of outside face search found, as plain values; the oversight room makes them. */
export type ReviewSheetInput = {
  readonly agency: string
  /** YYYY-MM-DD. */
  readonly day: string
  readonly lead: string
  readonly figures: readonly { readonly what: string; readonly value: string; readonly range: string }[]
  readonly sections: readonly {
    readonly title: string
    readonly lead: string
    readonly tables: readonly {
      readonly caption: string
      readonly heading: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }[]
  }[]
}

const title = 'Review of outside face search'

/**
 * The report of a review as a tagged PDF; the same review gives the same bytes. A row of a table stands as a name with its facts below, for
 * a sheet of paper is too narrow for eight columns.
 */
export async function writeReviewSheet(review: ReviewSheetInput): Promise<Uint8Array> {
  const createdAt = new Date(`${review.day}T00:00:00Z`)
  const sheet = new Sheet({ title: `${title}, ${review.day}`, author: review.agency, createdAt })
  sheet.text(title, { style: styles.title, tag: 'H1' })
  sheet.gap(4)
  sheet.text(`${review.agency} · ${review.day} · confidential: names people`, { style: styles.small })
  sheet.gap(4)
  sheet.text(review.lead, { style: styles.statement })
  section(sheet, 'In figures', () =>
    facts(
      sheet,
      review.figures.map(({ what, value, range }) => ({ label: what, value: `${value} (${range})` })),
    ),
  )
  for (const { title: name, lead, tables } of review.sections)
    section(sheet, name, () => {
      sheet.text(lead, { style: styles.body })
      for (const table of tables) draw(sheet, table)
    })
  sheet.onEveryPage((document, { number, of }) => {
    document.font(styles.small.font).fontSize(styles.small.sizePt).fillColor(styles.small.color)
    document.text(
      `${title} · ${review.agency} · ${review.day} · names people · page ${number} of ${of}`,
      page.leftPt,
      page.heightPt - 38,
      { lineBreak: false },
    )
  })
  return sheet.finish()
}

function draw(sheet: Sheet, table: ReviewSheetInput['sections'][number]['tables'][number]): void {
  sheet.keepTogether(50)
  sheet.gap(6)
  sheet.text(table.caption, { style: styles.strong, tag: 'H3' })
  for (const [name = '', ...cells] of table.rows) {
    sheet.keepTogether(30)
    sheet.gap(4)
    sheet.text(`${table.heading[0]}: ${name}`, { style: styles.body, tag: 'H4' })
    const told = cells.map((cell, at) => `${table.heading[at + 1]}: ${cell}`)
    sheet.text(told.join(' · '), { style: styles.small })
  }
}
