import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { must } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import { createUser, type User, userById } from '../../people/index.ts'
import { builtinRegister, type Register } from '../register/read-register.ts'
import { readInvestigations } from '../review/investigations.ts'
import { findingsOf } from '../scan/findings.ts'
import { readPeople } from '../scan/people-map.ts'
import { scanFiles } from '../scan/scan-files.ts'
import { conductRulesOf } from './conduct-rules.ts'
import { contractsOf } from './contracts.ts'
import { type KeptReview, keepReview } from './keep-review.ts'

// The department that this part was made for: 25 people used an outside face search about 475 times, two of those times within an
// investigation that led to an arrest, before it had a rule. One more use comes after the rule. All names are invented.

const minuteMs = 60_000
const begun = Date.parse('2019-09-02T08:00:00Z')
export const officers = 25

export const proxyLine = (atMs: number, account: string): string =>
  `${(atMs / 1000).toFixed(3)} 40 10.0.0.5 TCP_MISS/200 900 POST https://app.clearview.ai/api/search ${account} HIER_DIRECT/192.0.2.1 -\n`

/** 473 uses spread over all, two of officer 7 within his case, one of officer 3 after the rule. */
export const departmentLog = (): string =>
  [
    ...Array.from({ length: 473 }, (_, at) => proxyLine(begun + at * 97 * minuteMs, `u${at % officers}`)),
    ...['2020-03-03T10:00:00Z', '2020-03-05T16:30:00Z'].map((time) => proxyLine(Date.parse(time), 'u7')),
    proxyLine(Date.parse('2020-11-20T09:00:00Z'), 'u3'),
  ].join('')

const accounts = Array.from({ length: officers }, (_, at) => `u${at},Officer ${at},Unit ${at % 4}`)
export const departmentPeople = `account,person,unit\n${accounts.join('\n')}\n`
export const departmentCases =
  'case,person,from,until,arrest\n20-00117,Officer 7,2020-03-02,2020-03-06,yes\n20-00300,Officer 8,2018-01-01,2018-02-01,no\n'

/** Accounts u0 to u24 in the house. */
export async function hireOfficers({ storage, agency, clock }: House): Promise<readonly User[]> {
  const hired: User[] = []
  for (let at = 0; at < officers; at++) {
    const person = { login: `u${at}`, name: `Officer ${at}`, roles: ['requester'] as const }
    const id = await createUser(storage.db, { agencyId: agency.id, ...person, clock })
    hired.push(must(await userById(storage.db, id), 'officer'))
  }
  return hired
}

/** Reads logs as the command line does for a house, and keeps what they tell. */
export async function reviewLogs(
  house: House,
  of: { user: User; folder: string; text: string },
): Promise<KeptReview> {
  const path = join(of.folder, 'access.log')
  await writeFile(path, of.text)
  const services = builtinRegister()
  const register: Register = {
    ...services,
    rules: await conductRulesOf(house, of.user.agency.id),
    contracts: await contractsOf(house, of.user.agency.id),
  }
  const scanned = await scanFiles({ register, paths: [path], statePath: join(of.folder, 'state.json') })
  const { findings } = findingsOf(scanned.entries, register, {
    ...{ judge: true, people: readPeople(departmentPeople) },
    investigations: readInvestigations(departmentCases),
  })
  return keepReview(house, { user: of.user, draft: { ...scanned, register: services, findings } })
}
