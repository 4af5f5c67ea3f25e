import { Refused, type RefusedDetail } from '../kernel/index.ts'

/** Every expected no of this room. */
export type WitnessCode =
  | 'WITNESS_ABSENT'
  | 'WITNESS_EXISTS'
  | 'WITNESS_IN_USE'
  | 'WITNESS_NAME_INVALID'
  | 'WITNESS_PORT_TAKEN'
  | 'WITNESS_STATE_DAMAGED'

export const refused = (detail: RefusedDetail<WitnessCode>): Refused<WitnessCode> => new Refused(detail)
