import { chunkRows, codes, front, stride } from './lane'
import { dotRow, sumLanes, total } from './products'

/** For benchmarks: reads the codes of a chunk and does nothing with them; what no scan of all codes can be faster than. */
export function readCodes(chunk: usize, count: i32): i32 {
  const fronts = readPlane(chunk, <usize>count * front)
  return total(v128.xor(fronts, readPlane(chunk + chunkRows * front, <usize>count * (stride - front))))
}

function readPlane(from: usize, bytes: usize): v128 {
  let a = i32x4.splat(0)
  let b = a
  let c = a
  let d = a
  const end = from + bytes
  for (let at = from; at < end; at += 64) {
    a = v128.xor(a, v128.load(at))
    b = v128.xor(b, v128.load(at, 16))
    c = v128.xor(c, v128.load(at, 32))
    d = v128.xor(d, v128.load(at, 48))
  }
  return v128.xor(v128.xor(a, b), v128.xor(c, d))
}

/** For benchmarks: the products of all codes of a chunk with those of one query and nothing else; gives the largest. */
export function productsOnly(chunk: usize, count: i32): i32 {
  const rests = chunk + chunkRows * front
  const rest = stride - front
  let most = i32x4.splat(i32.MIN_VALUE)
  for (let at: usize = 0; at < <usize>count; at += 4) {
    let sums = productsOf(chunk + at * front, codes, front)
    if (rest != 0) sums = i32x4.add(sums, productsOf(rests + at * rest, codes + (front << 1), rest))
    most = i32x4.max_s(most, sums)
  }
  return max(
    max(i32x4.extract_lane(most, 0), i32x4.extract_lane(most, 1)),
    max(i32x4.extract_lane(most, 2), i32x4.extract_lane(most, 3)),
  )
}

function productsOf(row: usize, query: usize, length: usize): v128 {
  return sumLanes(
    dotRow(row, query, length),
    dotRow(row + length, query, length),
    dotRow(row + 2 * length, query, length),
    dotRow(row + 3 * length, query, length),
  )
}
