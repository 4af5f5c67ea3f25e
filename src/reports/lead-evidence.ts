import { photographAge } from './lead-front.ts'
import type { LeadSheetExaminer, LeadSheetInput } from './lead-sheet-input.ts'
import { type Sheet, styles } from './sheet.ts'
import { bullets, facts, section } from './sheet-blocks.ts'
import { countWords, timeWords } from './words.ts'

/** How the person came to be a candidate: what was searched, with what, and what proves it was complete. */
export function drawSearch(sheet: Sheet, { search }: LeadSheetInput): void {
  section(sheet, 'How the search was made', () => {
    const words = `The probe was compared with every booking photograph that the policy permitted, one by one: ${countWords(search.rowsScanned)} templates of ${countWords(search.persons)} persons. None was skipped. ${countWords(search.candidates)} ${search.candidates === 1 ? 'candidate was' : 'candidates were'} listed for examination.`
    sheet.text(words, { style: styles.body })
    sheet.gap(3)
    facts(sheet, [
      { label: 'Certificate', value: search.certificateWords },
      { label: 'Face model', value: search.modelName },
      { label: 'Model id', value: search.modelId, mono: true },
      { label: 'Gallery root', value: search.galleryRoot, mono: true },
      { label: 'Search', value: search.id, mono: true },
      {
        label: 'Log entries',
        value: `${countWords(search.logIndex)} (the intent, before the search) and ${countWords(search.resultIndex)} (its result)`,
      },
    ])
  })
}

/** What both examiners concluded, each without knowing of the other, and why. */
export function drawExaminers(sheet: Sheet, { examiners }: LeadSheetInput): void {
  section(sheet, 'Conclusions of the examiners', () => {
    const roles = ['First examiner', 'Second examiner, who did not know the first conclusion']
    for (const [index, examiner] of examiners.entries())
      sheet.within('Sect', () => drawExaminer(sheet, examiner, roles[index] ?? 'Examiner'))
  })
}

function drawExaminer(sheet: Sheet, examiner: LeadSheetExaminer, role: string): void {
  sheet.keepTogether(60)
  sheet.text(role, { style: styles.strong, tag: 'H3' })
  sheet.gap(2)
  facts(sheet, [
    { label: 'Name', value: `${examiner.name}, certificate ${examiner.certificateId}` },
    { label: 'Conclusion', value: `${examiner.conclusion}, sealed ${timeWords(examiner.sealedAt)}` },
    { label: 'Reason', value: examiner.reason },
    ...plantedFacts(examiner),
  ])
  sheet.gap(4)
}

/** Faces of nobody in the list of this examiner: the reader must know of them, and that they are no candidates. */
function plantedFacts({ plantedLetters = [] }: LeadSheetExaminer) {
  const [last, ...before] = plantedLetters.toReversed()
  if (last === undefined) return []
  const value =
    before.length === 0
      ? `Letter ${last} in this examiner\u2019s list was a synthetic face of nobody, there to measure errors. The examiner learnt of it after sealing only; no search listed it.`
      : `Letters ${before.toReversed().join(', ')} and ${last} in this examiner\u2019s list were synthetic faces of nobody, there to measure errors. The examiner learnt of them after sealing only; no search listed them.`
  return [{ label: 'Planted', value }]
}

/** What the reader must not take this sheet for. */
export function drawLimits(sheet: Sheet, input: LeadSheetInput): void {
  section(sheet, 'Limits', () =>
    bullets(sheet, [
      `The machine\u2019s similarity is a ranking aid, not a probability that two pictures show one person. ${input.similarityNote}`,
      'A search lists someone even when the person in the probe was never booked. In a large gallery the most similar face is often a stranger\u2019s.',
      `The booking photograph was ${photographAge(input)} old. Age, weight, hair, injury and make-up change a face.`,
      'Distance, angle, light, blur and compression of the probe limit every comparison, by machine and by examiner.',
      'The examiners compared pictures. They did not see the person, and nothing here says where anybody was.',
    ]),
  )
}

/** How anyone can check that this sheet belongs to a log that nobody changed. */
export function drawProof(sheet: Sheet, { proof, leadId }: LeadSheetInput): void {
  section(sheet, 'Proof', () => {
    const state = proof.verified
      ? 'Its proof was checked against the checkpoint below when this sheet was written.'
      : 'Its proof had NOT been checked when this sheet was written: check it before you rely on the sheet.'
    sheet.text(
      `The search behind this lead is entry ${countWords(proof.logIndex)} of a public log that cannot be changed unnoticed; the log then held ${countWords(proof.logSize)} entries. ${state}`,
      { style: proof.verified ? styles.body : styles.strong },
    )
    sheet.gap(3)
    facts(sheet, [
      { label: 'Lead', value: leadId, mono: true },
      { label: 'Checkpoint', value: proof.checkpoint.trimEnd(), mono: true },
      ...(proof.tlogProofSha256 === undefined
        ? []
        : [{ label: 'SHA-256 of proof', value: proof.tlogProofSha256, mono: true }]),
      {
        label: 'How to check',
        value:
          'Run the command below on the published log. It counts every entry again, checks the signatures, and must arrive at a log that contains this checkpoint and this entry.',
      },
      { label: 'Command', value: 'casebound log verify', mono: true },
    ])
  })
}
