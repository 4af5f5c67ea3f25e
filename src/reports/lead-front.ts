import { isoDate } from '../kernel/index.ts'
import { leadSentence } from '../lead/index.ts'
import type { LeadSheetInput } from './lead-sheet-input.ts'
import { colors, type Place, page, type Sheet, styles } from './sheet.ts'
import { callout, facts, section, tickBox } from './sheet-blocks.ts'
import { ageWords, dateWords, timeWords } from './words.ts'

export const demonstrationWords =
  'Demonstration. The people shown are synthetic: no real person was photographed, booked or investigated.'

/** How old the booking photograph was when the lead was issued. */
export const photographAge = ({ person, issuedAt }: LeadSheetInput): string =>
  ageWords(person.bookedOn, isoDate(new Date(issuedAt)))

/** Title, what the sheet is about, and the one sentence it exists to say. */
export function drawOpening(sheet: Sheet, input: LeadSheetInput): void {
  if (input.demonstration) {
    callout(sheet, demonstrationWords, {
      fill: colors.warning,
      edge: colors.warningEdge,
      style: styles.strong,
    })
    sheet.gap(10)
  }
  sheet.text(input.agencyName, { style: styles.label })
  sheet.gap(1)
  sheet.text('Investigative lead', { style: styles.title, tag: 'H1' })
  sheet.gap(2)
  const about = [`Case ${input.caseNumber}`, input.crime, `issued ${timeWords(input.issuedAt)}`]
  sheet.text(about.join('  \u2022  '), { style: styles.body })
  sheet.gap(8)
  const statement = leadSentence({ decision: 'lead', bookingNumber: input.person.bookingNumber })
  callout(sheet, statement, { fill: colors.tint, edge: colors.navy, style: styles.statement })
  sheet.gap(10)
}

const pictureGapPt = 20
const pictureWidthPt = (page.contentWidthPt - pictureGapPt) / 2
const pictureHeightPt = 178

/** The two pictures side by side, each with its caption. */
export function drawPictures(sheet: Sheet, input: LeadSheetInput): void {
  const { person, caseNumber, demonstration } = input
  const who = demonstration ? 'a synthetic face' : 'a face'
  const pictures = [
    {
      jpeg: input.probeImage,
      title: 'Probe',
      alt: `Probe image of case ${caseNumber}: ${who}, to be compared with the booking photograph beside it.`,
      caption: `From case ${caseNumber}, prepared for comparison.\nSHA-256 of the original: ${input.probeSha256}`,
    },
    {
      jpeg: input.bookingImage,
      title: 'Booking photograph',
      alt: `Booking photograph of booking ${person.bookingNumber}, ${dateWords(person.bookedOn)}: ${who}.`,
      caption: `Booking ${person.bookingNumber}, taken ${dateWords(person.bookedOn)}: ${photographAge(input)} old when this lead was issued.\nPerson ${person.personId}`,
    },
  ]
  sheet.keepTogether(pictureHeightPt + 60)
  const top = sheet.y
  let lowest = top
  for (const [index, { jpeg, title, alt, caption }] of pictures.entries()) {
    const place: Place = {
      xPt: page.leftPt + index * (pictureWidthPt + pictureGapPt),
      widthPt: pictureWidthPt,
    }
    sheet.moveTo(top)
    sheet.picture(jpeg, { alt, box: { ...place, heightPt: pictureHeightPt } })
    sheet.gap(4)
    sheet.text(title, { style: styles.strong, place })
    sheet.text(caption, { style: styles.small, tag: 'Caption', place })
    lowest = Math.max(lowest, sheet.y)
  }
  sheet.moveTo(lowest)
  sheet.gap(2)
}

const checks = [
  'Find evidence that does not come from this search. This lead is not probable cause for an arrest, a charge or a warrant.',
  'Do not show the booking photograph on this sheet to a witness, alone or in a line-up. It was chosen because it looks alike, so a witness may choose it for the same reason.',
  'Look for reasons why it is not this person, and write down what you found:',
] as const
const afterwards =
  'Afterwards, tell the agency\u2019s identification unit what became of this lead, and on what other evidence.'
const reasonsAgainst = [
  'age on the day',
  'height',
  'build',
  'tattoos, scars, marks',
  'in custody at the time',
  'far away at the time',
] as const

/** What must be done before anybody acts on the lead, as boxes to tick with a pen. */
export function drawChecklist(sheet: Sheet): void {
  sheet.keepTogether(196)
  section(sheet, 'Before any arrest or line-up', () => {
    sheet.within('L', () => {
      for (const check of checks) {
        tickBox(sheet, check, { xPt: page.leftPt, widthPt: page.contentWidthPt })
        sheet.gap(3)
      }
    })
    const top = sheet.y
    sheet.within('L', () => {
      for (const [index, reason] of reasonsAgainst.entries()) {
        sheet.moveTo(top + Math.floor(index / 3) * 14)
        tickBox(sheet, reason, { xPt: page.leftPt + 15 + (index % 3) * 163, widthPt: 160 })
      }
    })
    sheet.moveTo(top + 31)
    sheet.within('L', () => tickBox(sheet, afterwards, { xPt: page.leftPt, widthPt: page.contentWidthPt }))
    sheet.gap(12)
    drawSignature(sheet)
  })
}

function drawSignature(sheet: Sheet): void {
  const top = sheet.y
  const lines = [
    { label: 'Checked by', xPt: page.leftPt, labelPt: 50, widthPt: 300 },
    { label: 'Date', xPt: page.leftPt + 340, labelPt: 24, widthPt: 164 },
  ]
  for (const { label, xPt, labelPt, widthPt } of lines) {
    sheet.moveTo(top)
    sheet.text(label, { style: styles.label, place: { xPt, widthPt: labelPt + 8 } })
    sheet.artifact((document) =>
      document
        .moveTo(xPt + labelPt, top + 9)
        .lineTo(xPt + widthPt, top + 9)
        .lineWidth(0.5)
        .stroke(colors.ink),
    )
  }
  sheet.moveTo(top + 14)
}

/** What the policy asks for after it permitted the search: how the list is used, told and kept. */
export function drawConditions(sheet: Sheet, input: LeadSheetInput): void {
  const { conditions } = input.policy
  if (conditions === undefined) return
  section(sheet, 'Conditions of the permit', () =>
    facts(
      sheet,
      conditions.map(({ id, words }) => ({ label: id, value: words })),
    ),
  )
}

/** Who asked for the search, why, on what authority, and which rules permitted it. */
export function drawRequest(sheet: Sheet, input: LeadSheetInput): void {
  section(sheet, 'Request and permission', () => {
    const { packId, packVersion, rules } = input.policy
    facts(sheet, [
      { label: 'Requested by', value: input.requester.name },
      { label: 'Case', value: `${input.caseNumber}, ${input.crime}` },
      { label: 'Purpose', value: input.purpose },
      ...(input.authority ?? []).map(({ label, words }) => ({ label, value: words })),
      { label: 'Policy', value: `${packId}, version ${packVersion}` },
      ...rules.map(({ id, sentence }) => ({ label: id, value: sentence })),
    ])
  })
}
