import { fileURLToPath } from 'node:url'
import type { FaceEngine } from '../../src/face/index.ts'
import { enrolBooking } from '../../src/gallery/index.ts'
import { isoDate, isRefused, must } from '../../src/kernel/index.ts'
import { settableWires, stringWires } from '../../src/lead/index.ts'
import { openScratchHouse, type ScratchHouse } from '../../src/lead/open-scratch-house.ts'
import { syntheticBookings } from '../../src/lead/synthetic-test-people.ts'
import { plantCanary, registerFigure, registerOwnPortrait } from '../../src/oversight/index.ts'
import { createUser, type User, userById } from '../../src/people/index.ts'
import { recordCertificate } from '../../src/training/index.ts'
import { readSynthetic } from '../../test/synthetic-people.ts'
import { shifts, zone } from './roster.ts'
import { type Pictures, plantedPersons, plantedPrefix, portraits } from './work-pictures.ts'

// A real house with a unit, the committed people in its gallery, planted persons among them, portraits registered, and every wire strung.

const folder = fileURLToPath(new URL('../../tools/synth/people/', import.meta.url))
const words = 'Made up for the measurement of the tripwires.'
/** An hour of grace on both sides of the roster. */
export const strungHours = { from: shifts.days.from - 1, until: shifts.evenings.until + 1, zone } as const
export const strungSimilarity = 0.97

export type Unit = {
  readonly scratch: ScratchHouse
  readonly people: readonly User[]
  readonly supervisor: User
  /** Somebody who was never here before. */
  readonly hire: (login: string) => Promise<User>
  readonly personsInGallery: number
}

export async function openUnit(
  face: FaceEngine,
  of: { readonly people: number; readonly pictures: Pictures },
): Promise<Unit> {
  const { pictures } = of
  const scratch = await openScratchHouse({ face, persons: 0 })
  const { auditor } = scratch.users
  const setting = {
    wires: settableWires,
    duty: strungHours,
    manyInAnHour: 30,
    resemblance: strungSimilarity,
    words,
  }
  await stringWires(scratch.house(), { user: auditor, setting })
  const hire = (login: string) => hired(scratch, login)
  const people: User[] = []
  for (let person = 0; person < of.people; person++) people.push(await hire(`detective-${person}`))
  for (let at = 0; at < portraits.staff + portraits.figures; at++) {
    const photo = await pictures.read('portrait', at)
    if (at < portraits.staff)
      await registerOwnPortrait(scratch.house(), { user: must(people[at], 'one of the unit'), photo })
    else await registerFigure(scratch.house(), { user: auditor, name: `Office holder ${at}`, photo, words })
  }
  const personsInGallery = await fill(scratch, pictures)
  return { scratch, people, supervisor: await hire('head-of-unit'), hire, personsInGallery }
}

async function hired(scratch: ScratchHouse, login: string): Promise<User> {
  const house = scratch.house()
  const { clock } = scratch
  const roles = ['requester'] as const
  const userId = await createUser(house.storage.db, {
    ...{ agencyId: house.agency.id, login, name: login, roles, clock },
  })
  const day = (days: number) => isoDate(new Date(clock.now().getTime() + days * 86_400_000))
  const dates = { validFrom: day(-1), validTo: day(364) }
  await recordCertificate(house, { userId, course: 'facial-review', issuer: 'academy', ...dates })
  return must(await userById(house.storage.db, userId), 'user')
}

/** Enrols one booking of each committed person, then plants. The archive holds rows that enrolment refuses; they are left out. */
async function fill(scratch: ScratchHouse, pictures: Pictures): Promise<number> {
  const house = scratch.house()
  const first = new Map<string, Awaited<ReturnType<typeof syntheticBookings>>[number]>()
  for (const one of await syntheticBookings(folder))
    if (!first.has(one.draft.personId)) first.set(one.draft.personId, one)
  let persons = 0
  for (const { file, draft } of first.values())
    persons += await enrolBooking(house, { draft, photo: await readSynthetic(file) }).then(
      () => 1,
      (error) => (isRefused(error) ? 0 : Promise.reject(error)),
    )
  for (let at = 0; at < plantedPersons; at++) {
    const booking = {
      ...{ bookingNumber: `26-9${10_000 + at}`, personId: `${plantedPrefix}${at}`, bookedOn: '2026-11-02' },
      ...{ birthDate: '1990-02-03', sex: 'M', agencyCode: house.agency.id },
    }
    const draft = { booking, photo: await pictures.read('planted-booking', at), synthetic: true, words }
    await plantCanary(house, { user: scratch.users.auditor, draft })
  }
  return persons + plantedPersons
}
