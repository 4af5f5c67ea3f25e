import { stride } from './lane'

/** Lanes are the sums of the four lanes of each argument. */
export function sumLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7))
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7))
  return i32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3))
}

/** One row after another keeps the memory streaming; rows side by side were twice as slow. */
export function dotRow(row: usize, query: usize): v128 {
  const low = i16x8.splat(255)
  let a = i32x4.splat(0)
  let b = a
  let c = a
  let d = a
  const end = row + stride
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

/** A row's codes as 16-bit numbers, in the order of a query. */
export function widen(row: usize, to: usize): void {
  const low = i16x8.splat(255)
  const end = row + stride
  while (row < end) {
    const first = v128.load(row)
    v128.store(to, v128.and(first, low))
    v128.store(to, i16x8.shr_s(first, 8), 16)
    row += 16
    to += 32
  }
}

/** Two widened rows against four queries: eight sums stay in registers, and each load serves several products. */
export function sumTile(wide: usize, query: usize, to: usize): void {
  const span = stride << 1
  let a0 = i32x4.splat(0)
  let a1 = a0
  let a2 = a0
  let a3 = a0
  let b0 = a0
  let b1 = a0
  let b2 = a0
  let b3 = a0
  const second = wide + span
  const q1 = query + span
  const q2 = q1 + span
  const q3 = q2 + span
  for (let at: usize = 0; at < span; at += 16) {
    const u = v128.load(wide + at)
    const v = v128.load(second + at)
    let w = v128.load(query + at)
    a0 = i32x4.add(a0, i32x4.dot_i16x8_s(u, w))
    b0 = i32x4.add(b0, i32x4.dot_i16x8_s(v, w))
    w = v128.load(q1 + at)
    a1 = i32x4.add(a1, i32x4.dot_i16x8_s(u, w))
    b1 = i32x4.add(b1, i32x4.dot_i16x8_s(v, w))
    w = v128.load(q2 + at)
    a2 = i32x4.add(a2, i32x4.dot_i16x8_s(u, w))
    b2 = i32x4.add(b2, i32x4.dot_i16x8_s(v, w))
    w = v128.load(q3 + at)
    a3 = i32x4.add(a3, i32x4.dot_i16x8_s(u, w))
    b3 = i32x4.add(b3, i32x4.dot_i16x8_s(v, w))
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
