import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { must } from '../src/kernel/index.ts'
import { syntheticBookings } from '../src/lead/synthetic-test-people.ts'

const folder = fileURLToPath(new URL('../tools/synth/people/', import.meta.url))

/** One row of the synthetic archive. */
export type SyntheticBooking = Awaited<ReturnType<typeof syntheticBookings>>[number]

type People = {
  readonly probes: readonly { readonly file: string; readonly expectedPersonId: string | null }[]
  readonly expectedRefusals: readonly { readonly file: string; readonly because: string }[]
}

export const readSynthetic = async (file: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(folder + file))

const people = async (): Promise<People> => JSON.parse(await readFile(`${folder}people.json`, 'utf8'))

/** The first booking of each of the first `count` persons of whom there is also a probe. */
export async function firstBookings(count: number): Promise<readonly SyntheticBooking[]> {
  const rows = await syntheticBookings(folder)
  const persons = (await people()).probes.flatMap(({ expectedPersonId }) => expectedPersonId ?? [])
  return persons.slice(0, count).map((person) =>
    must(
      rows.find(({ draft }) => draft.personId === person),
      'booking of a person with a probe',
    ),
  )
}

/** The first two bookings of one person. */
export async function twoBookings(personId: string): Promise<readonly [SyntheticBooking, SyntheticBooking]> {
  const [first, second] = (await syntheticBookings(folder)).filter(({ draft }) => draft.personId === personId)
  return [must(first, 'first booking'), must(second, 'second booking')]
}

/** The row that enrolment must refuse for this reason. */
export async function faultyBooking(because: string): Promise<SyntheticBooking> {
  const fault = (await people()).expectedRefusals.find((refusal) => refusal.because.includes(because))
  const file = must(fault, `faulty row: ${because}`).file
  return must(
    (await syntheticBookings(folder)).find((row) => row.file === file),
    'row of a faulty file',
  )
}

/** The bytes of a camera still that shows this person. */
export async function probeOfPerson(personId: string): Promise<Uint8Array> {
  const probe = (await people()).probes.find(({ expectedPersonId }) => expectedPersonId === personId)
  return readSynthetic(must(probe, 'probe of the person').file)
}

/** Camera stills of as many persons as there are, one each: those of `firstBookings`, in the same order. */
export const stillFiles = async (): Promise<readonly string[]> =>
  (await people()).probes.flatMap(({ file, expectedPersonId }) => (expectedPersonId ? file : []))

/** A folder of synthetic people with only so many of them, those of whom there is a probe, so that a test can wait for all. */
export async function copySomePeople(into: string, persons: number): Promise<string> {
  const all = await people()
  const probes = all.probes.filter(({ expectedPersonId }) => expectedPersonId).slice(0, persons)
  const wanted = new Set(probes.map(({ expectedPersonId }) => expectedPersonId))
  const [head = '', ...lines] = (await readFile(`${folder}bookings.csv`, 'utf8')).trim().split(/\r?\n/)
  const rows = lines.filter((line) => wanted.has(line.split(',')[2] ?? ''))
  for (const file of [...rows.map((row) => row.split(',')[0] ?? ''), ...probes.map((probe) => probe.file)])
    await cp(folder + file, join(into, file))
  await writeFile(join(into, 'people.json'), JSON.stringify({ ...all, probes }))
  await writeFile(join(into, 'bookings.csv'), [head, ...rows].join('\n'))
  return into
}
