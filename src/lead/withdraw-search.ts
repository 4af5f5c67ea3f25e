import { recordWithdrawal, type Withdrawal, withdrawalOf } from '../examination/index.ts'
import { Refused, type SearchId } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import { requestById, type SearchRecord, type SearchRefusalCode, searchById } from '../search/index.ts'
import type { Tx } from '../storage/index.ts'
import type { House } from './house.ts'
import { leadOfSearch } from './lead-record.ts'
import { onRecord, shortened } from './on-record.ts'
import { caseFor } from './planted/cases/case-for.ts'

export type WithdrawalRefusalCode =
  | 'NOT_YOURS'
  | 'REASON_MISSING'
  | 'NOT_READY'
  | 'ALREADY_CONCLUDED'
  | 'ALREADY_WITHDRAWN'

/**
 * Its requester or a supervisor withdraws a search whose list nobody has concluded about: no one examines it any more, and there is no
 * lead. It stays in the log, and is counted. Refuses SEARCH_UNKNOWN, NOT_YOURS, REASON_MISSING, NOT_READY, ALREADY_CONCLUDED,
 * ALREADY_WITHDRAWN; refusals are on record.
 */
export async function withdrawSearch(
  house: House,
  order: { user: User; searchId: SearchId; reason: string },
): Promise<Withdrawal> {
  const { user } = order
  if (await caseFor(house, { user, id: order.searchId }))
    return onRecord(house, { act: 'withdraw', user }, () => Promise.reject(notYours()))
  const search = await searchById(house.storage.db, order.searchId)
  if (search.agencyId !== user.agency.id) throw unknown()
  const { details } = await requestById(house.storage.db, search.requestId)
  const act = { act: 'withdraw', user, search, caseNumber: details.caseNumber } as const
  return onRecord(house, act, async () => {
    const reason = order.reason.trim()
    const own = search.requesterId === user.id
    if (!own && !user.roles.includes('supervisor')) throw notYours()
    if (reason === '')
      throw refuse('REASON_MISSING', 'No reason is given.', 'Say in a sentence why it is withdrawn.')
    if (search.end?.as !== 'done')
      throw refuse(
        'NOT_READY',
        'This search ended without a list, or runs still; there is nothing to withdraw.',
        'Leave it as it is: it stays in the log.',
      )
    const withdrawal = await house.storage.transaction(async (tx) => {
      await checkOpen(tx, search)
      const entryId = await house.ledger.queue(tx, {
        ...{ type: 'withdraw', unit: search.agencyId, ref: search.entryId },
        fields: { by: own ? 'requester' : 'supervisor' },
        hidden: {
          ...{ actor: user.id, reason: shortened(reason) },
          case: shortened(details.caseNumber ?? ''),
        },
      })
      const made = { searchId: search.id, withdrawnBy: user.id, reason, entryId }
      const withdrawn: Withdrawal = { ...made, withdrawnAt: house.clock.now() }
      await recordWithdrawal(tx, withdrawn)
      return withdrawn
    })
    await house.ledger.settled(withdrawal.entryId)
    return withdrawal
  })
}

/** Asked within the transaction: a conclusion and a withdrawal at the same moment do not both come to stand. */
async function checkOpen(tx: Tx, { id }: SearchRecord): Promise<void> {
  if (await leadOfSearch(tx, id))
    throw refuse(
      'ALREADY_CONCLUDED',
      'This search is concluded; a conclusion is not taken back.',
      'Record what became of it, or that it was a misidentification.',
    )
  if (await withdrawalOf(tx, id))
    throw refuse('ALREADY_WITHDRAWN', 'This search was withdrawn before.', 'Nothing more is needed.')
}

const refuse = (code: WithdrawalRefusalCode, reason: string, needed: string) =>
  new Refused<WithdrawalRefusalCode>({ code, reason, needed })

const notYours = () =>
  refuse('NOT_YOURS', 'Only its requester or a supervisor withdraws a search.', 'Ask one of them.')

const unknown = () =>
  new Refused<SearchRefusalCode>({
    code: 'SEARCH_UNKNOWN',
    reason: 'There is no such search in your agency.',
    needed: 'Open it from your list.',
  })
