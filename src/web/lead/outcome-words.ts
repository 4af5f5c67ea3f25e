import type { Choice } from '../parts/fields.tsx'

/** The outcomes of a lead in words, in the order in which they usually come. */
export const outcomeChoices: readonly Choice[] = [
  { code: 'no-action', title: 'No action was taken' },
  { code: 'excluded', title: 'The person was excluded' },
  { code: 'interviewed', title: 'The person was interviewed' },
  { code: 'arrest', title: 'Arrest' },
  { code: 'charge', title: 'Charge' },
  { code: 'dismissed', title: 'Charge dismissed' },
  { code: 'acquitted', title: 'Acquitted' },
  { code: 'conviction', title: 'Conviction' },
  { code: 'misidentified', title: 'Misidentified: it was somebody else' },
]

/** Kinds of evidence that stand on their own, apart from any comparison of faces. */
export const evidenceChoices: readonly Choice[] = [
  { code: 'physical', title: 'Physical evidence (fingerprint, DNA, object)' },
  { code: 'phone-or-location', title: 'Phone or location record' },
  { code: 'records', title: 'Documents or records' },
  { code: 'eyewitness-before-lead', title: 'Eyewitness, asked before this lead existed' },
  { code: 'admission', title: 'Admission' },
  { code: 'property', title: 'Property found' },
]

/** The title of an outcome or a kind of evidence; its code when it is a new one. */
export function outcomeTitle(code: string): string {
  return [...outcomeChoices, ...evidenceChoices].find((choice) => choice.code === code)?.title ?? code
}
