import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CURATED_CAST, DEMO_PROBE } from './curated-cast.ts'
import { faultyRows } from './faulty-rows.ts'
import { AGENCY, addYears, EARLIEST_BOOKING, LATEST_BOOKING, planGallery } from './gallery-plan.ts'

const PEOPLE = join(import.meta.dirname, 'people')
const LARGEST_TOTAL_BYTES = 8_000_000

const plan = planGallery(CURATED_CAST)
const faulty = faultyRows(plan)
const lines = readFileSync(join(PEOPLE, 'bookings.csv'), 'utf8').trimEnd().split('\n')
const notes = JSON.parse(readFileSync(join(PEOPLE, 'people.json'), 'utf8'))

const filesIn = (folder: string): string[] =>
  readdirSync(join(PEOPLE, folder))
    .filter((name) => name.endsWith('.jpg'))
    .map((name) => `${folder}/${name}`)
    .sort()

describe('the committed people', () => {
  it('are those the generator plans from the curated cast', () => {
    const rows = [...plan.rows, ...faulty.map(({ row }) => row)]
    const columns = (lines[0] ?? '').split(',')
    expect(lines.slice(1).map((line) => line.split(','))).toEqual(
      rows.map((row) => columns.map((column) => row[column as keyof typeof row])),
    )
    expect(notes.probes).toEqual(plan.probes)
    expect(notes.persons).toEqual(plan.persons)
    expect(notes.demoProbe).toBe(DEMO_PROBE)
  })

  it('have a file for every row and every probe, and no other files', () => {
    const listed = [...plan.rows, ...faulty.map(({ row }) => row)].map(({ file }) => file).sort()
    expect(filesIn('bookings')).toEqual(listed)
    expect(filesIn('probes')).toEqual(plan.probes.map(({ file }) => file).sort())
  })

  it('stay small enough to be checked out without a thought', () => {
    const files = [...filesIn('bookings'), ...filesIn('probes')]
    const bytes = files.reduce((sum, file) => sum + statSync(join(PEOPLE, file)).size, 0)
    expect(bytes).toBeLessThan(LARGEST_TOTAL_BYTES)
  })

  it('number at least 130 persons with 215 bookings and 24 probes, one of somebody never booked', () => {
    expect(plan.persons.length).toBeGreaterThanOrEqual(130)
    expect(plan.rows.length).toBeGreaterThanOrEqual(215)
    expect(plan.probes.length).toBe(24)
    expect(
      plan.probes.filter(({ expectedPersonId }) => expectedPersonId === null).length,
    ).toBeGreaterThanOrEqual(1)
    const demo = plan.probes.find(({ file }) => file === DEMO_PROBE)
    expect(demo?.expectedPersonId).toMatch(/^P-\d{6}$/)
  })

  it('cover light, mid and deep skin tones in the gallery and in the probes', () => {
    for (const group of ['light', 'mid', 'deep'] as const) {
      expect(plan.persons.filter(({ toneGroup }) => toneGroup === group).length).toBeGreaterThan(30)
      expect(plan.probes.filter(({ toneGroup }) => toneGroup === group).length).toBeGreaterThanOrEqual(6)
    }
  })
})

describe('the good rows of the manifest', () => {
  it('are of adults, booked in the past, by one agency', () => {
    for (const row of plan.rows) {
      expect(row.booked_on >= EARLIEST_BOOKING && row.booked_on <= LATEST_BOOKING).toBe(true)
      expect(addYears(row.birth_date, 18) <= row.booked_on).toBe(true)
      expect(row.agency).toBe(AGENCY)
    }
  })

  it('carry a booking number of their own that starts with the year', () => {
    expect(new Set(plan.rows.map((row) => row.booking_number)).size).toBe(plan.rows.length)
    for (const row of plan.rows) {
      expect(row.booking_number).toMatch(/^\d{2}-\d{6}$/)
      expect(row.booking_number.slice(0, 2)).toBe(row.booked_on.slice(2, 4))
    }
  })

  it('give each person one birth date and one sex', () => {
    const facts = new Map<string, string>()
    for (const row of plan.rows) {
      const fact = `${row.birth_date} ${row.sex}`
      expect(facts.get(row.person_id) ?? fact).toBe(fact)
      facts.set(row.person_id, fact)
    }
  })
})

describe('the faulty rows of the manifest', () => {
  it('each break one rule', () => {
    const of = (because: string) => faulty.find((fault) => fault.because.includes(because))?.row
    expect(plan.rows.some((row) => row.booking_number === of('number already taken')?.booking_number)).toBe(
      true,
    )
    const child = of('under 18')
    expect(child !== undefined && addYears(child.birth_date, 18) > child.booked_on).toBe(true)
    expect(of('future')?.booked_on).toBe('2031-01-01')
    expect(statSync(join(PEOPLE, of('truncated')?.file ?? 'none')).size).toBeLessThan(1000)
    expect(of('no face')).toBeDefined()
    expect(of('two faces')).toBeDefined()
    expect(notes.expectedRefusals).toHaveLength(faulty.length)
  })
})
