import type { House } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { refused } from '../refusal-code.ts'
import { sinceLastEnd } from './finding-state.ts'
import { takeStep } from './finding-steps.ts'
import { findingFor, type KeptFinding } from './finding-view.ts'
import { checkNotEnded, checkWords, tooEarly } from './step-refusals.ts'
import { unsettledCases } from './touched-cases.ts'

export const dismissReasons = [
  'press-page',
  'researcher',
  'shared-address',
  'name-collision',
  'other',
] as const
export type DismissReason = (typeof dismissReasons)[number]

export const closingClasses = {
  'used-before-rule': 'used while no rule existed',
  'used-under-contract': 'used under a contract in force',
  'misconduct-sustained': 'misconduct, sustained',
  'misconduct-not-sustained': 'misconduct, not sustained',
  'not-a-use': 'no use after all',
} as const
export type ClosingClass = keyof typeof closingClasses

type Acting = { readonly user: User; readonly id: string; readonly words: string }

/** Sets a finding aside with a reason; it stays, with its lines. Refuses FINDING_UNKNOWN, FINDING_ENDED, REASON_MISSING. */
export async function dismissFinding(
  house: House,
  of: Acting & { readonly reason: DismissReason },
): Promise<{ readonly logIndex: number }> {
  const finding = await findingFor(house, of)
  checkNotEnded(finding)
  const words = checkWords(of.words, 'The reason')
  return takeStep(house, {
    ...{ finding, agencyId: of.user.agency.id, step: 'dismissed', by: of.user.id },
    ...{ content: { reason: of.reason, words }, shown: { class: of.reason } },
  })
}

/**
 * Closes a finding with a class, by somebody other than whoever assessed it, when every case that it touches is settled. Use while no rule
 * existed is never closed as misconduct. Refuses FINDING_UNKNOWN, FINDING_ENDED, STEP_TOO_EARLY, CASE_UNSETTLED, MISCONDUCT_BARRED,
 * CLASS_BARRED, SECOND_PERSON_NEEDED, REASON_MISSING.
 */
export async function closeFinding(
  house: House,
  of: Acting & { readonly closingClass: ClosingClass },
): Promise<{ readonly logIndex: number }> {
  const finding = await findingFor(house, of)
  checkNotEnded(finding)
  if (finding.state !== 'assessed') {
    throw tooEarly('Nobody has assessed this finding yet.', 'The person answers, and a supervisor assesses.')
  }
  const assessed = sinceLastEnd(finding.steps).findLast(({ step }) => step === 'assessed')
  if (assessed?.by === of.user.id) throw secondPerson()
  const [unsettled] = unsettledCases(finding)
  if (unsettled !== undefined) throw caseUnsettled(unsettled)
  checkClass(finding, of.closingClass)
  const words = checkWords(of.words, 'The conclusion')
  return takeStep(house, {
    ...{ finding, agencyId: of.user.agency.id, step: 'closed', by: of.user.id },
    ...{ content: { class: of.closingClass, words }, shown: { class: of.closingClass } },
  })
}

function checkClass({ judgement, period }: KeptFinding, wanted: ClosingClass): void {
  const isMisconduct = wanted.startsWith('misconduct')
  if (isMisconduct && !judgement.opensMisconduct) {
    throw refused({
      code: 'MISCONDUCT_BARRED',
      reason: `This was ${judgement.words}; that is no misconduct.`,
      needed: 'Close it as what it was. A later rule is not applied to earlier use.',
    })
  }
  const misfit =
    (wanted === 'used-before-rule' && period !== 'no rule') ||
    (wanted === 'used-under-contract' && period !== 'contracted') ||
    (judgement.opensMisconduct && !isMisconduct && wanted !== 'not-a-use')
  if (!misfit) return
  throw refused({
    code: 'CLASS_BARRED',
    reason: `The class "${closingClasses[wanted]}" does not fit what was ${judgement.words}.`,
    needed: 'Choose the class that fits the rule of its day.',
  })
}

const secondPerson = () =>
  refused({
    code: 'SECOND_PERSON_NEEDED',
    reason: 'You assessed this finding yourself.',
    needed: 'Somebody else closes it.',
  })

const caseUnsettled = (caseNumber: string) =>
  refused({
    code: 'CASE_UNSETTLED',
    reason: `The finding touches the case ${caseNumber}, and nobody recorded whether its prosecutor was told.`,
    needed:
      'Record whom it was disclosed to and what other evidence there was, or that the case was not touched.',
  })
