import { expect, test } from 'vitest'
import type { CaseRequest } from '../parts/api.ts'
import { answered, answerTo, changedDetails, detailsOf, formOf } from './request-form.ts'
import { faultsOf, firstOpenStep, openIn, stepBeside, stepNamed } from './steps.ts'

const own = 'demo-county'
const complete: CaseRequest['details'] = {
  caseNumber: '26-1188',
  purpose: 'identify-suspect',
  crime: 'robbery',
  narrative: 'Shop counter.',
  onBehalfOf: own,
  protectedActivity: false,
  source: 'surveillance-still',
  faceIndex: 0,
}
const face = { index: 0, box: { x: 1, y: 1, widthPx: 9, heightPx: 9 }, confidence: 1, eyeDistancePx: 40 }
const eyes = { left: { x: 3, y: 4 }, right: { x: 7, y: 4 } }
const probe = { sha256: 'a', bytes: 1, widthPx: 20, heightPx: 20, faces: [{ ...face, eyes, quality: [] }] }
const request = (more: Partial<CaseRequest> = {}): CaseRequest => ({
  id: 'r',
  status: 'draft',
  details: complete,
  probe,
  createdAt: '2026-11-22T14:00:00Z',
  updatedAt: '2026-11-22T14:00:00Z',
  ...more,
})

test('a complete request goes straight to the review', () => {
  expect(firstOpenStep(formOf(complete, own), request())).toBe('review')
})

test('the first open question decides where a draft is taken up again', () => {
  expect(firstOpenStep(formOf({}, own), request({ details: {} }))).toBe('case')
  const { probe: _, ...withoutProbe } = request()
  expect(firstOpenStep(formOf(complete, own), withoutProbe)).toBe('image')
})

test('whether a protected activity is concerned must be answered, and no is an answer', () => {
  const form = formOf(complete, own)
  expect(faultsOf('why', { ...form, protectedActivity: '' })).toEqual({
    protectedActivity: 'Answer yes or no.',
  })
  expect(faultsOf('why', { ...form, protectedActivity: 'no' })).toEqual({})
})

test('a search for another agency needs its code, one for ourselves does not', () => {
  const form = formOf(complete, own)
  expect(faultsOf('why', { ...form, onBehalf: 'other' })).toHaveProperty('otherAgency')
  expect(faultsOf('why', { ...form, onBehalf: 'own', otherAgency: '' })).toEqual({})
})

test('a face that is no longer among those found counts as not chosen', () => {
  const other = request({ details: { ...complete, faceIndex: 3 } })
  expect(openIn('face', formOf(complete, own), other)).toHaveProperty('face')
})

test('saved answers come back as they were given', () => {
  const { faceIndex: _, ...answers } = complete
  expect(detailsOf(formOf(complete, own), own)).toEqual(answers)
  expect(formOf({ onBehalfOf: 'elsewhere-pd' }, own)).toMatchObject({
    onBehalf: 'other',
    otherAgency: 'elsewhere-pd',
  })
})

test('only what changed is sent', () => {
  const form = { ...formOf(complete, own), caseNumber: ' 26-1189 ' }
  expect(changedDetails(form, complete, own)).toEqual({ caseNumber: '26-1189' })
  expect(changedDetails(formOf(complete, own), complete, own)).toEqual({})
})

test('answers to the policy’s own questions are kept by their codes, and one of them can be changed', () => {
  const saved = { ...complete, answers: { 'not-by-trait': true, 'obtained-lawfully': false } }
  const form = formOf(saved, own)
  expect(answerTo(form.answers, 'not-by-trait')).toBe('yes')
  expect(answerTo(form.answers, 'obtained')).toBe('')
  expect(changedDetails(form, saved, own)).toEqual({})
  const changed = { ...form, answers: answered(form.answers, 'obtained-lawfully', 'yes') }
  expect(changedDetails(changed, saved, own)).toEqual({
    answers: { 'not-by-trait': true, 'obtained-lawfully': true },
  })
})

test('steps lie beside one another and addresses name only steps', () => {
  expect(stepBeside('case', 1)).toBe('why')
  expect(stepBeside('case', -1)).toBeUndefined()
  expect(stepBeside('review', 1)).toBeUndefined()
  expect(stepNamed('why')).toBe('why')
  expect(stepNamed('submit')).toBeUndefined()
})

test('the place of the incident is sent whole when a part of it changes, and taken back when all are emptied', () => {
  const saved = { ...complete, incidentPlace: { municipality: 'Burbank', state: 'CA' } }
  const form = formOf(saved, own)
  expect(changedDetails(form, saved, own)).toEqual({})
  expect(changedDetails({ ...form, postalCode: ' 91502 ' }, saved, own)).toEqual({
    incidentPlace: { municipality: 'Burbank', state: 'CA', postalCode: '91502' },
  })
  expect(changedDetails({ ...form, municipality: '', state: ' ' }, saved, own)).toEqual({ incidentPlace: {} })
})
