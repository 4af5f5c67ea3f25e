/** Lanes are the sums of the four lanes of each argument. */
export function sumLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7))
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7))
  return i32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3))
}

/**
 * The products of `length` codes of a row with as many of a query. One row after another keeps the memory streaming; rows side
 * by side were twice as slow.
 */
export function dotRow(row: usize, query: usize, length: usize): v128 {
  const low = i16x8.splat(255)
  let a = i32x4.splat(0)
  let b = a
  let c = a
  let d = a
  const end = row + length
  while (row < end) {
    const first = v128.load(row)
    const second = v128.load(row, 16)
    a = i32x4.add(a, i32x4.dot_i16x8_s(v128.and(first, low), v128.load(query)))
    b = i32x4.add(b, i32x4.dot_i16x8_s(i16x8.shr_s(first, 8), v128.load(query, 16)))
    c = i32x4.add(c, i32x4.dot_i16x8_s(v128.and(second, low), v128.load(query, 32)))
    d = i32x4.add(d, i32x4.dot_i16x8_s(i16x8.shr_s(second, 8), v128.load(query, 48)))
    row += 32
    query += 64
  }
  return i32x4.add(i32x4.add(a, b), i32x4.add(c, d))
}

/** The same for one of four queries that lie side by side; gives the sum. */
export function dotApart(row: usize, query: usize, length: usize): i32 {
  const low = i16x8.splat(255)
  let a = i32x4.splat(0)
  let b = a
  const end = row + length
  while (row < end) {
    const codes = v128.load(row)
    a = i32x4.add(a, i32x4.dot_i16x8_s(v128.and(codes, low), v128.load(query)))
    b = i32x4.add(b, i32x4.dot_i16x8_s(i16x8.shr_s(codes, 8), v128.load(query, 64)))
    row += 16
    query += 128
  }
  return total(i32x4.add(a, b))
}

/**
 * A pair of widened rows of `length` numbers against a group of four queries: eight sums stay in registers, and each load serves several. Both
 * lie interleaved, so that one address serves each; two steps in one turn were slower, since sums then leave the registers.
 */
export function sumTile(pair: usize, query: usize, to: usize, length: usize): void {
  let a0 = i32x4.splat(0)
  let a1 = a0
  let a2 = a0
  let a3 = a0
  let b0 = a0
  let b1 = a0
  let b2 = a0
  let b3 = a0
  const end = pair + (length << 2)
  while (pair < end) {
    let u = v128.load(pair, 0)
    let v = v128.load(pair, 16)
    let w = v128.load(query, 0)
    a0 = i32x4.add(a0, i32x4.dot_i16x8_s(u, w))
    b0 = i32x4.add(b0, i32x4.dot_i16x8_s(v, w))
    w = v128.load(query, 16)
    a1 = i32x4.add(a1, i32x4.dot_i16x8_s(u, w))
    b1 = i32x4.add(b1, i32x4.dot_i16x8_s(v, w))
    w = v128.load(query, 32)
    a2 = i32x4.add(a2, i32x4.dot_i16x8_s(u, w))
    b2 = i32x4.add(b2, i32x4.dot_i16x8_s(v, w))
    w = v128.load(query, 48)
    a3 = i32x4.add(a3, i32x4.dot_i16x8_s(u, w))
    b3 = i32x4.add(b3, i32x4.dot_i16x8_s(v, w))
    pair += 32
    query += 64
  }
  v128.store(to, sumLanes(a0, a1, a2, a3))
  v128.store(to, sumLanes(b0, b1, b2, b3), 16)
}

export function total(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) +
    i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) +
    i32x4.extract_lane(lanes, 3)
  )
}
