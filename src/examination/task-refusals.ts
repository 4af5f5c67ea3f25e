import { Refused } from '../kernel/index.ts'
import type { ExaminationRefusalCode } from './refusal-code.ts'

// What keeps somebody from a task of the queue, in the same words whether it is a search or a planted case.

const refuse = (code: ExaminationRefusalCode, words: { reason: string; needed: string }) =>
  new Refused<ExaminationRefusalCode>({ code, ...words })

export const withdrawnTask = () =>
  refuse('WITHDRAWN', {
    reason: 'This search was withdrawn; nobody examines it any more.',
    needed: 'Choose another one from the queue.',
  })

export const alreadyExamined = () =>
  refuse('ALREADY_EXAMINED', {
    reason: 'You already examined this search; a conclusion is sealed once.',
    needed: 'The second examiner must be another person.',
  })

export const knowsAnotherTry = () =>
  refuse('NOT_BLIND', {
    reason: 'You asked for, examined, or saw the ranks of another search of this picture.',
    needed: 'An examiner to whom every try of this picture is new must compare it.',
  })

export const notAssigned = () =>
  refuse('NOT_ASSIGNED', {
    reason: 'The first conclusion is sealed, and the second examination was not assigned to you.',
    needed: 'Take one that your queue shows; nobody chooses who examines as the second.',
  })

export const reservedByAnother = (until: Date) =>
  refuse('RESERVED', {
    reason: `Another examiner began the first examination of this search; it is his until ${until.toISOString()}.`,
    needed: 'Choose another one from the queue; the second examination may come to you.',
  })
