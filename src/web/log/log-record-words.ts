// Words for the codes of openings and erasures; the codes are public in the log.

export const audienceChoices = [
  { code: 'defence', title: 'Defence' },
  { code: 'prosecution', title: 'Prosecution' },
  { code: 'court', title: 'Court' },
  { code: 'auditor', title: 'Auditor or oversight body' },
  { code: 'subject', title: 'The person concerned' },
  { code: 'researcher', title: 'Researcher' },
  { code: 'agency', title: 'This agency' },
] as const

export const basisChoices = [
  { code: 'sealing', title: 'The arrest or record was sealed' },
  { code: 'expungement', title: 'The record was expunged' },
  { code: 'factual-innocence', title: 'Found factually innocent' },
  { code: 'juvenile', title: 'Record of a juvenile' },
  { code: 'retention', title: 'Its time of retention is over' },
] as const

/** The words of a code in a list of choices; the code itself where the list has none. */
export const titleOf = (
  choices: readonly { readonly code: string; readonly title: string }[],
  code: string,
): string => choices.find((one) => one.code === code)?.title ?? code
