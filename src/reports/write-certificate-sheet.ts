import { encode } from 'uqr'
import { colors, page, Sheet, styles } from './sheet.ts'
import { callout, facts, section } from './sheet-blocks.ts'
import { printable } from './words.ts'

export type CertificateFacts = {
  readonly id: string
  readonly holder: string
  readonly agency: { readonly name: string; readonly demonstration: boolean }
  readonly course: { readonly title: string; readonly code: string; readonly hours: number }
  readonly covers: readonly string[]
  readonly validFrom: string
  readonly validTo: string
  /** The signed credential, a compact JWS. */
  readonly credential: string
  /** Where the agency publishes its key and status lists. */
  readonly checkAt: string
}

const quiet = 4
const sidePt = 300

/**
 * Writes a training certificate as a tagged PDF of one page. The QR code holds the whole signed credential, which also lies in
 * the file as an attachment: who checks it needs the key that the agency publishes, and nothing of us.
 */
export async function writeCertificateSheet(certificate: CertificateFacts): Promise<Uint8Array> {
  const { holder, agency, course, covers, validFrom, validTo, id, credential, checkAt } = certificate
  const sheet = new Sheet({
    title: `Training certificate, ${printable(course.title)}`,
    author: printable(agency.name),
    createdAt: new Date(validFrom),
  })
  sheet.text('Training certificate', { style: styles.title, tag: 'H1' })
  sheet.gap(6)
  sheet.text(`${holder} completed the course "${course.title}" of ${agency.name}.`, {
    style: styles.statement,
  })
  sheet.gap(6)
  facts(sheet, [
    { label: 'Course', value: `${course.title} (${course.code}, ${course.hours} h)` },
    { label: 'Covers', value: covers.join(', ') },
    { label: 'From', value: validFrom },
    { label: 'Ends', value: `${validTo}; at that second it does not count any more` },
    { label: 'Certificate', value: id, mono: true },
  ])
  if (agency.demonstration) {
    sheet.gap(4)
    const look = { fill: colors.warning, edge: colors.warningEdge, style: styles.body }
    callout(sheet, 'A demonstration: this agency does not exist.', look)
  }
  section(sheet, 'How to check it', () => {
    sheet.text(
      'The code below, and the attached file credential.jwt, hold this certificate as a signed Open Badge (VC-JWT, EdDSA). ' +
        'Check its signature with the key that the agency publishes, its dates, and that its place in the two published ' +
        'status lists is not set: only then does it count today. A printed certificate alone cannot say that it was not revoked.',
      { style: styles.body },
    )
    sheet.gap(3)
    sheet.text(checkAt, { style: styles.mono })
    sheet.gap(8)
    drawCode(sheet, credential)
  })
  sheet.document.file(Buffer.from(credential), { name: 'credential.jwt', type: 'application/jwt' })
  return sheet.finish()
}

/** The squares of the code that holds a text, dark ones true, without a quiet zone. */
export const codeSquares = (text: string): readonly (readonly boolean[])[] =>
  encode(text, { ecc: 'L', border: 0 }).data

function drawCode(sheet: Sheet, text: string): void {
  const squares = codeSquares(text)
  const unitPt = sidePt / (squares.length + 2 * quiet)
  const box = { xPt: (page.widthPt - sidePt) / 2, widthPt: sidePt, heightPt: sidePt }
  sheet.keepTogether(sidePt)
  sheet.figure(
    { alt: 'QR code with the signed credential; it is attached as credential.jwt as well', box },
    (document, top) => {
      for (const [row, line] of squares.entries()) {
        for (const [at, dark] of line.entries()) {
          if (!dark) continue
          document.rect(box.xPt + (at + quiet) * unitPt, top + (row + quiet) * unitPt, unitPt, unitPt)
        }
      }
      document.fill('#000000')
    },
  )
}
