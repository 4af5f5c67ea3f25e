import { must, Refused } from '../kernel/index.ts'
import type { Face } from './face.ts'
import type { FaceRefusalCode } from './refusal-code.ts'

/** The face of a photo that shows exactly one; refuses NO_FACE or MULTIPLE_FACES (evidence: faces). */
export function theOneFace(faces: readonly Face[]): Face {
  if (faces.length === 0) {
    throw new Refused<FaceRefusalCode>({
      code: 'NO_FACE',
      reason: 'No face was found in the image; exactly one is needed.',
      needed: 'Use an image that shows the face larger, lit and from the front.',
      evidence: { faces: 0 },
    })
  }
  if (faces.length > 1) {
    throw new Refused<FaceRefusalCode>({
      code: 'MULTIPLE_FACES',
      reason: `${faces.length} faces were found in the image; exactly one is needed.`,
      needed: 'Choose the face that is meant, or crop the image to it.',
      evidence: { faces: faces.length },
    })
  }
  return must(faces[0], 'the one face')
}
