import { userById } from '../people/index.ts'
import { type Pack, titleOf } from '../policy/index.ts'
import {
  isNamed,
  placeWords,
  type RequestDetails,
  type SearchRecord,
  type SearchRequest,
} from '../search/index.ts'
import { conditionWords } from './condition-words.ts'
import { disguiseKind, disguiseTitle } from './disguise/hold-disguised.ts'
import type { House } from './house.ts'
import type { LeadSheetFacts } from './lead-sheet-facts.ts'
import { policyOfSearch } from './policy-of-search.ts'

/** What the lead sheet says of the policy that permitted the search, what it asks for, and what the request stood on. */
export async function permissionFacts(
  house: House,
  { search, request }: { search: SearchRecord; request: SearchRequest },
): Promise<Pick<LeadSheetFacts, 'policy' | 'authority'>> {
  const { pack } = policyOfSearch(house, search)
  const { packId, packVersion, rulesApplied } = search.decision
  const conditions = conditionWords(pack, search)
  return {
    policy: {
      ...{ packId, packVersion },
      rules: pack.rules
        .filter(({ id }) => rulesApplied.includes(id))
        .map(({ id, sentence }) => ({ id, sentence })),
      ...(conditions === undefined ? {} : { conditions }),
    },
    authority: [...authorityWords(pack, request.details), ...(await approvalWords(house, { pack, search }))],
  }
}

type Words = { readonly label: string; readonly words: string }

/** What a requester named as authority beside the case, in words; only what was given. */
export function authorityWords(pack: Pack, details: RequestDetails): readonly Words[] {
  const { statute, orders = [], answers = {}, emergency, onBehalfOf, outsideRequest, incidentPlace } = details
  const asked = outsideRequest === undefined ? '' : `, by its request ${outsideRequest} at our desk`
  return [
    ...(emergency ? [{ label: 'Emergency', words: 'claimed by the requester' }] : []),
    ...(isNamed(incidentPlace) ? [{ label: 'Place of the incident', words: placeWords(incidentPlace) }] : []),
    ...(statute ? [{ label: 'Statute', words: statute }] : []),
    ...orders.map(({ kind, number, issuedBy, issuedOn, validTo }) => ({
      label: titleOf(pack.orderKinds ?? [], kind),
      words: `${number}, ${issuedBy}, of ${issuedOn}, in force to ${validTo}`,
    })),
    ...Object.entries(answers).map(([code, answer]) => ({
      label: titleOf(pack.questions ?? [], code),
      words: answer ? 'yes' : 'no',
    })),
    ...(outsideRequest === undefined ? [] : [{ label: 'For', words: `${onBehalfOf ?? ''}${asked}` }]),
  ]
}

async function approvalWords(
  house: House,
  { pack, search }: { pack: Pack; search: SearchRecord },
): Promise<readonly Words[]> {
  return Promise.all(
    (search.decision.approvals ?? []).map(async ({ kind, by }) => ({
      label: kind === disguiseKind ? disguiseTitle : titleOf(pack.approvals ?? [], kind),
      words: `approved by ${(await userById(house.storage.db, by))?.name ?? 'somebody of another agency'}`,
    })),
  )
}
