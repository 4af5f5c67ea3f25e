import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSamplePeople, type SamplePeople } from './sample-people.ts'
import { openSession, sessionOf } from './session.ts'
import { beginAuthenticator } from './set-factors.ts'
import { makeSignInLink, signIn } from './sign-in-link.ts'
import { hoursAfter as hoursLater } from './token.ts'

let real: SamplePeople
let demonstration: SamplePeople
beforeAll(async () => {
  real = await openSamplePeople()
  demonstration = await openSamplePeople({ demonstration: true })
})
afterAll(async () => {
  await real?.storage.close()
  await demonstration?.storage.close()
})

const linkIn = async (house: SamplePeople, given: { validHours?: number; reusable?: boolean } = {}) =>
  makeSignInLink(house.storage.db, {
    ...{ userId: await house.hire(), validHours: 24, reusable: false, clock: house.clock },
    ...given,
  })
const signInWith = (house: SamplePeople, token: string) =>
  signIn(house.storage, { token, clock: house.clock })

describe('a one-time link', () => {
  it('opens, once, a session that is good for setting up factors and nothing else', async () => {
    const token = await linkIn(real)
    const { session } = await signInWith(real, token)
    expect(session.via).toBe('enrolment-link')
    expect(session.expiresAt).toEqual(hoursLater(real.now(), 1))
    await expect(signInWith(real, token)).rejects.toMatchObject({ code: 'SIGN_IN_LINK_INVALID' })
    expect((await beginAuthenticator(real, session)).uri).toContain('otpauth://totp/')
  })

  it('signs in whole in a demonstration', async () => {
    const { session, sessionToken } = await signInWith(demonstration, await linkIn(demonstration))
    expect(session).toMatchObject({ via: 'demonstration-link', locked: false })
    const known = await sessionOf(demonstration.storage.db, { sessionToken, clock: demonstration.clock })
    expect(known).toEqual(session)
  })

  it('that is used twice at the same moment opens one session', async () => {
    const token = await linkIn(real)
    const ends = await Promise.allSettled([signInWith(real, token), signInWith(real, token)])
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('runs out at its last moment, a reusable one too', async () => {
    const house = demonstration
    const start = house.now()
    const tokens = [
      await linkIn(house, { validHours: 2 }),
      await linkIn(house, { validHours: 2, reusable: true }),
    ]
    house.set(hoursLater(start, 2))
    for (const token of tokens)
      await expect(signInWith(house, token)).rejects.toMatchObject({ code: 'SIGN_IN_LINK_EXPIRED' })
    house.set(new Date(hoursLater(start, 2).getTime() - 1))
    for (const token of tokens) await expect(signInWith(house, token)).resolves.toBeDefined()
  })

  it.each(['', 'x', 'a'.repeat(10_000)])('that was never made opens nothing', async (token) => {
    await expect(signInWith(real, token)).rejects.toMatchObject({ code: 'SIGN_IN_LINK_INVALID' })
  })

  it('of a closed account opens nothing', async () => {
    const userId = await real.hire()
    const token = await real.link(userId)
    const { db } = real.storage
    await db.updateTable('users').set({ closed_at: real.now() }).where('id', '=', userId).execute()
    await expect(signInWith(real, token)).rejects.toMatchObject({ code: 'USER_CLOSED' })
    const opening = openSession(db, { userId, clock: real.clock })
    await expect(opening).rejects.toMatchObject({ code: 'USER_CLOSED' })
  })
})

describe('a reusable link', () => {
  it('opens sessions of a demonstration again and again, each with a token of its own', async () => {
    const token = await linkIn(demonstration, { reusable: true })
    const first = await signInWith(demonstration, token)
    const second = await signInWith(demonstration, token)
    expect(second.sessionToken).not.toBe(first.sessionToken)
  })

  it('is never made in a real house, and opens nothing there', async () => {
    await expect(linkIn(real, { reusable: true })).rejects.toMatchObject({ code: 'LINK_REUSABLE_BARRED' })
    const token = await linkIn(real)
    await real.storage.db.updateTable('sign_in_links').set({ reusable: true }).execute()
    await expect(signInWith(real, token)).rejects.toMatchObject({ code: 'SIGN_IN_LINK_INVALID' })
  })
})

describe('a link beside factors', () => {
  it('is not made, and one made before opens nothing: it would go round them', async () => {
    const userId = await real.hire()
    const before = await real.link(userId)
    const { userId: enrolled } = await real.enrolled()
    await expect(real.link(enrolled)).rejects.toMatchObject({ code: 'FACTORS_PRESENT' })
    await real.storage.db
      .updateTable('sign_in_links')
      .set({ user_id: enrolled })
      .where('user_id', '=', userId)
      .execute()
    await expect(signInWith(real, before)).rejects.toMatchObject({ code: 'SIGN_IN_LINK_INVALID' })
  })
})

describe('what is stored of tokens', () => {
  it('is their hash only', async () => {
    const token = await linkIn(real)
    const { sessionToken } = await signInWith(real, token)
    const rows = [
      ...(await real.storage.db.selectFrom('sign_in_links').selectAll().execute()),
      ...(await real.storage.db.selectFrom('sessions').selectAll().execute()),
    ]
    const stored = JSON.stringify(rows)
    expect(stored).not.toContain(token)
    expect(stored).not.toContain(sessionToken)
    for (const row of rows) expect(row.token_sha256).toMatch(/^[0-9a-f]{64}$/)
  })
})
