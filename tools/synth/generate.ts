/**
 * Renders a set of synthetic persons:
 * node --import tsx tools/synth/generate.ts --persons 130 --out DIR [--first-seed N] [--probes 24] [--workers 2]
 * Without --first-seed the curated cast is used; with it the seeds N, N+1, … as they come.
 */
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { CURATED_CAST, DEMO_PROBE } from './curated-cast.ts'
import { faultyRows } from './faulty-rows.ts'
import { type BookingRow, type Cast, planGallery } from './gallery-plan.ts'
import { renderAll } from './render-all.ts'

const GENERATOR_VERSION = 1
const COLUMNS = [
  'file',
  'booking_number',
  'person_id',
  'booked_on',
  'birth_date',
  'sex',
  'agency',
  'offense',
] as const

const { values } = parseArgs({
  options: {
    persons: { type: 'string', default: String(CURATED_CAST.persons.length) },
    probes: { type: 'string', default: '24' },
    out: { type: 'string' },
    'first-seed': { type: 'string' },
    workers: { type: 'string', default: '2' },
  },
})

const wholeNumber = (name: string, text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`--${name} must be a whole number from 1, not ${text}`)
  return value
}

/** Consecutive seeds; the last probe shows somebody outside the gallery. */
const sequentialCast = (firstSeed: number, persons: number, probes: number): Cast => ({
  persons: Array.from({ length: persons }, (_, index) => firstSeed + index),
  probes: Array.from({ length: probes }, (_, index) => ({
    seed: index + 1 < probes ? firstSeed + (index % persons) : firstSeed + persons,
    variant: Math.floor(index / persons),
  })),
})

const chooseCast = (): Cast => {
  const persons = wholeNumber('persons', values.persons)
  const probes = wholeNumber('probes', values.probes)
  const firstSeed = values['first-seed']
  if (firstSeed !== undefined) return sequentialCast(wholeNumber('first-seed', firstSeed), persons, probes)
  if (persons > CURATED_CAST.persons.length) {
    throw new Error(`the curated cast has ${CURATED_CAST.persons.length} persons; give --first-seed for more`)
  }
  return {
    persons: CURATED_CAST.persons.slice(0, persons),
    probes: CURATED_CAST.probes.slice(0, probes),
  }
}

const toCsv = (rows: readonly BookingRow[]): string =>
  `${[COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => row[column]).join(','))].join('\n')}\n`

const main = async (): Promise<void> => {
  if (values.out === undefined) throw new Error('--out DIR is needed: where the pictures go')
  const outDirectory = resolve(values.out)
  const plan = planGallery(chooseCast())
  const faulty = faultyRows(plan)
  const isCurated = values['first-seed'] === undefined
  const started = performance.now()
  await renderAll([...plan.jobs, ...faulty.map(({ job }) => job)], {
    outDirectory,
    workers: wholeNumber('workers', values.workers),
    onProgress: (done, of) => {
      const seconds = Math.round((performance.now() - started) / 1000)
      if (done % 10 === 0 || done === of)
        process.stdout.write(`${done} of ${of} pictures after ${seconds} s\n`)
    },
  })
  await writeFile(join(outDirectory, 'bookings.csv'), toCsv([...plan.rows, ...faulty.map(({ row }) => row)]))
  const notes = {
    generatorVersion: GENERATOR_VERSION,
    synthetic: true,
    license: 'CC0-1.0',
    curated: isCurated,
    demoProbe: isCurated ? DEMO_PROBE : (plan.probes[0]?.file ?? null),
    probes: plan.probes,
    persons: plan.persons,
    expectedRefusals: faulty.map(({ row, because }) => ({ file: row.file, because })),
  }
  await writeFile(join(outDirectory, 'people.json'), `${JSON.stringify(notes, null, 2)}\n`)
}

await main()
