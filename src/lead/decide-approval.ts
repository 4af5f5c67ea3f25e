import { newId, Refused, type RequestId } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import {
  contentSha256,
  requestById,
  type SearchRecord,
  type SearchRefusalCode,
  searchOfRequest,
} from '../search/index.ts'
import { emergencyKind, openEmergencies } from './approvals.ts'
import { disguiseKind, disguiseRoles } from './disguise/hold-disguised.ts'
import type { House } from './house.ts'
import { shortened } from './on-record.ts'
import { policyOfSearch } from './policy-of-search.ts'

export type ApprovalRefusalCode =
  | 'APPROVAL_CONTENT_CHANGED'
  | 'APPROVAL_KIND_UNKNOWN'
  | 'APPROVAL_TOO_LATE'
  | 'REASON_MISSING'

export type ApprovalDraft = {
  readonly user: User
  readonly requestId: RequestId
  /** A kind of the pack in force, `disguise` for a request that is held, or `emergency` for a search that was made in one. */
  readonly kind: string
  readonly decision: 'approved' | 'refused'
  readonly reason: string
  /** Digest of the request as it was read; where it is given, a request that was changed since is not decided on. */
  readonly contentSha256?: string | undefined
}

/**
 * Somebody other than the requester decides on a request: beforehand, of a kind the pack knows, or on an emergency
 * afterwards; logged as `approval`. The last word of a kind counts. Refuses ROLE_MISSING, SAME_PERSON, REASON_MISSING,
 * APPROVAL_KIND_UNKNOWN, APPROVAL_CONTENT_CHANGED, APPROVAL_TOO_LATE, and REQUEST_UNKNOWN for a request of another agency.
 */
export async function decideApproval(house: House, draft: ApprovalDraft): Promise<{ logIndex: number }> {
  const { user, kind, decision } = draft
  // A kind that nobody knows is refused first: what is wrong with the question itself needs no look at any request.
  if (kind !== emergencyKind) kindOf(house, { kind, search: undefined })
  await checkKnown(house, draft.requestId)
  const request = await requestById(house.storage.db, draft.requestId)
  const search = await searchOfRequest(house.storage.db, request.id)
  const { roles, validHours } = kindOf(house, { kind, search })
  if (!roles.some((role) => (user.roles as readonly string[]).includes(role))) throw roleMissing(user, roles)
  if (request.requesterId === user.id)
    throw refuse('SAME_PERSON', 'This is your own request.', 'Somebody else decides on it.')
  if (draft.reason.trim() === '')
    throw refuse('REASON_MISSING', 'No reason is given.', 'Say in a sentence what you found.')
  if (draft.contentSha256 !== undefined && draft.contentSha256 !== contentSha256(request))
    throw refuse(
      'APPROVAL_CONTENT_CHANGED',
      'The requester changed the request after you opened it.',
      'Read it again as it is now, and decide on that.',
    )
  await checkInTime(house, { kind, requestId: request.id, searched: search !== undefined })
  const now = house.clock.now()
  const validTo = validHours === undefined ? null : new Date(now.getTime() + validHours * 3_600_000)
  const entryId = await house.storage.transaction(async (tx) => {
    const entry = await house.ledger.queue(tx, {
      type: 'approval',
      unit: request.agencyId,
      fields: { kind, dec: decision },
      hidden: { actor: user.id, request: request.id, why: shortened(draft.reason) },
      ...(search ? { ref: search.entryId } : {}),
    })
    const row = {
      ...{ id: newId(), agency_id: request.agencyId, request_id: request.id, search_id: search?.id ?? null },
      ...{ kind, decision, reason: draft.reason.trim(), decided_by: user.id, valid_to: validTo },
      ...{ entry_id: entry, decided_at: now, content_sha256: contentSha256(request) },
    }
    await tx.insertInto('approvals').values(row).execute()
    return entry
  })
  const { index } = await house.ledger.settled(entryId)
  return { logIndex: index }
}

/** Who decides: on what comes before a search as the policy of today says, on an emergency as the policy that permitted it says. */
function kindOf(
  house: House,
  { kind, search }: { kind: string; search: SearchRecord | undefined },
): { roles: readonly string[]; validHours?: number } {
  if (kind === disguiseKind) return { roles: disguiseRoles }
  const { pack } = kind === emergencyKind && search ? policyOfSearch(house, search) : house.policy
  if (kind === emergencyKind && pack.emergency) return { roles: pack.emergency.approverRoles }
  const known = pack.approvals?.find(({ code }) => code === kind)
  if (known) return known
  throw refuse(
    'APPROVAL_KIND_UNKNOWN',
    `The policy in force knows no approval of the kind ${JSON.stringify(kind.slice(0, 60))}.`,
    'Choose a kind that the policy lists.',
  )
}

async function checkKnown({ storage }: House, id: RequestId): Promise<void> {
  const known = await storage.db.selectFrom('requests').select('id').where('id', '=', id).executeTakeFirst()
  if (known) return
  throw new Refused<SearchRefusalCode>({
    code: 'REQUEST_UNKNOWN',
    reason: 'There is no such request in your agency.',
    needed: 'Open it from the list of what waits for a decision.',
  })
}

/** Before a search an approval opens it; after one only an emergency that waits can be decided. */
async function checkInTime(
  house: House,
  of: { kind: string; requestId: RequestId; searched: boolean },
): Promise<void> {
  const waits =
    of.kind === emergencyKind
      ? (await openEmergencies(house)).some(({ requestId }) => requestId === of.requestId)
      : !of.searched
  if (waits) return
  throw refuse(
    'APPROVAL_TOO_LATE',
    'There is nothing left to decide: the request was searched, or the emergency was decided on.',
    'Look at the list of what waits.',
  )
}

const refuse = (code: ApprovalRefusalCode | 'SAME_PERSON', reason: string, needed: string) =>
  new Refused<ApprovalRefusalCode | 'SAME_PERSON'>({ code, reason, needed })

const roleMissing = (user: User, roles: readonly string[]) =>
  new Refused<'ROLE_MISSING'>({
    code: 'ROLE_MISSING',
    reason: `Your role (${user.roles.join(', ')}) does not decide on this.`,
    needed: `Ask somebody with the role ${roles.join(' or ')}.`,
  })
