import { type EntryId, isRefused, newId, Refused, type RequestId, type SearchId } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import type { House } from './house.ts'

/** One no, as the user reads it. */
export type RefusalWords = {
  readonly code: string
  readonly rule?: string | undefined
  readonly reason: string
  readonly needed: string
  readonly source?: string | undefined
}

/** Several rules said no at once; the act's edge puts them on record together. */
export class RefusedByPolicy extends Refused {
  readonly refusals: readonly RefusalWords[]
  constructor(first: RefusalWords, refusals: readonly RefusalWords[]) {
    super({ ...first, ...(first.rule === undefined ? {} : { rule: first.rule }) } as RefusalWords & {
      rule: string
    })
    this.refusals = refusals
  }
}

/** A refusal that stands in the log, with the index of its entry. */
export class RefusedOnRecord extends Refused {
  readonly refusals: readonly RefusalWords[]
  readonly logIndex: number
  constructor(refused: Refused, record: { refusals: readonly RefusalWords[]; logIndex: number }) {
    super({
      code: refused.code,
      reason: refused.reason,
      needed: refused.needed,
      evidence: refused.evidence,
      ...(refused.rule === undefined ? {} : { rule: refused.rule }),
    })
    this.refusals = record.refusals
    this.logIndex = record.logIndex
  }
}

export type Act = {
  readonly act:
    | 'request'
    | 'examine'
    | 'conclude'
    | 'outcome'
    | 'reveal'
    | 'packet'
    | 'assign'
    | 'withdraw'
    | 'resolve'
  readonly user: User
  readonly requestId?: RequestId | undefined
  readonly search?: { readonly id: SearchId; readonly entryId: EntryId } | undefined
  readonly caseNumber?: string | undefined
}

/** The log itself said no: nothing can be put on record, and nothing is done. */
const unrecordable = new Set(['AUDIT_UNAVAILABLE', 'LOG_IN_USE', 'WITNESSES_MISSING'])

/**
 * The edge of an act. A refusal inside it is written to the log, counted, and given back as RefusedOnRecord;
 * anything else passes through, because it is a fault and not a decision.
 */
export async function onRecord<T>(house: House, act: Act, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isRefused(error) || error instanceof RefusedOnRecord || unrecordable.has(error.code)) throw error
    throw await putOnRecord(house, { act, refused: error })
  }
}

export const refusalWords = (refused: Refused): readonly RefusalWords[] =>
  refused instanceof RefusedByPolicy
    ? refused.refusals
    : [{ code: refused.code, rule: refused.rule, reason: refused.reason, needed: refused.needed }]

async function putOnRecord(house: House, of: { act: Act; refused: Refused }): Promise<RefusedOnRecord> {
  const { act, refused } = of
  const refusals = refusalWords(refused)
  const entryId = await house.storage.transaction(async (tx) => {
    const entry = await house.ledger.queue(tx, {
      type: 'refusal',
      unit: act.user.agency.id,
      fields: {
        act: act.act,
        codes: refusals.map(({ code }) => code),
        rules: refusals.flatMap(({ rule }) => (rule === undefined ? [] : [rule])),
      },
      hidden: {
        actor: act.user.id,
        ...(act.caseNumber ? { case: shortened(act.caseNumber) } : {}),
        detail: shortened(refusals.map(({ reason }) => reason).join(' ')),
      },
      fieldRefs: { pol: house.policy.entryId },
      ref: act.search?.entryId,
    })
    const row = {
      id: newId(),
      agency_id: act.user.agency.id,
      user_id: act.user.id,
      act: act.act,
      request_id: act.requestId ?? null,
      search_id: act.search?.id ?? null,
      refusals_json: JSON.stringify(refusals),
      entry_id: entry,
      refused_at: house.clock.now(),
    }
    await tx.insertInto('refusals').values(row).execute()
    if (act.requestId !== undefined) {
      await tx
        .updateTable('requests')
        .set({ status: 'refused', updated_at: house.clock.now() })
        .where('id', '=', act.requestId)
        .where('status', '=', 'draft')
        .execute()
    }
    return entry
  })
  const { index } = await house.ledger.settled(entryId)
  return new RefusedOnRecord(refused, { refusals, logIndex: index })
}

/** At most 500 bytes of UTF-8, cut at a character; hidden strings in the log are bounded. */
export function shortened(text: string): string {
  const whole = text.normalize('NFC').toWellFormed()
  let kept = ''
  let bytes = 0
  for (const character of whole) {
    bytes += Buffer.byteLength(character)
    if (bytes > 497) return `${kept}…`
    kept += character
  }
  return kept
}
