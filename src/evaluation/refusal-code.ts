import { Refused } from '../kernel/index.ts'

/** Every expected no of this room. They end at the command line; none of them travels over HTTP. */
export type EvaluationRefusalCode =
  | 'COLUMN_MISSING'
  | 'PAIR_INVALID'
  | 'PAIR_CONTRADICTED'
  | 'TOO_FEW_PAIRS'
  | 'ROW_INVALID'
  | 'FILE_DUPLICATE'
  | 'TOO_FEW_PERSONS'
  | 'PROBE_IN_GALLERY'

export const refuse = (
  code: EvaluationRefusalCode,
  words: { readonly reason: string; readonly needed: string },
): Refused<EvaluationRefusalCode> => new Refused<EvaluationRefusalCode>({ code, ...words })
