import type { EntryDraft } from '../ledger/index.ts'
import { isNamed, placeWords, type SearchRequest } from '../search/index.ts'
import { shortened } from './on-record.ts'
import type { Permitted } from './who-asks.ts'

/** What the `search` entry commits to of the authority that a request names; only what was given. */
export function authorityFields(
  { details, agencyId }: SearchRequest,
  { approvals }: Pick<Permitted, 'approvals'>,
): NonNullable<EntryDraft['hidden']> {
  const { statute, orders = [], answers = {}, onBehalfOf, outsideRequest, incidentPlace } = details
  const answered = Object.entries(answers).sort()
  const other = onBehalfOf !== undefined && onBehalfOf.trim().toUpperCase() !== agencyId.toUpperCase()
  return {
    ...(approvals.length > 0 ? { supervisor: [...new Set(approvals.map(({ by }) => by))].join(' ') } : {}),
    ...(isNamed(incidentPlace) ? { place: shortened(placeWords(incidentPlace)) } : {}),
    ...(statute ? { statute: shortened(statute) } : {}),
    ...(orders.length > 0 ? { orders: orders.map((order) => ({ ...order })) } : {}),
    ...(answered.length > 0 ? { answers: answered.map(([question, answer]) => ({ question, answer })) } : {}),
    ...(other
      ? {
          behalf: shortened(
            `${onBehalfOf}${outsideRequest === undefined ? '' : `, request ${outsideRequest}`}`,
          ),
        }
      : {}),
  }
}
