import { asId, type RequestId, type UserId } from '../kernel/index.ts'
import { type User, userById } from '../people/index.ts'
import { countedApprovals, decide, type Pack, type RequestFacts, titleOf } from '../policy/index.ts'
import { contentSha256, requestById, type SearchRequest } from '../search/index.ts'
import { emergencyKind, openEmergencies } from './approvals.ts'
import type { Sign } from './disguise/disguise-signs.ts'
import { disguiseKind, disguiseTitle, isHeld } from './disguise/hold-disguised.ts'
import type { House } from './house.ts'
import { authorityWords } from './permission-facts.ts'
import { policyOfSearch } from './policy-of-search.ts'
import { whoAsks } from './who-asks.ts'

/** A request or an emergency search that waits for somebody's decision. */
export type AwaitedDecision = {
  readonly requestId: RequestId
  readonly kind: string
  readonly title: string
  readonly requester: string
  readonly caseNumber: string
  readonly crime: string
  readonly purpose: string
  readonly narrative: string
  /** Statute, orders, answers and the like, as the requester gave them. */
  readonly authority: readonly { readonly label: string; readonly words: string }[]
  /** What is decided on; a request that is changed meanwhile has another. */
  readonly contentSha256: string
  /** By when an emergency is to be decided; what is held before a search has no such time. */
  readonly dueAt?: Date
  readonly overdue: boolean
}

const mostOpen = 200

/**
 * What waits in the user's agency: emergencies without a decision, and requests that only approvals keep from being
 * permitted, once for each kind they need. A request that is incomplete, or barred for another reason, does not wait.
 */
export async function awaitedDecisions(house: House, user: User): Promise<readonly AwaitedDecision[]> {
  const emergencies = await Promise.all(
    (await openEmergencies(house)).map(async (emergency) => {
      const { pack } = policyOfSearch(house, emergency.search)
      const request = await requestById(house.storage.db, emergency.requestId)
      const of = { pack, kind: emergencyKind, title: 'An emergency search', dueAt: emergency.dueAt }
      return request.agencyId === user.agency.id ? [await described(house, { ...of, request })] : []
    }),
  )
  const open = await house.storage.db
    .selectFrom('requests')
    .select('id')
    .where('status', '<>', 'searched')
    .where('agency_id', '=', user.agency.id)
    .where('probe_sha256', 'is not', null)
    .orderBy('updated_at', 'desc')
    .limit(mostOpen)
    .execute()
  const held: AwaitedDecision[] = []
  for (const { id } of open.toReversed()) held.push(...(await approvalsAwaited(house, asId(id))))
  return [...emergencies.flat(), ...held]
}

async function approvalsAwaited(house: House, id: RequestId): Promise<readonly AwaitedDecision[]> {
  const { pack } = house.policy
  const request = await requestById(house.storage.db, id)
  const requester = await userById(house.storage.db, request.requesterId)
  if (requester === undefined) return []
  const facts = await whoAsks(house, { user: requester, request })
  const lacking = approvalsLacking(pack, facts)
  const refused = await refusedKinds(house, request)
  const waiting = lacking
    .filter((kind) => !refused.has(kind))
    .map((kind) => described(house, { request, pack, kind, title: titleOf(pack.approvals ?? [], kind) }))
  // What the policy bars for another reason is not worth a supervisor's look.
  const worthALook = lacking.length > 0 || decide(pack, facts).permitted
  if (!isHeld(facts) || !worthALook || refused.has(disguiseKind)) return Promise.all(waiting)
  const held = described(house, {
    request,
    pack,
    kind: disguiseKind,
    title: disguiseTitle,
    signs: facts.signs,
  })
  return Promise.all([...waiting, held])
}

const somebodyElse = 'somebody-else' as UserId

/** Kinds of approval without which these facts are refused, and with which they would be permitted. */
export function approvalsLacking(pack: Pack, facts: RequestFacts): readonly string[] {
  const has = new Set(countedApprovals(pack, facts).map(({ kind }) => kind))
  const lacking = (pack.approvals ?? []).filter(({ code }) => !has.has(code))
  const given = lacking.map(({ code, roles }) => {
    return { kind: code, by: somebodyElse, roles, validTo: '9999-12-31' }
  })
  const permittedWith = (approvals: typeof given) =>
    decide(pack, { ...facts, approvals: [...(facts.approvals ?? []), ...approvals] }).permitted
  if (permittedWith([]) || !permittedWith(given)) return []
  return lacking
    .map(({ code }) => code)
    .filter((code) => !permittedWith(given.filter(({ kind }) => kind !== code)))
}

/** Kinds on which the last word was a no to the request as it stands; it waits again once it is changed. */
async function refusedKinds({ storage }: House, request: SearchRequest): Promise<ReadonlySet<string>> {
  const rows = await storage.db
    .selectFrom('approvals')
    .select(['kind', 'decision', 'content_sha256'])
    .where('request_id', '=', request.id)
    .orderBy('decided_at')
    .execute()
  const content = contentSha256(request)
  const last = new Map(rows.map((row) => [row.kind, row]))
  const no = [...last.values()].filter(
    ({ decision, content_sha256: of }) => decision === 'refused' && (of === null || of === content),
  )
  return new Set(no.map(({ kind }) => kind))
}

async function described(
  house: House,
  of: {
    request: SearchRequest
    pack: Pack
    kind: string
    title: string
    dueAt?: Date
    signs?: readonly Sign[] | undefined
  },
): Promise<AwaitedDecision> {
  const { request, pack, kind, title, dueAt } = of
  const { details } = request
  return {
    ...{ requestId: request.id, kind, title },
    requester: (await userById(house.storage.db, request.requesterId))?.name ?? '',
    caseNumber: details.caseNumber ?? '',
    crime: titleOf(pack.crimes, details.crime),
    purpose: titleOf(pack.purposes, details.purpose),
    narrative: details.narrative ?? '',
    authority: [
      ...(of.signs ?? []).map(({ words }) => ({ label: 'Sign', words })),
      ...authorityWords(pack, details),
    ],
    contentSha256: contentSha256(request),
    ...(dueAt === undefined ? {} : { dueAt }),
    overdue: dueAt !== undefined && dueAt <= house.clock.now(),
  }
}
