import type { FaceBox } from '../face.ts'
import type { Photo } from '../photo.ts'
import { type CanonicalFace, canonicalPx } from './canonical-face.ts'

/** From brows to lips in the canonical face. */
const inner = { left: 104, right: 204, top: 115, bottom: 215 }

/**
 * Ours, in place of the standard's random forest: mean absolute Laplacian of luma over its spread from the 5th to the 95th
 * percentile, brows to lips. Falls with blur, and with faces so small that they had to be enlarged.
 */
export function sharpness({ planes }: CanonicalFace): number {
  const [red, green, blue] = planes
  const lumaAt = (at: number) =>
    0.2126 * (red[at] ?? 0) + 0.7152 * (green[at] ?? 0) + 0.0722 * (blue[at] ?? 0)
  const inside: number[] = []
  let detail = 0
  for (let y = inner.top; y < inner.bottom; y++) {
    for (let x = inner.left; x < inner.right; x++) {
      const at = y * canonicalPx + x
      const value = lumaAt(at)
      inside.push(value)
      const around = lumaAt(at - 1) + lumaAt(at + 1) + lumaAt(at - canonicalPx) + lumaAt(at + canonicalPx)
      detail += Math.abs(4 * value - around)
    }
  }
  inside.sort((a, b) => a - b)
  const percentile = (share: number) => inside[Math.floor(share * (inside.length - 1))] ?? 0
  const spread = (percentile(0.95) - percentile(0.05)) / 255
  return detail / inside.length / 255 / Math.max(spread, 0.05)
}

/** Beside the head, above the shoulders, in the canonical face. */
const strips = { top: 20, bottom: 180, width: 50 }
const leastPixels = 400

/**
 * Ours, in place of the standard's segmented background: mean Sobel gradient of luminance in two strips beside the head;
 * undefined where the photo does not reach so far.
 */
export function backgroundGradient({ luminance, inPhoto }: CanonicalFace): number | undefined {
  const level = (at: number) => luminance[at] ?? 0
  let sum = 0
  let count = 0
  // Every second pixel of every second row is enough for a mean.
  for (let y = strips.top; y < strips.bottom; y += 2) {
    for (let step = 2; step < 2 * strips.width; step += 2) {
      const x = step < strips.width ? step : canonicalPx - 2 * strips.width + step - 2
      if (!inPhoto(x, y)) continue
      const above = (y - 1) * canonicalPx + x
      const here = above + canonicalPx
      const below = here + canonicalPx
      const left = level(above - 1) + 2 * level(here - 1) + level(below - 1)
      const right = level(above + 1) + 2 * level(here + 1) + level(below + 1)
      const upper = level(above - 1) + 2 * level(above) + level(above + 1)
      const lower = level(below - 1) + 2 * level(below) + level(below + 1)
      sum += Math.hypot(right - left, lower - upper)
      count++
    }
  }
  return count < leastPixels ? undefined : sum / count
}

const block = 8
const mostEdgePx = 400
const leastEdgePx = 40

/**
 * Ours, in place of the standard's network: how much larger steps between neighbours are on the lines of an 8 × 8 grid than
 * elsewhere in the face, on the grid where they are largest. About 1 without compression. Does not see what was enlarged
 * or made smaller after it was compressed. Undefined for a face of less than 40 px.
 */
export function blockiness(photo: Photo, box: FaceBox): number | undefined {
  const width = Math.min(box.widthPx, mostEdgePx)
  const height = Math.min(box.heightPx, mostEdgePx)
  if (Math.min(width, height) < leastEdgePx) return undefined
  const left = box.x + Math.floor((box.widthPx - width) / 2)
  const top = box.y + Math.floor((box.heightPx - height) / 2)
  const { rgb, widthPx } = photo
  const green = (x: number, y: number) => rgb[(y * widthPx + x) * 3 + 1] ?? 0
  const across = new Float64Array(block)
  const down = new Float64Array(block)
  for (let y = top; y < top + height - 1; y++) {
    for (let x = left; x < left + width - 1; x++) {
      const here = green(x, y)
      across[x % block] = (across[x % block] ?? 0) + Math.abs(here - green(x + 1, y))
      down[y % block] = (down[y % block] ?? 0) + Math.abs(here - green(x, y + 1))
    }
  }
  return Math.min(excess(across), excess(down))
}

/** The largest of the eight sums over the middle of the others. */
function excess(sums: Float64Array): number {
  const sorted = Array.from(sums).sort((a, b) => a - b)
  const [least = 0, most = 0] = [sorted[3], sorted[7]]
  return least === 0 ? 1 : most / least
}
