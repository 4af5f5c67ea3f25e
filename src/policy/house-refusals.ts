import { isIsoDate } from '../kernel/index.ts'
import type { Refusal } from './decision.ts'
import { isInForce } from './is-in-force.ts'
import type { Pack } from './pack.ts'

// What every pack refuses, whatever its rules say: out of its dates, unsigned, not set up, or not to be weighed.

export function outOfDateRefusal(pack: Pack, onDate: string | undefined): Refusal | undefined {
  const isDate = onDate !== undefined && isIsoDate(onDate)
  if (isDate && isInForce(pack, onDate)) return undefined
  const until = pack.validTo === undefined ? 'without an end date' : `to ${pack.validTo}`
  return {
    code: 'PACK_EXPIRED',
    rule: 'PACK-DATE-1',
    reason: `the policy pack ${pack.id} ${pack.version} is in force from ${pack.validFrom} ${until}, and today is ${isDate ? onDate : 'not known'}`,
    needed: 'Put a pack in force that covers today.',
    source: 'House rule: a pack fails closed outside its dates',
  }
}

export function setupRefusal(pack: Pack): Refusal | undefined {
  if (pack.unanswered.length === 0) return undefined
  return {
    code: 'SETUP_UNANSWERED',
    rule: 'PACK-SETUP-1',
    reason: `the agency has not settled what no source gives: ${pack.unanswered.join(', ')}`,
    needed: 'Answer the questions of set-up and adopt the pack with them.',
    source: 'House rule: what no source gives is asked of the agency and never invented',
  }
}

export const unsignedRefusal = (pack: Pack): Refusal => ({
  code: 'PACK_UNSIGNED',
  rule: 'PACK-SIGN-1',
  reason: `the policy pack ${pack.id} ${pack.version} bears no signature of this agency`,
  needed: 'Adopt the pack: adopting signs its text with the agency’s own key.',
  source: 'House rule: a pack that nobody signed decides nothing',
})

export const errorRefusal = (fault: string): Refusal => ({
  code: 'POLICY_ERROR',
  rule: 'PACK-ERROR-1',
  reason: fault,
  needed:
    'Have the administrator look at the request and the pack; nothing is permitted that was not weighed.',
  source: 'House rule: what cannot be weighed is refused',
})
