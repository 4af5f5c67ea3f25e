import { expect, it } from 'vitest'
import { ordinaryWork, type SearchAct } from './wires/ordinary-work.ts'
import { dutiesOf, midnight, type Plan, shifts, zone } from './wires/roster.ts'

const plan: Plan = { seed: 1, people: 12, days: 63, firstDay: '2026-11-20' }
const searches = (of: Plan = plan) => ordinaryWork(of).filter((act): act is SearchAct => act.do === 'search')
const hour = (at: number) =>
  Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: zone }).format(at))

it('the same seed makes the same work, and another one another', () => {
  expect(ordinaryWork(plan)).toEqual(ordinaryWork(plan))
  expect(ordinaryWork({ ...plan, seed: 2 })).not.toEqual(ordinaryWork(plan))
})

it('there are several hundred searches, in order, all by people on duty', () => {
  const made = searches()
  expect(made.length).toBeGreaterThan(400)
  expect(made.map(({ at }) => at)).toEqual(made.map(({ at }) => at).sort((one, other) => one - other))
  const duties = dutiesOf(plan)
  for (const { at, person } of made)
    expect(duties.some((duty) => duty.person === person && duty.from <= at && at <= duty.until)).toBe(true)
})

it('most work lies within the shifts, and some of it runs late', () => {
  const late = searches().filter(({ at }) => hour(at) >= shifts.evenings.until || hour(at) < shifts.days.from)
  expect(late.length).toBeGreaterThan(0)
  expect(late.length / searches().length).toBeLessThan(0.05)
})

it('midnight is that on the agency’s wall, in summer as in winter', () => {
  expect(new Date(midnight('2026-11-20', 0)).toISOString()).toBe('2026-11-20T08:00:00.000Z')
  expect(new Date(midnight('2026-07-01', 1)).toISOString()).toBe('2026-07-02T07:00:00.000Z')
})

it('cases are taken up again with the same and with new pictures, and each list is opened by who asked', () => {
  const made = searches()
  expect(new Set(made.map(({ caseNumber }) => caseNumber)).size).toBeLessThan(made.length)
  expect(new Set(made.map(({ picture }) => picture)).size).toBeLessThan(made.length)
  const opened = ordinaryWork(plan).filter((act) => act.do === 'open')
  for (const [search, { person }] of made.entries())
    expect(opened.some((act) => act.search === search && act.person === person)).toBe(true)
})
