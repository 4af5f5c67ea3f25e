import type { KeptFinding } from '../parts/api.ts'

const states: Readonly<Record<KeptFinding['state'], string>> = {
  'not a use': 'No use was seen',
  open: 'Nobody was asked yet',
  asked: 'Waits for an answer',
  overdue: 'Answer overdue: account suspended',
  answered: 'Waits for an assessment',
  assessed: 'Waits to be closed',
  dismissed: 'Dismissed',
  closed: 'Closed',
}
export const stateWords = (state: KeptFinding['state']): string => states[state]

const steps: Readonly<Record<string, string>> = {
  misconduct: 'Case of misconduct opened',
  asked: 'Asked',
  answered: 'Answered',
  assessed: 'Assessed',
  case: 'Case settled',
  dismissed: 'Dismissed',
  closed: 'Closed',
}
export const stepWords = (step: string): string => steps[step] ?? step

const names: Readonly<Record<string, string>> = {
  rule: 'Rule',
  uses: 'Uses',
  person: 'Person',
  login: 'Account',
  dueOn: 'Answer due on',
  used: 'Used',
  forCase: 'For the case',
  onBehalfOf: 'On behalf of',
  ledTo: 'It led to',
  words: 'In words',
  assessment: 'Answer and lines',
  caseNumber: 'Case',
  decision: 'Decision',
  to: 'Disclosed to',
  on: 'On',
  reason: 'Reason',
  class: 'Class',
}

const values: Readonly<Record<string, string>> = {
  supports: 'agree',
  contradicts: 'contradict each other',
  unclear: 'leave it unclear',
  'not-heard': 'the person was not heard',
  disclosed: 'disclosed',
  'not-touched': 'the case was not touched',
  'press-page': 'a page for the press or the public',
  researcher: 'security research',
  'shared-address': 'an address that several people share',
  'name-collision': 'another company of that name',
  other: 'another reason',
  'used-before-rule': 'used while no rule existed',
  'used-under-contract': 'used under a contract in force',
  'misconduct-sustained': 'misconduct, sustained',
  'misconduct-not-sustained': 'misconduct, not sustained',
  'not-a-use': 'no use after all',
}
export const valueWords = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : (values[String(value)] ?? String(value))

/** What a step recorded, as label and words, without what is only for the machine. */
export function stepDetails(
  content: Readonly<Record<string, string | number | boolean>>,
): readonly { label: string; words: string }[] {
  return Object.entries(content).flatMap(([name, value]) => {
    const label = names[name]
    return label === undefined || value === '' ? [] : [{ label, words: valueWords(value) }]
  })
}

/** The days of a finding. */
export function seenWords({ firstSeen, lastSeen }: { firstSeen?: string; lastSeen?: string }): string {
  if (firstSeen === undefined || lastSeen === undefined) return 'undated'
  const [first, last] = [firstSeen.slice(0, 10), lastSeen.slice(0, 10)]
  return first === last ? first : `${first} to ${last}`
}
