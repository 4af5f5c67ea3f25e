import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestPeople } from '../face/index.ts'
import type { BookingDraft } from '../gallery/index.ts'

/** Persons in the gallery of a self-test, those with a probe among them. */
const galleryPersons = 48

type Probe = { readonly file: string; readonly expectedPersonId: string | null }

/**
 * The synthetic people that this program brings along, for testing a model: every camera still of one of them, and one booking
 * photograph of each of 48 persons. Our own files, drawn by `tools/synth`; a folder without them gives no people.
 */
export async function syntheticTestPeople(folder: string | undefined): Promise<TestPeople> {
  const text = folder && (await readFile(join(folder, 'people.json'), 'utf8').catch(() => undefined))
  if (!folder || !text) return { gallery: [], probes: [] }
  const { probes }: { probes: readonly Probe[] } = JSON.parse(text)
  const picture = (file: string, person: string) => ({
    person,
    read: async () => new Uint8Array(await readFile(join(folder, file))),
  })
  const wanted = probes.flatMap(({ file, expectedPersonId }) =>
    expectedPersonId ? [picture(file, expectedPersonId)] : [],
  )
  const first = new Set(wanted.map(({ person }) => person))
  const bookings = await firstBookings(folder)
  const gallery = [...bookings]
    .toSorted(([a], [b]) => Number(first.has(b)) - Number(first.has(a)))
    .slice(0, Math.max(galleryPersons, first.size))
    .map(([person, file]) => picture(file, person))
  return { gallery, probes: wanted }
}

/** The first booking photograph of each person. */
async function firstBookings(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const { file, draft } of await syntheticBookings(folder)) {
    if (!found.has(draft.personId)) found.set(draft.personId, file)
  }
  return found
}

/** All rows of the synthetic archive, the deliberately bad ones too; our own file, in which no field is quoted. */
export async function syntheticBookings(
  folder: string,
): Promise<readonly { readonly file: string; readonly draft: BookingDraft }[]> {
  const [, ...lines] = (await readFile(join(folder, 'bookings.csv'), 'utf8')).trim().split(/\r?\n/)
  return lines.map((line) => {
    const [
      file = '',
      bookingNumber = '',
      personId = '',
      bookedOn = '',
      birthDate = '',
      sex = '',
      agencyCode = '',
    ] = line.split(',')
    return { file, draft: { bookingNumber, personId, bookedOn, birthDate, sex, agencyCode } }
  })
}
