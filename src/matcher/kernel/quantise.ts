import { forgetWide, front, lane, lossesAt, stride } from './lane'
import { wordOf } from './row-word'
import { lostOf, nearest, turnPair } from './turn'

/** What float32 loses of a turned vector of about unit length: two roundings of each value, twice over. */
const turnSlack: f64 = 1.0 / 2097152.0
const roundUp: f64 = 1.0 + 1.0 / 4194304.0

/**
 * Codes `count` vectors of float32, each `stride` values, zero beyond its dimension, which are turned before where there are axes. Gives for
 * each row its codes in two planes, the scale (largest value / 127), and a word of what was lost and how long the rest is, both summed
 * in float64 and rounded up. The vectors are overwritten; no copy of them is left in the lane.
 */
export function quantise(
  vectors: usize,
  count: i32,
  frontTo: usize,
  restTo: usize,
  scalesTo: usize,
  wordsTo: usize,
  axes: usize,
): void {
  const rest = stride - front
  for (let row = 0; row < count; row++) {
    const vector = vectors + <usize>row * (stride << 2)
    if (axes != 0 && (row & 1) == 0) turnPair(vector, min(2, count - row), axes)
    const end = vector + (stride << 2)
    const middle = vector + (front << 2)
    let largest = f32x4.splat(0)
    for (let at = vector; at < end; at += 16) largest = f32x4.max(largest, f32x4.abs(v128.load(at)))
    const pairs = f32x4.max(largest, v128.shuffle<i32>(largest, largest, 2, 3, 0, 1))
    const scale: f32 = max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1)) / <f32>127
    const lost =
      codeRow(vector, middle, frontTo + <usize>row * front, scale) +
      codeRow(middle, end, restTo + <usize>row * rest, scale)
    const error =
      sqrt<f64>(lost) + (axes == 0 ? 0.0 : load<f64>(lane + lossesAt + ((<usize>row & 1) << 3)) + turnSlack)
    store<f32>(scalesTo + ((<usize>row) << 2), scale)
    store<u32>(wordsTo + ((<usize>row) << 2), wordOf(<f32>(error * roundUp), <f32>(lengthOf(middle, end) * roundUp)))
  }
  if (axes != 0) forgetWide()
}

/** Codes one plane of a vector and gives the sum of squares of what was lost. */
function codeRow(vector: usize, end: usize, to: usize, scale: f32): f64 {
  const inverse = f32x4.splat(<f32>1 / scale)
  const wideScale = f64x2.splat(<f64>scale)
  let lost = f64x2.splat(0)
  for (let at = vector; at < end; at += 64) {
    const c0 = codeFour(v128.load(at), inverse)
    const c1 = codeFour(v128.load(at, 16), inverse)
    const c2 = codeFour(v128.load(at, 32), inverse)
    const c3 = codeFour(v128.load(at, 48), inverse)
    lost = f64x2.add(lost, lostOf(v128.load(at), c0, wideScale))
    lost = f64x2.add(lost, lostOf(v128.load(at, 16), c1, wideScale))
    lost = f64x2.add(lost, lostOf(v128.load(at, 32), c2, wideScale))
    lost = f64x2.add(lost, lostOf(v128.load(at, 48), c3, wideScale))
    const bytes = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(c0, c1), i16x8.narrow_i32x4_s(c2, c3))
    // Even places are shifted by 128.
    v128.store(to, v128.xor(bytes, i16x8.splat(0x80)))
    to += 16
  }
  return f64x2.extract_lane(lost, 0) + f64x2.extract_lane(lost, 1)
}

function codeFour(values: v128, inverse: v128): v128 {
  return i32x4.max_s(i32x4.min_s(nearest(values, inverse), i32x4.splat(127)), i32x4.splat(-127))
}

function lengthOf(vector: usize, end: usize): f64 {
  const none = i32x4.splat(0)
  const one = f64x2.splat(1)
  let squares = f64x2.splat(0)
  // Nothing taken from the values: what is lost is all of them.
  for (let at = vector; at < end; at += 16) squares = f64x2.add(squares, lostOf(v128.load(at), none, one))
  return sqrt<f64>(f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1))
}
