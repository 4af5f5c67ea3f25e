import type { LeadDecision } from '../examination/index.ts'

/** The one sentence that a conclusion comes to; it never says more than the examiners did. */
export function leadSentence(of: { decision: LeadDecision; bookingNumber?: string | undefined }): string {
  switch (of.decision) {
    case 'lead':
      return (
        `Two examiners independently support that the probe and booking ${of.bookingNumber ?? ''} show the same person. ` +
        'This is an investigative lead, not an identification.'
      )
    case 'no-lead':
      return 'Two examiners independently found that no candidate shows the person in the probe. There is no lead.'
    case 'inconclusive':
      return 'The two examinations do not support the same person. There is no lead.'
  }
}

/** What must be done before anybody acts on a lead. */
export const beforeAnyArrest: readonly { readonly code: string; readonly words: string }[] = [
  {
    code: 'independent-evidence',
    words:
      'Find evidence that does not come from this search. This lead is not probable cause for an arrest, a charge or a warrant.',
  },
  {
    code: 'no-line-up',
    words:
      'Do not show the booking photograph to a witness, alone or in a line-up. It was chosen because it looks alike, so a witness may choose it for the same reason.',
  },
  {
    code: 'reasons-against',
    words:
      'Look for reasons why it is not this person: age on the day, height, build, tattoos and marks, in custody or far away at the time.',
  },
  { code: 'outcome', words: 'Record what became of this lead, and on what other evidence.' },
]

/** What a lead must not be taken for. */
export const limitsInWords: readonly string[] = [
  'The similarity is a ranking aid, not a probability that two pictures show one person.',
  'A search lists someone even when the person in the probe was never booked; in a large gallery the most similar face is often a stranger’s.',
  'Age, weight, hair, injury and make-up change a face; so do distance, angle, light, blur and compression.',
  'The examiners compared pictures. They did not see the person, and nothing here says where anybody was.',
]
