import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixedClock, must, type UserId } from '../../kernel/index.ts'
import { openScratchLedger, type ScratchLedger } from '../../ledger/index.ts'
import { createAgency, createUser } from '../../people/index.ts'
import { openDisclosures } from '../../proof/index.ts'
import { certificateOf, daysLeft, inDate } from './certificate.ts'
import { recordCertificate } from './record-certificate.ts'

const clock = fixedClock('2026-11-19T23:59:59Z')
let scratch: ScratchLedger
let users = 0

beforeAll(async () => {
  scratch = await openScratchLedger({ clock })
  await createAgency(scratch.storage.db, { id: 'PD', name: 'Police', demonstration: false, clock })
})
afterAll(() => scratch?.close())

const house = () => ({ storage: scratch.storage, ledger: scratch.ledger, clock })
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

  it('is one that covers the act, where an act is named', async () => {
    const userId = await newUser()
    const dates = { validFrom: '2026-01-01', validTo: '2026-12-31' }
    await recordCertificate(house(), { userId, course: 'a', issuer: 'academy', ...dates, covers: ['search'] })
    const covering = (act: 'search' | 'examine') =>
      certificateOf(scratch.storage.db, { userId, clock, covering: act })
    expect(await covering('search')).toMatchObject({ course: 'a', covers: ['search'] })
    expect(await covering('examine')).toBeUndefined()
  })

  it('is not somebody else’s', async () => {
    await issue(await newUser(), ['2026-01-01', '2026-12-31'])
    expect(await best(await newUser())).toBeUndefined()
  })
})

describe('a certificate', () => {
  const days = { validFrom: '2026-02-28', validTo: '2026-11-19', revoked: false }
  const instants = { ...days, validFrom: '2026-02-28T08:00:00Z', validTo: '2026-11-19T12:00:00Z' }

  it.each([
    ['2026-02-27T23:59:59.999Z', false, false],
    ['2026-02-28T00:00:00.000Z', true, false],
    ['2026-02-28T07:59:59.999Z', true, false],
    ['2026-02-28T08:00:00.000Z', true, true],
    ['2026-11-19T11:59:59.999Z', true, true],
    ['2026-11-19T12:00:00.000Z', true, false],
    ['2026-11-19T23:59:59.999Z', true, false],
    ['2026-11-20T00:00:00.000Z', false, false],
  ])('at %s is in date by whole days: %s, by instants: %s', (at, byDays, byInstants) => {
    const now = new Date(at)
    expect([inDate(days, now), inDate(instants, now)]).toEqual([byDays, byInstants])
    expect(inDate({ ...days, revoked: true }, now)).toBe(false)
  })

  it('that cannot be read is not in date', () => {
    expect(inDate({ ...days, validTo: 'for ever' }, new Date('2026-06-01'))).toBe(false)
  })

  it.each([
    ['2026-11-18T12:00:00Z', 1, 1],
    ['2026-11-18T12:00:01Z', 1, 0],
    ['2026-11-25T12:00:00Z', 0, 0],
  ])('says at %s how many whole days are left', (at, byDays, byInstants) => {
    expect([daysLeft(days, new Date(at)), daysLeft(instants, new Date(at))]).toEqual([byDays, byInstants])
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
    ['with half a time in its date', '2026-01-01T00:00', '2026-12-31'],
    ['that ends at the instant at which it begins', '2026-01-01T08:00:00Z', '2026-01-01T08:00:00Z'],
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
