/** A detector's box in pixels of the photo; its edges may lie outside it. */
export type LooseBox = {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly confidence: number
  /** How far the picture was turned when the box was found upright in it: clockwise, radians. */
  readonly turn: number
}

const areaOf = (box: LooseBox): number => (box.right - box.left) * (box.bottom - box.top)

/** Edge of the square of the same area, in pixels of the photo. */
export const boxEdge = (box: LooseBox): number => Math.sqrt(areaOf(box))

/** Boxes that overlap by this share of their union show one face. */
const sameFaceOverlap = 0.35

/** A box mostly inside another of like size shows the same face: the scales frame it differently. */
const insideShare = 0.75
const likeSize = 2.2

/** Keeps the most confident box of every face. */
export function mergeBoxes(boxes: readonly LooseBox[]): readonly LooseBox[] {
  const kept: LooseBox[] = []
  for (const box of boxes.toSorted((a, b) => b.confidence - a.confidence)) {
    if (!kept.some((other) => sameFace(box, other))) kept.push(box)
  }
  return kept
}

/** Whether two boxes frame the same face. */
export function sameFace(a: LooseBox, b: LooseBox): boolean {
  const widthPx = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const heightPx = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  if (widthPx <= 0 || heightPx <= 0) return false
  const shared = widthPx * heightPx
  if (shared / (areaOf(a) + areaOf(b) - shared) > sameFaceOverlap) return true
  const sizes = boxEdge(a) > boxEdge(b) ? boxEdge(a) / boxEdge(b) : boxEdge(b) / boxEdge(a)
  return sizes < likeSize && shared / Math.min(areaOf(a), areaOf(b)) > insideShare
}
