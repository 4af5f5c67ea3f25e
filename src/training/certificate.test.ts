import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixedClock, must, type UserId } from '../kernel/index.ts'
import { openScratchLedger, type ScratchLedger } from '../ledger/index.ts'
import { createAgency, createUser } from '../people/index.ts'
import { openDisclosures } from '../proof/index.ts'
import { type Certificate, certificateOf, inDate, recordCertificate } from './certificate.ts'

const clock = fixedClock('2026-11-19T23:59:59Z')
let scratch: ScratchLedger
let users = 0

beforeAll(async () => {
  scratch = await openScratchLedger({ clock })
  await createAgency(scratch.storage.db, { id: 'PD', name: 'Police', demonstration: false, clock })
})
afterAll(() => scratch?.close())

const house = () => ({ storage: scratch.storage, ledger: scratch.ledger, clock, unit: 'PD' })
const newUser = (): Promise<UserId> =>
  createUser(scratch.storage.db, {
    agencyId: 'PD' as never,
    login: `user-${++users}`,
    name: 'A. User',
    roles: [],
    clock,
  })
const issue = (userId: UserId, [validFrom, validTo]: readonly [string, string]) =>
  recordCertificate(house(), { userId, course: 'facial-review', issuer: 'academy', validFrom, validTo })
const best = (userId: UserId) => certificateOf(scratch.storage.db, { userId, clock })

describe('the certificate that speaks for a user', () => {
  it('is none where none was recorded', async () => {
    expect(await best(await newUser())).toBeUndefined()
  })

  it.each<[string, readonly (readonly [string, string])[], number]>([
    [
      'the one in date, not a longer one of the future',
      [
        ['2026-01-01', '2026-12-31'],
        ['2027-01-01', '2029-12-31'],
      ],
      0,
    ],
    [
      'the one in date that runs longest',
      [
        ['2026-01-01', '2026-12-31'],
        ['2026-11-01', '2027-10-31'],
      ],
      1,
    ],
    [
      'the one that ended last, when none is in date',
      [
        ['2024-01-01', '2024-12-31'],
        ['2025-01-01', '2025-12-31'],
      ],
      1,
    ],
    [
      'the one whose last day is today',
      [
        ['2025-11-20', '2026-11-19'],
        ['2026-11-20', '2027-11-19'],
      ],
      0,
    ],
  ])('is %s', async (_which, dates, chosen) => {
    const userId = await newUser()
    const ids = []
    for (const days of dates) ids.push(await issue(userId, days))
    expect((await best(userId))?.id).toBe(ids[chosen])
  })

  it('is never a revoked one while another is in date, and says so when it is revoked', async () => {
    const userId = await newUser()
    const longer = await issue(userId, ['2026-01-01', '2027-12-31'])
    const revoke = () =>
      scratch.storage.db
        .updateTable('certificates')
        .set({ revoked_at: clock.now() })
        .where('id', '=', longer)
        .execute()
    await revoke()
    expect(await best(userId)).toMatchObject({ id: longer, revoked: true })
    const shorter = await issue(userId, ['2026-01-01', '2026-12-31'])
    expect(await best(userId)).toMatchObject({ id: shorter, revoked: false })
  })

  it('is not somebody else’s', async () => {
    await issue(await newUser(), ['2026-01-01', '2026-12-31'])
    expect(await best(await newUser())).toBeUndefined()
  })
})

describe('a certificate', () => {
  const certificate: Certificate = {
    id: 'c' as never,
    course: 'facial-review',
    issuer: 'academy',
    validFrom: '2026-02-28',
    validTo: '2026-11-19',
    revoked: false,
  }

  it.each([
    ['2026-02-27', false],
    ['2026-02-28', true],
    ['2026-11-19', true],
    ['2026-11-20', false],
  ])('on %s is in date: %s', (day, expected) => {
    expect(inDate(certificate, day)).toBe(expected)
    expect(inDate({ ...certificate, revoked: true }, day)).toBe(false)
  })

  it('is recorded with its entry: course, issuer and weeks in public, holder and id hidden', async () => {
    const userId = await newUser()
    const id = await issue(userId, ['2026-01-01', '2026-12-31'])
    const { ledger } = scratch
    const { value } = await ledger.entry((await ledger.size()) - 1)
    expect(value).toMatchObject({
      t: 'cred',
      act: 'issued',
      course: 'facial-review',
      issuer: 'academy',
      from: '2026-W01',
      to: '2026-W53',
    })
    expect(JSON.stringify(value)).not.toContain(userId)
    const hidden = openDisclosures({
      commitments: value.c as Record<string, string>,
      disclosures: await ledger.disclosures(must(value.id, 'entry id') as never),
    })
    expect([hidden.get('holder'), hidden.get('cert')]).toEqual([userId, id])
  })

  it.each([
    ['that ends before it begins', '2026-02-02', '2026-02-01'],
    ['from a day that is not in the calendar', '2026-02-30', '2026-12-31'],
    ['to a day that is not in the calendar', '2026-01-01', '2026-13-01'],
    ['with a time in its date', '2026-01-01T00:00', '2026-12-31'],
    ['without dates', '', ''],
  ])('%s is refused, and nothing is recorded', async (_what, validFrom, validTo) => {
    const userId = await newUser()
    const size = await scratch.ledger.size()
    await expect(issue(userId, [validFrom, validTo])).rejects.toMatchObject({
      code: 'CERTIFICATE_DATES_INVALID',
    })
    expect(await best(userId)).toBeUndefined()
    expect(await scratch.ledger.size()).toBe(size)
  })

  it('of one day is one', async () => {
    const userId = await newUser()
    await issue(userId, ['2026-11-19', '2026-11-19'])
    expect(await best(userId)).toMatchObject({ validFrom: '2026-11-19', validTo: '2026-11-19' })
  })

  it('whose course the log cannot name is refused, and the row with it', async () => {
    const userId = await newUser()
    const draft = {
      userId,
      course: 'no such: course\n',
      issuer: 'academy',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
    }
    await expect(recordCertificate(house(), draft)).rejects.toMatchObject({ code: 'ENTRY_NOT_ALLOWED' })
    expect(await best(userId)).toBeUndefined()
  })
})
