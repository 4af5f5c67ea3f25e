import { exactTurn, turnUnit } from './exact-turn.ts'
import type { Picture } from './picture.ts'
import { resizePicture } from './resize-picture.ts'
import { greyPicture } from './shade-picture.ts'

const edge = 32
const kept = 8

/** Bits in which two pictures may differ and still count as the same one; chosen by measurement, see the room's README. */
export const samePictureBits = 6

/**
 * 64 bits that stay nearly the same when a picture is re-saved, resized or re-lit (discrete cosine transform of its
 * 32 × 32 luminance; the 8 × 8 slowest waves but the constant one against their median). 16 hex digits. After C. Zauner,
 * Implementation and Benchmarking of Perceptual Image Hash Functions, 2010. Says nothing about who is in a picture.
 */
export function perceptualHash(picture: Picture): string {
  const small = greyPicture(resizePicture(picture, { widthPx: edge, heightPx: edge }))
  const grey = Float64Array.from({ length: edge * edge }, (_, at) => small.rgb[at * 3] ?? 0)
  const waves = slowWaves(grey)
  const ordered = waves.toSorted()
  const median = ((ordered[31] ?? 0) + (ordered[32] ?? 0)) / 2
  let hash = ''
  for (let at = 0; at < waves.length; at += 4) {
    let digit = 0
    for (let bit = 0; bit < 4; bit++) digit = digit * 2 + ((waves[at + bit] ?? 0) > median ? 1 : 0)
    hash += digit.toString(16)
  }
  return hash
}

/** The waves 1 to 8 in both directions, row by row. */
function slowWaves(grey: Float64Array): Float64Array {
  const waves = new Float64Array(kept * kept)
  for (let down = 0; down < kept; down++) {
    for (let across = 0; across < kept; across++) {
      let sum = 0
      for (let y = 0; y < edge; y++) {
        for (let x = 0; x < edge; x++) {
          sum += (grey[y * edge + x] ?? 0) * wave(across + 1, x) * wave(down + 1, y)
        }
      }
      waves[down * kept + across] = sum
    }
  }
  return waves
}

/** cos(π · frequency · (2 · place + 1) / 64), from a table of hundredths of a degree that is the same everywhere. */
const wave = (frequency: number, place: number): number =>
  table[(frequency * (2 * place + 1)) % (4 * edge)] ?? 0
const table = Float64Array.from(
  { length: 4 * edge },
  (_, at) => exactTurn((at * 36_000) / (4 * edge)).cos / turnUnit,
)

/** In how many of their 64 bits two hashes differ. */
export function differingBits(one: string, other: string): number {
  let bits = 0
  for (let at = 0; at < 16; at++) {
    let differing = Number.parseInt(one[at] ?? '0', 16) ^ Number.parseInt(other[at] ?? '0', 16)
    for (; differing > 0; differing >>= 1) bits += differing & 1
  }
  return bits
}
