import { isoDate } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import { createUser, makeSignInLink, type Role, userByLogin } from '../../people/index.ts'
import { certificateOf, recordCertificate } from '../../training/index.ts'

type DemoPerson = {
  readonly login: string
  readonly name: string
  readonly role: Role
  /** Days from today to the certificate's last day; negative is expired, undefined is none. */
  readonly certificateDays?: number
}

/** One person in every role; N. Quill deliberately holds a certificate that has run out. */
export const demoPeople: readonly DemoPerson[] = [
  { login: 'd.marsh', name: 'D. Marsh', role: 'requester', certificateDays: 214 },
  { login: 'n.quill', name: 'N. Quill', role: 'requester', certificateDays: -12 },
  { login: 'r.ortiz', name: 'R. Ortiz', role: 'examiner', certificateDays: 301 },
  { login: 'a.kowalski', name: 'A. Kowalski', role: 'verifier', certificateDays: 96 },
  { login: 's.bennett', name: 'S. Bennett', role: 'supervisor', certificateDays: 180 },
  { login: 'c.lindqvist', name: 'C. Lindqvist', role: 'records-clerk', certificateDays: 120 },
  { login: 't.okafor', name: 'T. Okafor', role: 'training-officer', certificateDays: 330 },
  { login: 'p.moreau', name: 'P. Moreau', role: 'programme-manager', certificateDays: 275 },
  { login: 'u.tanaka', name: 'U. Tanaka', role: 'auditor', certificateDays: 150 },
  { login: 'i.novak', name: 'I. Novak', role: 'administrator', certificateDays: 60 },
]

const courseDays = 365
const linkHours = 24 * 7

/** Adds the demonstration's people and certificates; whoever is there already stays. */
export async function addDemoPeople(house: House): Promise<void> {
  const { db } = house.storage
  const dayFromNow = (days: number) => isoDate(new Date(house.clock.now().getTime() + days * 86_400_000))
  for (const person of demoPeople) {
    const known = await userByLogin(db, person.login)
    const userId =
      known?.id ??
      (await createUser(db, {
        agencyId: house.agency.id,
        login: person.login,
        name: person.name,
        roles: [person.role],
        clock: house.clock,
      }))
    if (person.certificateDays === undefined) continue
    if (await certificateOf(db, { userId, clock: house.clock })) continue
    await recordCertificate(house, {
      userId,
      course: 'facial-review-demo',
      issuer: 'demo-academy',
      validFrom: dayFromNow(person.certificateDays - courseDays),
      validTo: dayFromNow(person.certificateDays),
    })
  }
}

/** A sign-in link's token for each person of the demonstration; usable again and again, because it is one. */
export async function demoLinks(house: House): Promise<readonly { person: DemoPerson; token: string }[]> {
  const links = []
  for (const person of demoPeople) {
    const user = await userByLogin(house.storage.db, person.login)
    if (!user) continue
    const link = { userId: user.id, validHours: linkHours, reusable: true, clock: house.clock }
    links.push({ person, token: await makeSignInLink(house.storage.db, link) })
  }
  return links
}
