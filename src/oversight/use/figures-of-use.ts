import { isoDate } from '../../kernel/index.ts'
import { type House, hourIn, wireSetting } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'

/** What is known of one person's use; for auditors alone. */
export type OfficerUse = {
  readonly name: string
  readonly login: string
  readonly searches: number
  readonly refusals: number
  readonly firstOn: string
  readonly lastOn: string
}

/** Use of the system in an agency, beside what its public log says. */
export type UseFigures = {
  /** Each month in which somebody searched for the first time, with how many did. */
  readonly firstUses: readonly { readonly month: string; readonly people: number }[]
  readonly openAttestations: number
  readonly overdueAttestations: number
  readonly alarms: readonly { readonly rule: string; readonly raised: number; readonly open: number }[]
  readonly openMisuseCases: number
  readonly officers: readonly OfficerUse[]
  /** Searches by the hour on the wall of the agency, 0 to 23. */
  readonly hours: readonly number[]
  readonly zone: string
}

/** The figures of the reader's agency as they stand now. */
export async function figuresOfUse(house: House, reader: User): Promise<UseFigures> {
  const { db } = house.storage
  const agencyId = reader.agency.id
  const zone = (await wireSetting(db)).duty?.zone ?? 'UTC'
  const searches = await db
    .selectFrom('searches')
    .select(['requester_id', 'created_at'])
    .where('agency_id', '=', agencyId)
    .orderBy('created_at')
    .execute()
  const hours = Array.from({ length: 24 }, () => 0)
  for (const { created_at } of searches) {
    const hour = hourIn(created_at, zone)
    hours[hour] = (hours[hour] ?? 0) + 1
  }
  const officers = await officersOf(house, { agencyId, searches })
  return { officers, hours, zone, firstUses: firstUses(officers), ...(await openWork(house, agencyId)) }
}

type Searched = { readonly requester_id: string; readonly created_at: Date }

async function officersOf(
  { storage: { db } }: House,
  of: { agencyId: string; searches: readonly Searched[] },
): Promise<readonly OfficerUse[]> {
  const users = await db
    .selectFrom('users')
    .select(['id', 'name', 'login'])
    .where('agency_id', '=', of.agencyId)
    .execute()
  const refused = await db
    .selectFrom('refusals')
    .select((select) => ['user_id', select.fn.countAll<string>().as('count')])
    .where('agency_id', '=', of.agencyId)
    .where('act', '=', 'request')
    .groupBy('user_id')
    .execute()
  const refusalsOf = new Map(refused.map((row) => [row.user_id, Number(row.count)]))
  const byPerson = new Map<string, Date[]>()
  for (const { requester_id, created_at } of of.searches)
    byPerson.set(requester_id, [...(byPerson.get(requester_id) ?? []), created_at])
  return users
    .flatMap(({ id, name, login }) => {
      const times = byPerson.get(id) ?? []
      const refusals = refusalsOf.get(id) ?? 0
      const [first, last] = [times[0], times.at(-1)]
      if (refusals === 0 && !first) return []
      const days = { firstOn: first ? isoDate(first) : '', lastOn: last ? isoDate(last) : '' }
      return [{ name, login, searches: times.length, refusals, ...days }]
    })
    .toSorted((one, other) => other.searches - one.searches || (one.login < other.login ? -1 : 1))
}

function firstUses(officers: readonly OfficerUse[]): UseFigures['firstUses'] {
  const months = officers.flatMap(({ firstOn }) => (firstOn === '' ? [] : [firstOn.slice(0, 7)])).sort()
  return [...new Set(months)].map((month) => ({
    month,
    people: months.filter((one) => one === month).length,
  }))
}

/** What waits for somebody: questions, alarms, cases. */
async function openWork({ storage: { db }, clock }: House, agencyId: string) {
  const asked = await db
    .selectFrom('attestations')
    .leftJoin('attestation_answers', 'attestation_answers.attestation_id', 'attestations.id')
    .select('due_on')
    .where('agency_id', '=', agencyId)
    .where('attestation_answers.attestation_id', 'is', null)
    .execute()
  const raised = await db
    .selectFrom('alarms')
    .leftJoin('alarm_settlements', 'alarm_settlements.alarm_id', 'alarms.id')
    .select(['rule', 'settled_at'])
    .where('agency_id', '=', agencyId)
    .execute()
  const cases = await db
    .selectFrom('misuse_cases')
    .leftJoin('misuse_steps', (join) =>
      join.onRef('misuse_steps.case_id', '=', 'misuse_cases.id').on('misuse_steps.step', '=', 'closed'),
    )
    .select('misuse_cases.id')
    .where('agency_id', '=', agencyId)
    .where('misuse_steps.id', 'is', null)
    .execute()
  const today = isoDate(clock.now())
  const rules = [...new Set(raised.map(({ rule }) => rule))].sort()
  return {
    openAttestations: asked.length,
    overdueAttestations: asked.filter((row) => row.due_on < today).length,
    alarms: rules.map((rule) => {
      const own = raised.filter((row) => row.rule === rule)
      return { rule, raised: own.length, open: own.filter((row) => row.settled_at === null).length }
    }),
    openMisuseCases: cases.length,
  }
}
