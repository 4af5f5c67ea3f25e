import { Refused } from '../kernel/index.ts'
import type { PolicyRefusalCode } from './decision.ts'

/** The refusal of a pack, saying what is wrong with it. */
export function invalidPack(fault: string): Refused<PolicyRefusalCode> {
  return new Refused<PolicyRefusalCode>({
    code: 'PACK_INVALID',
    reason: `The policy pack is not valid: ${fault.slice(0, 1000)}.`,
    needed: 'Correct the pack and load it again; the pack in force before stays in force.',
  })
}
