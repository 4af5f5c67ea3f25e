import { createHash } from 'node:crypto'
import { canonicalJson, type EntryId, Refused } from '../../kernel/index.ts'
import { type Ledger, wholeHouse } from '../../ledger/index.ts'
import type { User } from '../../people/index.ts'
import { type Db, isUniqueViolation, type Storage, type Tx } from '../../storage/index.ts'
import { type DutyHours, hourIn, type SettableWire, settableWires, type WireSetting } from './tripwires.ts'

export type WatchRefusalCode =
  | 'WIRES_INVALID'
  | 'CANARY_KNOWN'
  | 'CANARY_UNFIT'
  | 'ALARM_UNKNOWN'
  | 'ALARM_SETTLED'
  | 'LEAD_WITHHELD'
  | 'PORTRAIT_UNKNOWN'
  | 'PORTRAIT_INVALID'

type House = { readonly storage: Storage; readonly ledger: Ledger; readonly clock: { now(): Date } }
export type SetWires = WireSetting & { readonly words: string }

/** What a house is founded with. Duty hours are nobody's guess: that wire is strung once an auditor has set them. */
export const foundedWith: WireSetting = {
  wires: ['picture-in-two-cases', 'case-reused', 'many-opened', 'first-search'],
  duty: undefined,
  manyInAnHour: 30,
}

const slack: WireSetting = { wires: [], duty: undefined, manyInAnHour: foundedWith.manyInAnHour }

/** The wires as they are strung now; none in a house that never strung any. */
export async function wireSetting(db: Db | Tx): Promise<WireSetting & { readonly since: Date | undefined }> {
  const row = await db
    .selectFrom('tripwire_settings')
    .selectAll()
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return { ...slack, since: undefined }
  const known: readonly string[] = settableWires
  return {
    wires: row.wires.filter((wire): wire is SettableWire => known.includes(wire)),
    duty: row.duty_json === null ? undefined : (JSON.parse(row.duty_json) as DutyHours),
    manyInAnHour: row.many_in_an_hour,
    resemblance: row.resemblance_thousandths === null ? undefined : row.resemblance_thousandths / 1_000,
    since: row.set_at,
  }
}

/** Strings the wires of the house anew, in public; `user` is undefined at the founding. Refuses WIRES_INVALID. */
export async function stringWires(
  house: House,
  of: { readonly user: User | undefined; readonly setting: SetWires },
): Promise<{ readonly logIndex: number }> {
  const { user, setting } = of
  checkSetting(setting)
  const { duty, manyInAnHour, resemblance, words } = setting
  const thousandths = resemblance === undefined ? undefined : Math.round(resemblance * 1_000)
  const wires = settableWires.filter((wire) => setting.wires.includes(wire))
  const set = async (tx: Tx): Promise<EntryId> => {
    const { n } = await tx
      .selectFrom('tripwire_settings')
      .select((select) => select.fn.coalesce(select.fn.max('n'), select.lit(0)).as('n'))
      .executeTakeFirstOrThrow()
    const entryId = await house.ledger.queue(tx, {
      ...{ type: 'tripwire', unit: user?.agency.id ?? wholeHouse },
      fields: {
        ...{ step: 'set', wires, many: manyInAnHour },
        ...(duty === undefined ? {} : { from: duty.from, until: duty.until }),
        ...(thousandths === undefined ? {} : { like: thousandths }),
      },
      hidden: {
        actor: user?.id ?? 'house',
        content: createHash('sha256')
          .update(
            canonicalJson({
              wires,
              manyInAnHour,
              words,
              like: thousandths ?? 0,
              duty: duty === undefined ? '' : { ...duty },
            }),
          )
          .digest('hex'),
      },
    })
    const row = { n: n + 1, wires, duty_json: duty === undefined ? null : JSON.stringify(duty), words }
    const by = {
      many_in_an_hour: manyInAnHour,
      resemblance_thousandths: thousandths ?? null,
      set_by: user?.id ?? null,
      entry_id: entryId,
      set_at: house.clock.now(),
    }
    await tx
      .insertInto('tripwire_settings')
      .values({ ...row, ...by })
      .execute()
    return entryId
  }
  const entryId = await house.storage.transaction(set).catch((error) => {
    throw isUniqueViolation(error) ? invalid('Somebody set the wires at the same moment.') : error
  })
  return { logIndex: (await house.ledger.settled(entryId)).index }
}

const fewestWords = 20

function checkSetting({ wires, duty, manyInAnHour, resemblance, words }: SetWires): void {
  if (!Number.isInteger(manyInAnHour) || manyInAnHour < 2 || manyInAnHour > 1_000)
    throw invalid(`"${manyInAnHour}" is no number of lists from 2 to 1,000.`)
  if (wires.includes('outside-hours') && duty === undefined)
    throw invalid('The wire for duty hours is strung, and no hours are given.')
  if (wires.some((wire) => wire.startsWith('resembles-')) && resemblance === undefined)
    throw invalid('A wire for registered portraits is strung, and no similarity is given.')
  if (resemblance !== undefined && !(resemblance >= 0.1 && resemblance <= 0.999))
    throw invalid(`"${resemblance}" is no similarity from 0.1 to 0.999.`)
  if (duty !== undefined) checkDuty(duty)
  if (words.trim().length < fewestWords)
    throw invalid(`The reason has ${words.trim().length} characters; at least ${fewestWords} are needed.`)
}

function checkDuty({ from, until, zone }: DutyHours): void {
  const hour = (value: number) => Number.isInteger(value) && value >= 0 && value <= 24
  if (!hour(from) || !hour(until) || from === until)
    throw invalid(`Duty from ${from} to ${until} is no part of a day.`)
  try {
    hourIn(new Date(0), zone)
  } catch {
    throw invalid(`"${zone.slice(0, 40)}" is no time zone.`)
  }
}

const invalid = (reason: string) =>
  new Refused<WatchRefusalCode>({
    code: 'WIRES_INVALID',
    reason,
    needed:
      'Name the wires, hours from 0 to 24 with a time zone such as America/Los_Angeles, and why in a sentence.',
  })
