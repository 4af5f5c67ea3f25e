import { Refused } from '../../kernel/index.ts'
import type { FaceRefusalCode } from '../refusal-code.ts'

/** The refusal of a file that cannot serve as a recogniser. */
export const unsuitable = (reason: string, needed = 'Use the ONNX file of a face recogniser.') =>
  new Refused<FaceRefusalCode>({ code: 'MODEL_UNSUITABLE', reason, needed })
