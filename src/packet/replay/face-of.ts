import type { Face } from '../../face/index.ts'
import type { FrozenSearch } from '../../lead/index.ts'

/** A face out of a packet, as the face engine takes it. */
export const faceOf = ({ placedByHand, ...face }: FrozenSearch['faces'][number]['face']): Face => ({
  ...face,
  ...(placedByHand ? { placedByHand } : {}),
})
