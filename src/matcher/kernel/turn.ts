import { lane, lossesAt, stride, sumsAt, wideAt } from './lane'
import { sumTile } from './products'

/** Largest code of a value that is turned: with axes in steps of 2^-13, sums over 1024 dimensions stay below 2^30 by Cauchy-Schwarz. */
const codeMax: f32 = 4095
/** One step of an axis. */
const axisStep: f32 = 1.0 / 8192.0

/**
 * Turns one or two float32 vectors of `stride` values where they lie: value i becomes the product with axis i. Axes are 16-bit numbers in
 * groups of four as `sumTile` takes queries, 8 values of each by turns. The vectors are coded before; what that lost of each is left in
 * the lane, in float64.
 */
export function turnPair(vectors: usize, count: i32, axes: usize): void {
  const wide = lane + wideAt
  const sums = lane + sumsAt
  const span = stride << 2
  const first = codeWide(vectors, wide, lane + lossesAt)
  const second = count > 1 ? codeWide(vectors + span, wide + 16, lane + lossesAt + 8) : first
  for (let at: usize = 0; at < stride; at += 4) {
    sumTile(wide, axes + at * (stride << 1), sums, stride)
    v128.store(vectors + (at << 2), f32x4.mul(f32x4.convert_i32x4_s(v128.load(sums)), f32x4.splat(first)))
    if (count > 1)
      v128.store(
        vectors + span + (at << 2),
        f32x4.mul(f32x4.convert_i32x4_s(v128.load(sums, 16)), f32x4.splat(second)),
      )
  }
}

/** Codes a vector as 16-bit numbers, eight and room for eight of another; gives what one of its products stands for. */
function codeWide(vector: usize, to: usize, lossTo: usize): f32 {
  const end = vector + (stride << 2)
  let largest = f32x4.splat(0)
  for (let at = vector; at < end; at += 16) largest = f32x4.max(largest, f32x4.abs(v128.load(at)))
  const pairs = f32x4.max(largest, v128.shuffle<i32>(largest, largest, 2, 3, 0, 1))
  const scale: f32 = max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1)) / codeMax
  const inverse = f32x4.splat(<f32>1 / scale)
  const wideScale = f64x2.splat(<f64>scale)
  let lost = f64x2.splat(0)
  for (let at = vector; at < end; at += 32) {
    const low = nearest(v128.load(at), inverse)
    const high = nearest(v128.load(at, 16), inverse)
    lost = f64x2.add(lost, lostOf(v128.load(at), low, wideScale))
    lost = f64x2.add(lost, lostOf(v128.load(at, 16), high, wideScale))
    v128.store(to, i16x8.narrow_i32x4_s(low, high))
    to += 32
  }
  store<f64>(lossTo, sqrt<f64>(f64x2.extract_lane(lost, 0) + f64x2.extract_lane(lost, 1)))
  return scale * axisStep
}

export function nearest(values: v128, inverse: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(values, inverse)))
}

/** Squares of what coding lost of four values, in float64: scale times code is exact there. */
export function lostOf(values: v128, codes: v128, scale: v128): v128 {
  const low = f64x2.sub(f64x2.promote_low_f32x4(values), f64x2.mul(f64x2.convert_low_i32x4_s(codes), scale))
  const highValues = f64x2.promote_low_f32x4(v128.shuffle<i64>(values, values, 1, 1))
  const highCodes = f64x2.convert_low_i32x4_s(v128.shuffle<i64>(codes, codes, 1, 1))
  const high = f64x2.sub(highValues, f64x2.mul(highCodes, scale))
  return f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high))
}
