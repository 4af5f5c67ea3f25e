import { isIsoDate, newId } from '../../kernel/index.ts'
import { type House, shortened } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { refused } from '../refusal-code.ts'
import type { Contract, Service } from '../register/register-entry.ts'
import { checkNotRetroactive } from './conduct-rules.ts'
import { comesAlong, entrySha256, keepOwnService, servicesOf } from './own-service-entries.ts'

export const contractStatuses = ['forbidden', 'under-review', 'contracted', 'terminated'] as const

export type ContractDraft = {
  /** Id in the register. */
  readonly service: string
  readonly status: (typeof contractStatuses)[number]
  /** First day of it, YYYY-MM-DD. */
  readonly from: string
  /** Last day, of a contract; it closes by itself on the day after. */
  readonly until?: string | undefined
  readonly why: string
  /** Of a service that only the agency's own register names: its entry there, kept with the first contract and with each that brings it anew. */
  readonly entry?: Service | undefined
}

/** What an agency has with services as it is on record, in the order in which it was recorded. */
export async function contractsOf(
  { storage }: Pick<House, 'storage'>,
  agencyId: string,
): Promise<readonly Contract[]> {
  const rows = await storage.db
    .selectFrom('service_contracts')
    .selectAll()
    .where('agency_id', '=', agencyId)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  return rows.map(({ service, status, from_day: from, until_day: until, why }): Contract => {
    if (status === 'contracted') return { service, status, from, until: until ?? from, why }
    if (status === 'terminated') return { service, status, on: from, why }
    return { service, status: status === 'under-review' ? status : 'forbidden', since: from, why }
  })
}

/**
 * Puts on record what the agency has with a service from a day on. Only a contract opens a service, and its last day closes it by itself.
 * Once uses were reviewed it begins today at the earliest, so that no use is made lawful afterwards. Refuses SERVICE_UNKNOWN, DATE_INVALID,
 * REASON_MISSING, RULE_RETROACTIVE.
 */
export async function recordContract(
  house: House,
  { user, draft }: { readonly user: User; readonly draft: ContractDraft },
): Promise<{ readonly logIndex: number }> {
  const why = shortened(draft.why.trim())
  await checkService(house, { user, draft })
  checkDraft(draft, why)
  await checkNotRetroactive(house, { user, from: draft.from })
  const { service, status, from, until } = draft
  const own = draft.entry === undefined || comesAlong(service) ? undefined : draft.entry
  const entryId = await house.storage.transaction(async (tx) => {
    const entry = await house.ledger.queue(tx, {
      ...{ type: 'contract', unit: user.agency.id },
      fields: {
        service,
        status,
        from,
        ...(until === undefined ? {} : { until }),
        ...(own ? { own: true } : {}),
      },
      hidden: { actor: user.id, why, ...(own ? { entry: entrySha256(own) } : {}) },
    })
    await tx
      .insertInto('service_contracts')
      .values({
        ...{ id: newId<string>(), agency_id: user.agency.id, service, status, from_day: from },
        ...{ until_day: until ?? null, why, recorded_by: user.id, entry_id: entry },
        recorded_at: house.clock.now(),
      })
      .execute()
    if (own) await keepOwnService(tx, { user, service: own, entryId: entry, now: house.clock.now() })
    return entry
  })
  return { logIndex: (await house.ledger.settled(entryId)).index }
}

/** A service that nobody knows cannot be recognised, so nothing is recorded about it. */
async function checkService(
  house: House,
  { user, draft: { service, entry } }: { readonly user: User; readonly draft: ContractDraft },
): Promise<void> {
  if (entry?.id === service) return
  if ((await servicesOf(house, user.agency.id)).some(({ id }) => id === service)) return
  throw refused({
    code: 'SERVICE_UNKNOWN',
    reason: `The register has no service "${service}".`,
    needed:
      'Take the id from casebound oversight register --json, e.g. clearview-ai; one of your own register comes with its entry (--register FILE).',
  })
}

function checkDraft({ status, from, until }: ContractDraft, why: string): void {
  const ends = status === 'contracted' ? until !== undefined && isIsoDate(until) && from <= until : !until
  if (!isIsoDate(from) || !ends)
    throw refused({
      code: 'DATE_INVALID',
      reason: `"${status}" is said to hold from ${from}${until === undefined ? '' : ` until ${until}`}; that is not how it is dated.`,
      needed: 'A contract has a first and a last day, in this order; everything else a first day only.',
    })
  if (why === '')
    throw refused({
      code: 'REASON_MISSING',
      reason: 'It is not said why.',
      needed: 'Name the contract, the order or the decision.',
    })
}
