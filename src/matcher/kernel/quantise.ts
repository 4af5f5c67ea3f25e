import { codes, stride } from './lane'

/**
 * Codes `count` vectors of float32, each `span` bytes, zero beyond its dimension. Gives for each row its codes, the scale
 * (largest value / 127) and the length of what coding lost, summed in float64 and rounded up.
 */
export function quantise(vectors: usize, count: i32, codesTo: usize, scalesTo: usize, errorsTo: usize): void {
  for (let row = 0; row < count; row++) {
    const vector = vectors + <usize>row * (stride << 2)
    const end = vector + (stride << 2)
    let largest = f32x4.splat(0)
    for (let at = vector; at < end; at += 16) largest = f32x4.max(largest, f32x4.abs(v128.load(at)))
    const pairs = f32x4.max(largest, v128.shuffle<i32>(largest, largest, 2, 3, 0, 1))
    const scale: f32 = max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1)) / <f32>127
    const lost = codeRow(vector, end, codesTo + <usize>row * stride, scale)
    store<f32>(scalesTo + ((<usize>row) << 2), scale)
    store<f32>(errorsTo + ((<usize>row) << 2), <f32>(sqrt<f64>(lost) * (1.0 + 1.0 / 4194304.0)))
  }
}

/** Codes one vector and gives the sum of squares of what was lost, in float64: scale times code is exact there. */
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
  const nearest = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(values, inverse)))
  return i32x4.max_s(i32x4.min_s(nearest, i32x4.splat(127)), i32x4.splat(-127))
}

function lostOf(values: v128, codes: v128, scale: v128): v128 {
  const low = f64x2.sub(f64x2.promote_low_f32x4(values), f64x2.mul(f64x2.convert_low_i32x4_s(codes), scale))
  const highValues = f64x2.promote_low_f32x4(v128.shuffle<i64>(values, values, 1, 1))
  const highCodes = f64x2.convert_low_i32x4_s(v128.shuffle<i64>(codes, codes, 1, 1))
  const high = f64x2.sub(highValues, f64x2.mul(highCodes, scale))
  return f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high))
}
