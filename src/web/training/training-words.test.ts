import { expect, test } from 'vitest'
import {
  type Course,
  nextWords,
  type OwnCertificate,
  partWords,
  shareWords,
  standingWords,
} from './training-words.ts'

test('a part says how it stands, and when it opens', () => {
  expect(partWords({ is: 'open' })).toBe('Open.')
  expect(partWords({ is: 'closed', why: 'One lesson is still to be read.' })).toBe(
    'One lesson is still to be read.',
  )
  expect(partWords({ is: 'closed', why: 'You failed it.', opensAt: '2026-11-20T09:00:00.250Z' })).toBe(
    'You failed it. Open from 2026-11-20 09:00Z.',
  )
  expect(partWords({ is: 'running', endsAt: '2026-11-20T09:00:00Z' })).toBe(
    'Begun. Hand it in before 2026-11-20 09:00Z.',
  )
})

const course = {
  lessons: [
    { code: 'a', title: 'A', read: true },
    { code: 'b', title: 'B', read: false },
  ],
  exam: { state: { is: 'closed', why: '' }, questions: 20, minutes: 40, passPercent: 85 },
  earned: false,
} as unknown as Course

test('a course says what comes next', () => {
  expect(nextWords(course)).toBe('1 of 2 lessons still to be read.')
  expect(nextWords({ ...course, earned: true })).toMatch(/training officer issues/)
  expect(nextWords({ ...course, certificateId: 'c' })).toBe('You hold the certificate.')
})

const certificate = {
  standing: 'issued',
  inDate: true,
  daysLeft: 1,
  validFrom: '2026-01-01',
} as OwnCertificate

test('a certificate says how it stands', () => {
  expect(standingWords(certificate)).toBe('counts, 1 day left')
  expect(standingWords({ ...certificate, daysLeft: 0 })).toBe('ends today')
  expect(standingWords({ ...certificate, inDate: false })).toBe('has ended')
  expect(standingWords({ ...certificate, standing: 'suspended', standingReason: 'Why.' })).toBe(
    'suspended: Why.',
  )
})

test('a rate of a few comes with its interval', () => {
  expect(shareWords({ count: 0, of: 20, value: 0, low: 0, high: 0.161 })).toBe(
    '0 of 20, 0 %; from so few pairs, anything from 0 to 16 % is consistent with it',
  )
})
