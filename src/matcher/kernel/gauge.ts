import { codes, stride } from './lane'
import { dotRow, sumLanes, total } from './products'

/** For benchmarks: reads the codes of a chunk and does nothing with them; what no scan can be faster than. */
export function readCodes(chunk: usize, count: i32): i32 {
  let a = i32x4.splat(0)
  let b = a
  let c = a
  let d = a
  const end = chunk + <usize>count * stride
  for (let at = chunk; at < end; at += 64) {
    a = v128.xor(a, v128.load(at))
    b = v128.xor(b, v128.load(at, 16))
    c = v128.xor(c, v128.load(at, 32))
    d = v128.xor(d, v128.load(at, 48))
  }
  return total(v128.xor(v128.xor(a, b), v128.xor(c, d)))
}

/** For benchmarks: the products of a scan for one query and nothing else; gives the largest. */
export function productsOnly(chunk: usize, count: i32): i32 {
  let most = i32x4.splat(i32.MIN_VALUE)
  for (let at: usize = 0; at < <usize>count; at += 4) {
    const row = chunk + at * stride
    const sums = sumLanes(
      dotRow(row, codes),
      dotRow(row + stride, codes),
      dotRow(row + 2 * stride, codes),
      dotRow(row + 3 * stride, codes),
    )
    most = i32x4.max_s(most, sums)
  }
  return max(
    max(i32x4.extract_lane(most, 0), i32x4.extract_lane(most, 1)),
    max(i32x4.extract_lane(most, 2), i32x4.extract_lane(most, 3)),
  )
}
