import type { LeadSheetInput } from './lead-sheet-input.ts'
import { type Place, page, type Sheet, styles } from './sheet.ts'
import { bullets, section } from './sheet-blocks.ts'

const gapPt = 20
const widthPt = (page.contentWidthPt - gapPt) / 2
const heightPt = 128

/** Where a working copy was searched: both pictures and the steps in words; what was marked by hand; the number of the try. */
export function drawPreparation(sheet: Sheet, input: LeadSheetInput): void {
  const { prepared, tryNumber, eyesMarkedByHand } = input
  const again = tryNumber !== undefined && tryNumber > 1
  if (prepared === undefined && !again && eyesMarkedByHand !== true) return
  section(sheet, 'How the probe was prepared', () => {
    if (prepared !== undefined) drawBoth(sheet, input, prepared)
    const notes = [
      ...(eyesMarkedByHand === true
        ? [
            'The machine found no face that was meant; a person marked the eyes. Who, when and where is sealed in the log.',
          ]
        : []),
      ...(again
        ? [
            `This was try ${tryNumber} of this picture in the agency. The more often a picture is tried, the likelier is somebody who only looks alike.`,
          ]
        : []),
    ]
    if (notes.length > 0) bullets(sheet, notes)
  })
}

function drawBoth(
  sheet: Sheet,
  input: LeadSheetInput,
  prepared: NonNullable<LeadSheetInput['prepared']>,
): void {
  sheet.text(
    'A working copy was searched. The examiners compared on the original, which is kept unchanged; the steps below, applied to it again, give the same copy byte for byte.',
    { style: styles.body },
  )
  sheet.gap(4)
  const pictures = [
    { jpeg: input.probeImage, title: 'Original', caption: `SHA-256 of the file: ${input.probeSha256}` },
    { jpeg: prepared.image, title: 'Working copy', caption: `SHA-256 of its pixels: ${prepared.sha256}` },
  ]
  sheet.keepTogether(heightPt + 50)
  const top = sheet.y
  let lowest = top
  for (const [index, { jpeg, title, caption }] of pictures.entries()) {
    const place: Place = { xPt: page.leftPt + index * (widthPt + gapPt), widthPt }
    sheet.moveTo(top)
    sheet.picture(jpeg, {
      alt: `${title} of the probe, case ${input.caseNumber}.`,
      box: { ...place, heightPt },
    })
    sheet.gap(4)
    sheet.text(title, { style: styles.strong, place })
    sheet.text(caption, { style: styles.small, tag: 'Caption', place })
    lowest = Math.max(lowest, sheet.y)
  }
  sheet.moveTo(lowest)
  sheet.gap(4)
  bullets(
    sheet,
    prepared.steps.length === 0 ? ['No steps.'] : prepared.steps.map((step, at) => `${at + 1}. ${step}`),
  )
}
