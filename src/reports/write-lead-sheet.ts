import { drawExaminers, drawLimits, drawProof, drawSearch } from './lead-evidence.ts'
import {
  demonstrationWords,
  drawChecklist,
  drawConditions,
  drawOpening,
  drawPictures,
  drawRequest,
} from './lead-front.ts'
import { drawPreparation } from './lead-preparation.ts'
import { checkLeadSheetInput, type LeadSheetInput } from './lead-sheet-input.ts'
import { colors, page, Sheet, styles } from './sheet.ts'
import { countWords, printable } from './words.ts'

/** Stands on every page. */
const warning = 'INVESTIGATIVE LEAD \u2014 NOT AN IDENTIFICATION'

/**
 * Writes a lead as a document to print: a tagged PDF 1.7 of letter size with embedded fonts, structure, language, title and
 * texts for its pictures (after ISO 14289-1, without claiming conformity). The same input gives the same bytes.
 * Long texts flow on to further pages; ordinary ones give two. An input that is inconsistent is a bug and throws.
 */
export async function writeLeadSheet(
  input: LeadSheetInput,
): Promise<{ readonly bytes: Uint8Array; readonly pages: number }> {
  checkLeadSheetInput(input)
  const sheet = new Sheet({
    title: `Investigative lead ${printable(input.leadId)}, case ${printable(input.caseNumber)}`,
    author: printable(input.agencyName),
    createdAt: new Date(input.issuedAt),
  })
  drawOpening(sheet, input)
  drawPictures(sheet, input)
  drawChecklist(sheet)
  drawRequest(sheet, input)
  drawConditions(sheet, input)
  drawSearch(sheet, input)
  drawPreparation(sheet, input)
  drawLimits(sheet, input)
  drawExaminers(sheet, input)
  drawProof(sheet, input)
  const pages = drawEveryPage(sheet, input)
  return { bytes: await sheet.finish(), pages }
}

const bandPt = 34

function drawEveryPage(sheet: Sheet, input: LeadSheetInput): number {
  const footerY = page.heightPt - 40
  return sheet.onEveryPage((document, { number, of }) => {
    document.rect(0, 0, page.widthPt, bandPt).fill(colors.navy)
    document.font('strong').fontSize(11).fillColor(colors.white)
    centered(document, warning, 11)
    if (input.demonstration && number > 1) {
      document.rect(0, bandPt, page.widthPt, 15).fill(colors.warning)
      document.font('text').fontSize(8).fillColor(colors.ink)
      centered(document, demonstrationWords, bandPt + 3)
    }
    document
      .moveTo(page.leftPt, footerY - 7)
      .lineTo(page.widthPt - page.leftPt, footerY - 7)
      .lineWidth(0.5)
      .stroke(colors.rule)
    const { font, sizePt, color } = styles.small
    document.font(font).fontSize(sizePt).fillColor(color)
    const entry = `Log entry ${countWords(input.proof.logIndex)}`
    const place = `Page ${number} of ${of}`
    document.text(`Lead ${printable(input.leadId)}`, page.leftPt, footerY, { lineBreak: false })
    centered(document, entry, footerY)
    const right = page.widthPt - page.leftPt - document.widthOfString(place)
    document.text(place, right, footerY, { lineBreak: false })
  })
}

function centered(document: PDFKit.PDFDocument, text: string, yPt: number): void {
  document.text(text, (page.widthPt - document.widthOfString(text)) / 2, yPt, { lineBreak: false })
}
