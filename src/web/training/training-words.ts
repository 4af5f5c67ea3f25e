import type { components } from '../api.generated.ts'
import { minuteOf } from '../parts/dates.ts'

type Schemas = components['schemas']
export type Course = Schemas['Course']
export type CoursePart = Schemas['CoursePart']
export type OwnCertificate = Schemas['OwnCertificate']
export type Share = Schemas['Share']
export type Attempt = Schemas['TrainingAttempt']

/** How a part of a course stands, in words. */
export function partWords(part: CoursePart): string {
  switch (part.is) {
    case 'passed':
      return `Passed. It counts towards a certificate until ${minuteOf(part.holdsUntil ?? '')}.`
    case 'running':
      return `Begun. Hand it in before ${minuteOf(part.endsAt ?? '')}.`
    case 'closed':
      return part.opensAt === undefined
        ? (part.why ?? '')
        : `${part.why} Open from ${minuteOf(part.opensAt)}.`
    case 'open':
      return 'Open.'
  }
}

/** What comes next in a course. */
export function nextWords(course: Course): string {
  const left = course.lessons.filter(({ read }) => !read).length
  if (course.earned) return 'Everything is passed. The training officer issues the certificate.'
  if (course.certificateId !== undefined && course.exam.state.is === 'closed')
    return 'You hold the certificate.'
  if (left > 0) return `${left} of ${course.lessons.length} lessons still to be read.`
  if (course.exam.state.is === 'passed' && course.practical)
    return 'The exam is passed; the exercise comes next.'
  return partWords(course.exam.state)
}

const coverWords: Readonly<Record<OwnCertificate['covers'][number], string>> = {
  search: 'asking for searches',
  examine: 'examining',
  supervise: 'supervising',
}
export const coversInWords = (covers: OwnCertificate['covers']): string =>
  covers.map((act) => coverWords[act]).join(' and ')

/** How a certificate stands now, in words. */
export function standingWords(certificate: OwnCertificate): string {
  const { standing, standingReason, inDate, daysLeft, validFrom } = certificate
  if (standing !== 'issued') return `${standing}: ${standingReason ?? ''}`
  if (inDate)
    return daysLeft === 0 ? 'ends today' : `counts, ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left`
  return Date.parse(validFrom) > Date.now() ? 'has not begun' : 'has ended'
}

/** A day as it is, an instant to the minute. */
export const momentWords = (moment: string): string => (moment.includes('T') ? minuteOf(moment) : moment)

const percent = (value: number) => `${Math.round(value * 100)} %`

/** "17 of 20, 85 %; with so few pairs anything from 64 to 95 % is consistent with it". */
export const shareWords = ({ count, of, value, low, high }: Share): string =>
  `${count} of ${of}, ${percent(value)}; from so few pairs, anything from ${Math.round(low * 100)} to ${percent(high)} is consistent with it`
