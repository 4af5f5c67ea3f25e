import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountEvents } from './account-events.ts'
import { codeAt } from './authenticator.ts'
import { checkPassword } from './password.ts'
import { signInByPassword } from './password-sign-in.ts'
import { type Enrolled, openSamplePeople, type SamplePeople, samplePassword } from './sample-people.ts'
import { sessionOf } from './session.ts'
import { beginAuthenticator, renewRecoveryCodes, setPasswordAndCode } from './set-factors.ts'

let house: SamplePeople
beforeAll(async () => {
  house = await openSamplePeople()
})
afterAll(() => house?.storage.close())

const refusedAs = (code: string) => expect.objectContaining({ code })
const codeNow = ({ secret }: Enrolled) => codeAt(secret, house.now())
const given = (of: { login: string }, also: { password?: string; code: string; bannerAccepted?: boolean }) =>
  signInByPassword(house, {
    ...{ login: of.login, password: samplePassword, bannerAccepted: true },
    ...also,
  })

describe('signing in with a password', () => {
  it('needs the password and a code, and the notice accepted', async () => {
    const one = await house.enrolled()
    const code = codeNow(one)
    await expect(given(one, { code, bannerAccepted: false })).rejects.toEqual(
      refusedAs('BANNER_NOT_ACCEPTED'),
    )
    await expect(given(one, { code: '' })).rejects.toEqual(refusedAs('SIGN_IN_FAILED'))
    await expect(given(one, { code, password: 'another long password it is' })).rejects.toEqual(
      refusedAs('SIGN_IN_FAILED'),
    )
    const { session } = await given(one, { code })
    expect(session).toMatchObject({ via: 'password', user: { login: one.login } })
    const row = await house.storage.db
      .selectFrom('sessions')
      .select('banner_sha256')
      .where('via', '=', 'password')
      .executeTakeFirstOrThrow()
    expect(row.banner_sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  it('takes each code once, and none from before or long after', async () => {
    const one = await house.enrolled()
    const code = codeNow(one)
    await given(one, { code })
    await expect(given(one, { code })).rejects.toEqual(refusedAs('SIGN_IN_FAILED'))
    house.later(1)
    await given(one, { code: codeNow(one) })
    const old = codeNow(one)
    house.later(5)
    await expect(given(one, { code: old })).rejects.toEqual(refusedAs('SIGN_IN_FAILED'))
  })

  it('takes a recovery code in the place of a code, once, however it is written', async () => {
    const one = await house.enrolled()
    const recovery = one.recoveryCodes[3] ?? ''
    await given(one, { code: ` ${recovery.toUpperCase().replaceAll('-', ' ')} ` })
    await expect(given(one, { code: recovery })).rejects.toEqual(refusedAs('SIGN_IN_FAILED'))
    const other = await house.enrolled()
    await expect(given(other, { code: one.recoveryCodes[0] ?? '' })).rejects.toEqual(
      refusedAs('SIGN_IN_FAILED'),
    )
  })

  it('says the same of a login that is nobody’s', async () => {
    const one = await house.enrolled()
    const words = (of: { login: string }) =>
      given(of, { code: '000000' }).catch((error: Error) => error.message)
    expect(await words({ login: 'nobody-at-all' })).toBe(await words(one))
  })
})

describe('five failed tries in a row', () => {
  it('lock the login for fifteen minutes, the right answer too, and that is on record', async () => {
    const one = await house.enrolled()
    for (let left = 4; left >= 0; left--)
      await expect(given(one, { code: '000000' })).rejects.toMatchObject({
        reason: expect.stringContaining(left > 0 ? `${left} tr` : 'last try'),
      })
    await expect(given(one, { code: codeNow(one) })).rejects.toEqual(refusedAs('ACCOUNT_LOCKED'))
    const [event] = await accountEvents(house.storage.db, { userId: one.userId, limit: 1 })
    expect(event).toMatchObject({ event: 'locked' })
    house.later(15 - 1 / 60_000)
    await expect(given(one, { code: codeNow(one) })).rejects.toEqual(refusedAs('ACCOUNT_LOCKED'))
    house.later(1)
    await given(one, { code: codeNow(one) })
  })

  it('lock a login that is nobody’s as well, so that a lock tells nothing', async () => {
    const nobody = { login: 'nobody-here' }
    for (let tries = 0; tries < 5; tries++) await given(nobody, { code: '1' }).catch(() => undefined)
    await expect(given(nobody, { code: '1' })).rejects.toEqual(refusedAs('ACCOUNT_LOCKED'))
  })

  it('cannot be outrun by trying many at the same moment', async () => {
    const one = await house.enrolled()
    const tries = Array.from({ length: 12 }, () => given(one, { code: '000000' }).catch((error) => error))
    const codes = (await Promise.all(tries)).map(({ code }: { code: string }) => code)
    expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(5)
    expect(codes.filter((code) => code === 'ACCOUNT_LOCKED')).toHaveLength(7)
  })

  it('are forgotten when a right one comes between', async () => {
    const one = await house.enrolled()
    for (let round = 0; round < 3; round++) {
      for (let tries = 0; tries < 4; tries++) await given(one, { code: '000000' }).catch(() => undefined)
      house.later(1)
      await expect(given(one, { code: codeNow(one) })).resolves.toBeDefined()
    }
  })
})

describe('setting password and authenticator', () => {
  it('takes a code of the new seed, and makes an enrolment session whole', async () => {
    const { session, sessionToken } = await house.opened(await house.hire())
    const { ceremony, secret, uri } = await beginAuthenticator(house, session)
    expect(uri).toContain(`secret=${secret}`)
    const set = (code: string, id = ceremony) =>
      setPasswordAndCode(house, {
        ...{ session, sessionToken, password: samplePassword, code, ceremony: id },
      })
    await expect(set('000000')).rejects.toEqual(refusedAs('CODE_WRONG'))
    await expect(set(codeAt(secret, house.now()), 'invented')).rejects.toEqual(refusedAs('CEREMONY_EXPIRED'))
    expect(await set(codeAt(secret, house.now()))).toHaveLength(10)
    await expect(set(codeAt(secret, house.now()))).rejects.toEqual(refusedAs('CEREMONY_EXPIRED'))
    const whole = await sessionOf(house.storage.db, { sessionToken, clock: house.clock })
    expect(whole.via).toBe('enrolled')
  })

  it('is over after ten minutes, and takes no seed that was begun for somebody else', async () => {
    const one = await house.opened(await house.hire())
    const other = await house.opened(await house.hire())
    const begun = await beginAuthenticator(house, one.session)
    const set = (of: typeof one) =>
      setPasswordAndCode(house, {
        ...{ ...of, password: samplePassword, ceremony: begun.ceremony },
        code: codeAt(begun.secret, house.now()),
      })
    await expect(set(other)).rejects.toEqual(refusedAs('CEREMONY_EXPIRED'))
    house.later(10)
    await expect(set(one)).rejects.toEqual(refusedAs('CEREMONY_EXPIRED'))
  })

  it('needs a fresh proof of presence from whoever is signed in already', async () => {
    const one = await house.enrolled()
    house.later(10)
    await expect(renewRecoveryCodes(house, one)).rejects.toEqual(refusedAs('CONFIRMATION_NEEDED'))
    const { ceremony, secret } = await beginAuthenticator(house, one.session)
    const code = codeAt(secret, house.now())
    await expect(
      setPasswordAndCode(house, { ...one, password: samplePassword, code, ceremony }),
    ).rejects.toEqual(refusedAs('CONFIRMATION_NEEDED'))
  })

  it('keeps seeds sealed, and of passwords and recovery codes hashes only', async () => {
    const one = await house.enrolled()
    const { db } = house.storage
    const rows = [
      ...(await db.selectFrom('passwords').selectAll().execute()),
      ...(await db.selectFrom('recovery_codes').selectAll().execute()),
      ...(await db.selectFrom('authenticators').selectAll().execute()).map(({ seed_sealed, ...row }) => ({
        ...row,
        seed_sealed: Buffer.from(seed_sealed).toString('latin1'),
      })),
    ]
    const stored = JSON.stringify(rows)
    expect(stored).toContain('$argon2id$')
    for (const secret of [samplePassword, one.secret, ...one.recoveryCodes])
      expect(stored).not.toContain(secret)
  })
})

describe('a password', () => {
  const own = ['d.marsh', 'Dana Marsh', 'River City Police', 'PD']
  it('has twenty characters at least, and 128 at most', async () => {
    await expect(checkPassword('nineteen characters', own)).rejects.toThrow(refusedAs('PASSWORD_TOO_SHORT'))
    await expect(checkPassword('x'.repeat(129), own)).rejects.toThrow(refusedAs('PASSWORD_TOO_LONG'))
    await expect(checkPassword('herons over weir fog', own)).resolves.toBeUndefined()
  })

  it.each([
    'passwordpassword12345',
    'Password123!Password123!',
    'iloveyouiloveyou2026!!',
    'letmeinletmeinletmein',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    '12345678901234567890',
    'qwertyuiopasdfghjklzxcvbnm',
    'd.marsh Dana Marsh d.marsh',
  ])('is banned when it is made of what everybody tries first: %s', async (password) => {
    await expect(checkPassword(password, own)).rejects.toThrow(refusedAs('PASSWORD_BANNED'))
  })
})
