import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asId, isRefused } from '../kernel/index.ts'
import { importPeople, readPeople } from './import-people.ts'
import { readPeopleCsv } from './read-people-csv.ts'
import { openSamplePeople, type SamplePeople } from './sample-people.ts'
import { signIn } from './sign-in-link.ts'
import { listUsers } from './user.ts'

let house: SamplePeople
beforeAll(async () => {
  house = await openSamplePeople()
})
afterAll(() => house?.storage.close())

const refusedAs = (code: string) => expect.objectContaining({ code })
const faultsOf = async (csv: string) =>
  (await readPeople(house, readPeopleCsv(csv))).map(({ line, fault }) => [line, fault])
const importAs = (csv: string) => importPeople(house, { rows: readPeopleCsv(csv), agencyId: asId('PD') })

describe('a list of people', () => {
  it('adds everybody with roles and a one-time link each', async () => {
    const lines = await importAs(
      'roles;login;name\nexaminer verifier;r.ortiz;R. Ortiz\nrecords-clerk;c.lind;"C. Lind; Jr."\n',
    )
    expect(lines.map(({ login, roles }) => [login, roles])).toEqual([
      ['r.ortiz', ['examiner', 'verifier']],
      ['c.lind', ['records-clerk']],
    ])
    const { session } = await signIn(house.storage, { token: lines[1]?.token ?? '', clock: house.clock })
    expect(session).toMatchObject({ via: 'enrolment-link', user: { name: 'C. Lind; Jr.' } })
  })

  it('says what is wrong line by line, and adds nobody while anything is', async () => {
    const taken = await house.loginOf(await house.hire())
    const csv = [
      'login,name,roles',
      'good.one,Good One,examiner',
      `${taken},Taken,examiner`,
      'Good.One,Twice,examiner',
      'two words,Blank,examiner',
      'no.role,No Role,',
      'emperor,E. Emperor,emperor',
      'both,Both,administrator requester',
      'no.name,,examiner',
    ].join('\n')
    expect(await faultsOf(csv)).toEqual([
      [2, undefined],
      [3, expect.stringContaining('already an account')],
      [4, expect.stringContaining('line 2')],
      [5, expect.stringContaining('is not one')],
      [6, expect.stringContaining('no role')],
      [7, expect.stringContaining('not a role')],
      [8, expect.stringContaining('do not meet')],
      [9, expect.stringContaining('name is missing')],
    ])
    await expect(importAs(csv)).rejects.toEqual(refusedAs('IMPORT_FAULTY'))
    expect((await listUsers(house.storage.db)).map(({ login }) => login)).not.toContain('good.one')
  })

  it.each(['', 'login,name\na,b', 'login,name,roles', 'login,name,roles\n"a,b,c', 'login,name,roles\na,b'])(
    'is refused whole when it is no proper list: %j',
    (csv) => {
      expect(() => readPeopleCsv(csv)).toThrow(refusedAs('IMPORT_MALFORMED'))
    },
  )

  it('has at most 500 people', async () => {
    const csv = `login,name,roles\n${Array.from({ length: 501 }, (_, at) => `u${at},U,examiner`).join('\n')}`
    await expect(importAs(csv)).rejects.toEqual(refusedAs('IMPORT_TOO_LONG'))
  })

  it('is read or refused, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ',', ';', '"', '\n', '\r', '\0', 'é') }), (rest) => {
        try {
          readPeopleCsv(`login,name,roles\n${rest}`)
        } catch (error) {
          expect(isRefused(error)).toBe(true)
        }
      }),
    )
  })
})
