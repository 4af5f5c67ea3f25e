import { isoDate, type UserId } from '../../kernel/index.ts'
import { createUser, makeSignInLink, type Role, userByLogin } from '../../people/index.ts'
import { certificateOf, inDate, recordCertificate } from '../../training/index.ts'
import type { House } from '../house.ts'

/** Who practises, as the real house knows him. */
export type Practising = { readonly login: string; readonly name: string }

const linkHours = 1
const certificateDays = 365

/** Whoever practises may try every part of the story. */
const practiceRoles: readonly Role[] = ['requester', 'examiner', 'verifier']

/** A one-time link for this person's double, who is made when he first comes. */
export async function practiceLink(house: House, person: Practising): Promise<string> {
  const userId = await practisingUser(house, person)
  return makeSignInLink(house.storage.db, {
    userId,
    validHours: linkHours,
    reusable: false,
    clock: house.clock,
  })
}

/** The double of a person, with a certificate that counts in the practice house and nowhere else. */
export async function practisingUser(house: House, { login, name }: Practising): Promise<UserId> {
  const { storage, clock, agency } = house
  const known = await userByLogin(storage.db, login)
  const userId =
    known?.id ??
    (await createUser(storage.db, { agencyId: agency.id, login, name, roles: practiceRoles, clock }))
  const certificate = await certificateOf(storage.db, { userId, clock })
  if (certificate && inDate(certificate, clock.now())) return userId
  const day = (days: number) => isoDate(new Date(clock.now().getTime() + days * 86_400_000))
  await recordCertificate(house, {
    userId,
    ...{ course: 'practice', issuer: 'practice' },
    ...{ validFrom: day(0), validTo: day(certificateDays) },
  })
  return userId
}
