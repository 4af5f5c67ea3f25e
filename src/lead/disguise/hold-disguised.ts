import type { ApprovalFacts, RequestFacts } from '../../policy/index.ts'
import type { RefusalWords } from '../on-record.ts'
import type { Sign } from './disguise-signs.ts'

/** Kind of the approval that lets a request pass which looks as if it served somebody else. */
export const disguiseKind = 'disguise'
export const disguiseTitle = 'A request that may serve another agency'
export const disguiseRoles = ['supervisor', 'programme-manager'] as const

type Facts = Pick<RequestFacts, 'actor' | 'approvals'> & { readonly signs?: readonly Sign[] | undefined }

/** Approvals of the hold, by somebody else in one of its roles. They count for the request as it stood. */
export const disguiseApprovals = ({ actor, approvals = [] }: Facts): readonly ApprovalFacts[] =>
  approvals.filter(
    ({ kind, by, roles }) =>
      kind === disguiseKind && by !== actor.id && disguiseRoles.some((role) => roles.includes(role)),
  )

/** Whether a supervisor still has to look. */
export const isHeld = (facts: Facts): boolean =>
  (facts.signs ?? []).length > 0 && disguiseApprovals(facts).length === 0

/** Holds a request that shows signs of serving somebody else, and names each. (OUT-03.) */
export function heldAsDisguised(facts: Facts): readonly RefusalWords[] {
  if (!isHeld(facts)) return []
  return [
    {
      code: 'PROXY_SUSPECTED',
      rule: 'HOUSE-OUTSIDE-1',
      reason: `This may serve another agency. ${(facts.signs ?? []).map(({ words }) => words).join(' ')}`,
      needed:
        'A supervisor looks at it on the page Decisions. If it does serve another agency, say so in the request.',
      source: 'House default: an outside request that is made as one’s own waits for a supervisor',
    },
  ]
}
