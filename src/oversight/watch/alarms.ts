import { createHash } from 'node:crypto'
import { asId, canonicalJson, type EntryId, Refused, type UserId } from '../../kernel/index.ts'
import type { House, WatchRefusalCode, Wire } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import type { RequestDetails } from '../../search/index.ts'
import { isUniqueViolation } from '../../storage/index.ts'
import { checkWords } from '../kept/step-refusals.ts'
import { casesOfAlarms } from '../misuse/misuse-view.ts'
import { recordMisuseCase } from '../misuse/open-misuse-case.ts'

/** What an alarm turned out to be. */
export const alarmClasses = {
  'false-alarm': 'nothing to it',
  'in-order': 'unusual, and in order',
  mistake: 'a rule was broken by mistake',
  misuse: 'misuse',
} as const
export type AlarmClass = keyof typeof alarmClasses

export type Alarm = {
  readonly id: string
  readonly rule: Wire
  readonly words: string
  readonly userId: UserId
  readonly person: string
  readonly login: string
  readonly searchId: string | undefined
  readonly caseNumber: string | undefined
  readonly entryId: EntryId
  readonly raisedAt: Date
  readonly settled:
    | { readonly class: AlarmClass; readonly words: string; readonly by: string; readonly at: Date }
    | undefined
  /** The case of misuse that was opened on its ground. */
  readonly misuseCaseId: string | undefined
}

/** The alarms of an agency, the newest first; never those that the reader tripped himself. */
export async function alarmsOf({ storage }: Pick<House, 'storage'>, reader: User): Promise<readonly Alarm[]> {
  const rows = await storage.db
    .selectFrom('alarms')
    .innerJoin('users', 'users.id', 'alarms.user_id')
    .leftJoin('searches', 'searches.id', 'alarms.search_id')
    .leftJoin('requests', 'requests.id', 'searches.request_id')
    .leftJoin('alarm_settlements', 'alarm_settlements.alarm_id', 'alarms.id')
    .leftJoin('users as auditors', 'auditors.id', 'alarm_settlements.settled_by')
    .selectAll('alarms')
    .select(['users.name', 'users.login', 'requests.details_json', 'auditors.name as auditor'])
    .select(['alarm_settlements.class', 'alarm_settlements.words as found', 'alarm_settlements.settled_at'])
    .where('alarms.agency_id', '=', reader.agency.id)
    .where('alarms.user_id', '<>', reader.id)
    .orderBy('alarms.raised_at', 'desc')
    .orderBy('alarms.id')
    .execute()
  const cases = await casesOfAlarms(storage.db, reader.agency.id)
  return rows.map((row) => ({
    ...{ id: row.id, rule: row.rule as Wire, words: row.words },
    ...{ userId: asId<UserId>(row.user_id), person: row.name, login: row.login },
    misuseCaseId: cases.get(row.id),
    searchId: row.search_id ?? undefined,
    caseNumber:
      row.details_json === null ? undefined : (JSON.parse(row.details_json) as RequestDetails).caseNumber,
    ...{ entryId: asId<EntryId>(row.entry_id), raisedAt: row.raised_at },
    settled:
      row.settled_at === null
        ? undefined
        : {
            ...{ class: row.class as AlarmClass, words: row.found ?? '' },
            ...{ by: row.auditor ?? '', at: row.settled_at },
          },
  }))
}

/**
 * An auditor settles an alarm, for good. What he found to be misuse becomes a case at once, with the alarm as its ground: the account is
 * held from that moment on. Refuses ALARM_UNKNOWN, ALARM_SETTLED, REASON_MISSING.
 */
export async function settleAlarm(
  house: House,
  of: { readonly user: User; readonly id: string; readonly class: AlarmClass; readonly words: string },
): Promise<{ readonly logIndex: number; readonly misuseCaseId: string | undefined }> {
  const { user } = of
  const alarm = (await alarmsOf(house, user)).find(({ id }) => id === of.id)
  if (!alarm)
    throw refuse('ALARM_UNKNOWN', 'There is no such alarm for you to settle.', 'Open it from the list.')
  if (alarm.settled) throw settledAlready()
  const words = checkWords(of.words, 'What was found')
  const settling = house.storage.transaction(async (tx) => {
    const entryId = await house.ledger.queue(tx, {
      ...{ type: 'alarm', unit: user.agency.id, ref: alarm.entryId },
      fields: { step: 'settled', rule: alarm.rule, class: of.class },
      hidden: {
        actor: user.id,
        content: createHash('sha256')
          .update(canonicalJson({ alarm: of.id, words }))
          .digest('hex'),
      },
    })
    await tx
      .insertInto('alarm_settlements')
      .values({
        ...{ alarm_id: of.id, class: of.class, words, settled_by: user.id },
        ...{ entry_id: entryId, settled_at: house.clock.now() },
      })
      .execute()
    if (of.class !== 'misuse') return { last: entryId, entryId, misuseCaseId: undefined }
    const ground = { source: 'alarm', sourceId: of.id, personId: alarm.userId } as const
    const opened = await recordMisuseCase(house, tx, { user, ...ground, words })
    return { last: opened.entryId, entryId, misuseCaseId: opened.caseId }
  })
  const { last, entryId, misuseCaseId } = await settling.catch((error) => {
    throw isUniqueViolation(error) ? settledAlready() : error
  })
  await house.ledger.settled(last)
  return { logIndex: (await house.ledger.settled(entryId)).index, misuseCaseId }
}

/** Of each wire: alarms that it raised, those settled, and those that had nothing to them. */
export type WireRate = {
  readonly rule: Wire
  readonly raised: number
  readonly settled: number
  readonly falseAlarms: number
}

export function wireRates(alarms: readonly Alarm[]): readonly WireRate[] {
  return [...new Set(alarms.map(({ rule }) => rule))].sort().map((rule) => {
    const own = alarms.filter((one) => one.rule === rule)
    const settled = own.filter((one) => one.settled !== undefined)
    const falseAlarms = settled.filter((one) => one.settled?.class === 'false-alarm').length
    return { rule, raised: own.length, settled: settled.length, falseAlarms }
  })
}

const refuse = (code: WatchRefusalCode, reason: string, needed: string) =>
  new Refused<WatchRefusalCode>({ code, reason, needed })

const settledAlready = () =>
  refuse(
    'ALARM_SETTLED',
    'This alarm was settled already.',
    'A new fact belongs into a new look; nothing is settled twice.',
  )
