import { createHash } from 'node:crypto'
import { canonicalJson, type EntryId, newId } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import type { Tx } from '../../storage/index.ts'
import { builtinRegister } from '../register/read-register.ts'
import type { Service } from '../register/register-entry.ts'

/** Services that only the agency's own register names and with which it has something on record; of each the last entry. */
export async function ownServicesOf(
  { storage }: Pick<House, 'storage'>,
  agencyId: string,
): Promise<readonly Service[]> {
  const rows = await storage.db
    .selectFrom('own_services')
    .select(['service', 'service_json'])
    .where('agency_id', '=', agencyId)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  // Parsed by the schema before it was kept.
  return [...new Map(rows.map((row) => [row.service, JSON.parse(row.service_json) as Service])).values()]
}

/** The services that an agency's house knows: those that come along, and its own. */
export async function servicesOf(
  house: Pick<House, 'storage'>,
  agencyId: string,
): Promise<readonly Service[]> {
  return [...builtinRegister().services, ...(await ownServicesOf(house, agencyId))]
}

/** Whether a service comes along with Casebound; an entry of one changes nothing. */
export const comesAlong = (service: string): boolean =>
  builtinRegister().services.some(({ id }) => id === service)

/** SHA-256 in hex of the canonical text of an entry, which the log commits to. */
export const entrySha256 = (service: Service): string =>
  createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(service))))
    .digest('hex')

/** Keeps the entry of a service in the transaction of the contract that names it. */
export async function keepOwnService(
  tx: Tx,
  of: { readonly user: User; readonly service: Service; readonly entryId: EntryId; readonly now: Date },
): Promise<void> {
  const { user, service, entryId, now } = of
  await tx
    .insertInto('own_services')
    .values({
      ...{ id: newId<string>(), agency_id: user.agency.id, service: service.id },
      ...{ service_json: JSON.stringify(service), recorded_by: user.id, entry_id: entryId, recorded_at: now },
    })
    .execute()
}
