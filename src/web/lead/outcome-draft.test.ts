import { expect, test } from 'vitest'
import type { RecordOutcome } from '../parts/api.ts'
import { emptyEvidence, emptyOutcome, outcomeFaults, recordOf } from './outcome-draft.ts'
import { evidenceChoices, outcomeChoices, outcomeTitle } from './outcome-words.ts'

const evidence = { ...emptyEvidence(1), kind: 'physical', obtainedOn: '2026-11-20', by: ' Lab ', words: ' ' }

test('the lists of the form are exactly the lists of the contract', () => {
  const outcomes: Record<RecordOutcome['outcome'], true> = {
    'no-action': true,
    excluded: true,
    interviewed: true,
    arrest: true,
    charge: true,
    dismissed: true,
    acquitted: true,
    conviction: true,
    misidentified: true,
  }
  const kinds: Record<RecordOutcome['evidence'][number]['kind'], true> = {
    physical: true,
    'phone-or-location': true,
    records: true,
    'eyewitness-before-lead': true,
    admission: true,
    property: true,
  }
  expect(outcomeChoices.map(({ code }) => code).sort()).toEqual(Object.keys(outcomes).sort())
  expect(evidenceChoices.map(({ code }) => code).sort()).toEqual(Object.keys(kinds).sort())
})

test('an outcome must be chosen, and each piece of evidence must be complete', () => {
  expect(Object.keys(outcomeFaults(emptyOutcome))).toEqual(['outcome'])
  const draft = { ...emptyOutcome, outcome: 'arrest', evidence: [emptyEvidence(7)] }
  expect(Object.keys(outcomeFaults(draft)).sort()).toEqual(['by-7', 'kind-7', 'on-7'])
  expect(recordOf(draft)).toBeUndefined()
})

test('a complete record is sent without what is only of the form', () => {
  expect(recordOf({ outcome: 'arrest', evidence: [evidence], note: ' x ' })).toEqual({
    outcome: 'arrest',
    evidence: [{ kind: 'physical', obtainedOn: '2026-11-20', by: 'Lab' }],
    note: 'x',
  })
})

test('an unknown code is shown as it is', () => {
  expect(outcomeTitle('arrest')).toBe('Arrest')
  expect(outcomeTitle('new-kind')).toBe('new-kind')
})
