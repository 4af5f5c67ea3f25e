import { colors, type Place, page, type Sheet, styles } from './sheet.ts'

/** A titled section; the title never stands alone at the foot of a page. */
export function section(sheet: Sheet, title: string, draw: () => void): void {
  sheet.within('Sect', () => {
    sheet.keepTogether(64)
    sheet.gap(10)
    sheet.text(title, { style: styles.heading, tag: 'H2' })
    const ruleY = sheet.y + 2
    sheet.artifact((document) =>
      document
        .moveTo(page.leftPt, ruleY)
        .lineTo(page.leftPt + page.contentWidthPt, ruleY)
        .lineWidth(0.75)
        .stroke(colors.rule),
    )
    sheet.gap(6)
    draw()
  })
}

const labelPlace: Place = { xPt: page.leftPt, widthPt: 96 }
const valuePlace: Place = { xPt: page.leftPt + 104, widthPt: page.contentWidthPt - 104 }

export type Fact = { readonly label: string; readonly value: string; readonly mono?: boolean }

/** Labels on the left, values on the right; a long value flows on. */
export function facts(sheet: Sheet, list: readonly Fact[]): void {
  sheet.within('L', () => {
    for (const { label, value, mono = false } of list)
      sheet.within('LI', () => {
        sheet.keepTogether(sheet.heightPt(label, { style: styles.label, place: labelPlace }) + 2)
        const top = sheet.y
        sheet.text(label, { style: styles.label, tag: 'Lbl', place: labelPlace })
        const labelEnd = sheet.y
        sheet.moveTo(mono ? top + 0.8 : top)
        sheet.text(value, { style: mono ? styles.mono : styles.body, tag: 'LBody', place: valuePlace })
        if (sheet.y > top) sheet.moveTo(Math.max(sheet.y, labelEnd))
        sheet.gap(1.5)
      })
  })
}

/** Short sentences, each after a small square bullet. */
export function bullets(sheet: Sheet, list: readonly string[]): void {
  const place: Place = { xPt: page.leftPt + 12, widthPt: page.contentWidthPt - 12 }
  sheet.within('L', () => {
    for (const item of list)
      sheet.within('LI', () => {
        sheet.keepTogether(Math.min(60, sheet.heightPt(item, { style: styles.body, place })))
        const top = sheet.y
        sheet.artifact((document) => document.rect(page.leftPt + 1, top + 3.6, 3, 3).fill(colors.navy))
        sheet.text(item, { style: styles.body, tag: 'LBody', place })
        sheet.gap(2)
      })
  })
}

/** A tinted box with a colored edge around text of one style; it is never split, so the text must be short. */
export function callout(
  sheet: Sheet,
  text: string,
  look: {
    readonly fill: string
    readonly edge: string
    readonly style: (typeof styles)[keyof typeof styles]
  },
): void {
  const place: Place = { xPt: page.leftPt + 14, widthPt: page.contentWidthPt - 26 }
  const heightPt = sheet.heightPt(text, { style: look.style, place }) + 13
  sheet.keepTogether(heightPt)
  const top = sheet.y
  sheet.artifact((document) => {
    document.rect(page.leftPt, top, page.contentWidthPt, heightPt).fill(look.fill)
    document.rect(page.leftPt, top, 4, heightPt).fill(look.edge)
  })
  sheet.moveTo(top + 7)
  sheet.text(text, { style: look.style, place })
  sheet.moveTo(top + heightPt)
}

/** An empty box to tick with a pen, and the text beside it. */
export function tickBox(sheet: Sheet, text: string, place: Place): void {
  const top = sheet.y
  sheet.artifact((document) =>
    document
      .rect(place.xPt, top + 0.5, 8, 8)
      .lineWidth(0.75)
      .fillAndStroke(colors.white, colors.ink),
  )
  const textPlace = { xPt: place.xPt + 15, widthPt: place.widthPt - 15 }
  sheet.within('LI', () => sheet.text(text, { style: styles.body, tag: 'LBody', place: textPlace }))
}
