// What coding lost of a row and the length of its rest share one word: the upper halves of two float32, each rounded up. A free row's
// word is a number that is none, so that all comparisons with its bound are false.

/** A finite number that is not negative, as the upper 16 bits of a float32 that is not smaller. */
function upperHalf(value: f32): u32 {
  return (reinterpret<u32>(value) + 0xffff) >> 16
}

export function wordOf(error: f32, tail: f32): u32 {
  return (upperHalf(error) << 16) | upperHalf(tail)
}

/** What coding lost. */
export function errorOf(word: u32): f32 {
  return reinterpret<f32>(word & 0xffff0000)
}

/** Of four rows: what coding lost. */
export function errorsOf(words: v128): v128 {
  return v128.and(words, i32x4.splat(0xffff0000))
}

/** Of four rows: lengths of their rests. */
export function tailsOf(words: v128): v128 {
  return i32x4.shl(words, 16)
}
