import { expect, test } from 'vitest'
import type { Session } from '../parts/api.ts'
import { menuFor, startOf, whyNot } from './menu-items.ts'

const session = (may: Session['may']): Session => ({
  user: { id: 'u', login: 'ortiz', name: 'R. Ortiz', roles: ['examiner'] },
  agency: { id: 'a', name: 'Demo County', demonstration: true },
  may,
  expiresAt: '2026-11-23T00:00:00Z',
  via: 'demonstration-link',
  locked: false,
  confirmedUntil: '2026-11-22T12:10:00Z',
  idleMinutes: 15,
})

test('what the role may not do is listed with the reason', () => {
  const examiner = session({
    examine: { allowed: true, why: 'examiner' },
    request: { allowed: false, why: 'Only requesters may ask for a search.' },
  })
  const menu = menuFor(examiner)
  expect(menu.find(({ title }) => title === 'Examine')).toEqual({ title: 'Examine', to: '/examine' })
  expect(menu.find(({ title }) => title === 'Requests')?.why).toBe('Only requesters may ask for a search.')
})

test('an act that the server does not name is closed', () => {
  expect(whyNot(session({}), 'gallery')).toBe('Your role does not include this.')
})

test('without a session only the log is open', () => {
  const open = menuFor(undefined).filter((item) => item.why === undefined)
  expect(open.map(({ title }) => title)).toEqual(['Log'])
})

test('who has not set up factors yet reaches the log and nothing else', () => {
  const newPerson = { ...session({ request: { allowed: true, why: '' } }), via: 'enrolment-link' }
  const open = menuFor(newPerson).filter((item) => item.why === undefined)
  expect(open.map(({ title }) => title)).toEqual(['Log'])
})

test('a person starts at the first place that is open to them', () => {
  expect(startOf(session({ examine: { allowed: true, why: '' } }))).toBe('/examine')
  expect(startOf(session({}))).toBe('/training')
})
