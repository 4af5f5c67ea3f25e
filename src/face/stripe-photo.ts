import type { Photo } from './photo.ts'

/** Distance from stripe to stripe and breadth of one, as shares of the shorter edge. */
const stepShare = 1 / 9
const breadthShare = 1 / 60

/**
 * A copy with slanting stripes all over, half black and half white, through which a face can still be looked at: such a picture stands
 * out from every other, so it cannot serve in a line-up.
 */
export function stripePhoto(photo: Photo): Photo {
  const { widthPx, heightPx } = photo
  const shorterPx = Math.min(widthPx, heightPx)
  const stepPx = Math.max(6, Math.round(shorterPx * stepShare))
  const breadthPx = Math.max(1, Math.round(shorterPx * breadthShare))
  const rgb = photo.rgb.slice()
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const across = (x + y) % stepPx
      if (across >= breadthPx * 2) continue
      rgb.fill(across < breadthPx ? 0 : 255, (y * widthPx + x) * 3, (y * widthPx + x) * 3 + 3)
    }
  }
  return { ...photo, rgb }
}
