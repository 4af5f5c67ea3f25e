import type { MisuseCase } from '../parts/api.ts'

export type MisuseSource = MisuseCase['source']
type Step = MisuseCase['steps'][number]
export type MisuseClass = NonNullable<Step['class']>
export type Discipline = NonNullable<Step['discipline']>

export const sourceTitles: Readonly<Record<MisuseSource, string>> = {
  alarm: 'An alarm',
  audit: 'An audit',
  finding: 'A finding of outside face search',
  complaint: 'A complaint',
  other: 'Something else',
}

export const stepTitles: Readonly<Record<Step['step'], string>> = {
  evidence: 'Evidence is kept',
  lifted: 'The hold was lifted',
  held: 'The account was held again',
  closed: 'Closed',
}

export const classTitles: Readonly<Record<MisuseClass, string>> = {
  sustained: 'Misuse, sustained',
  'not-sustained': 'Not sustained',
  unfounded: 'It did not happen',
  'policy-fault': 'The policy was at fault, not the person',
}

export const disciplineTitles: Readonly<Record<Discipline, string>> = {
  none: 'None',
  training: 'Training',
  reprimand: 'Reprimand',
  suspension: 'Suspension',
  dismissal: 'Dismissal',
  referred: 'Referred to a prosecutor or an oversight body',
}

export const choicesOf = <T extends string>(titles: Readonly<Record<T, string>>) =>
  (Object.entries(titles) as [T, string][]).map(([code, title]) => ({ code, title }))

/** Where a case stands, in words. */
export function misuseState({ closed, held, steps }: MisuseCase): string {
  if (!closed) return held ? 'open, account held' : 'open, hold lifted'
  const last = steps.findLast(({ step }) => step === 'closed')
  const found = last?.class === undefined ? '' : `: ${classTitles[last.class].toLowerCase()}`
  return `closed${found}`
}
