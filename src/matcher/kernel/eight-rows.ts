import { sumLanes, total } from './products'

/**
 * A row's codes as 16-bit numbers, in the order of a query: 16 bytes, then room for as many of the other row of the pair. Gives the sum
 * of the products of its own even with its own odd numbers.
 */
export function widen(row: usize, to: usize, length: usize): i32 {
  const low = i16x8.splat(255)
  const end = row + length
  let own = i32x4.splat(0)
  while (row < end) {
    const first = v128.load(row)
    const even = v128.and(first, low)
    const odd = i16x8.shr_s(first, 8)
    own = i32x4.add(own, i32x4.dot_i16x8_s(even, odd))
    v128.store(to, even)
    v128.store(to, odd, 32)
    row += 16
    to += 64
  }
  return total(own)
}

/**
 * Eight widened rows against a group of four queries, two by two, with half the multiplications of `sumTile` (Winograd 1968): for even and odd
 * numbers x, x' of a row and y, y' of a query, (x + y')(x' + y) = xy + x'y' + xx' + yy'. What a row has of its own is taken off here (`own`, see
 * `ownAt`), what a query has with its bias. All is exact modulo 2^32, where only the result must fit. One loop in one function: a call for each tile
 * took an eighth longer, and so did tiles whose loads do not fit beside their sums in 15 registers.
 */
export function sumGroup(wide: usize, group: usize, to: usize, length: usize, own: usize): void {
  const span = length << 2
  for (let half: usize = 0; half < 2; half++) {
    let pair = wide
    for (let tile: usize = 0; tile < 4; tile++) {
      let query = group + (half << 5)
      let a0 = i32x4.splat(0)
      let a1 = a0
      let b0 = a0
      let b1 = a0
      for (const end = pair + span; pair < end; pair += 64) {
        const evenA = v128.load(pair)
        const evenB = v128.load(pair, 16)
        const oddA = v128.load(pair, 32)
        const oddB = v128.load(pair, 48)
        let even = v128.load(query)
        let odd = v128.load(query, 64)
        a0 = i32x4.add(a0, i32x4.dot_i16x8_s(i16x8.add(evenA, odd), i16x8.add(oddA, even)))
        b0 = i32x4.add(b0, i32x4.dot_i16x8_s(i16x8.add(evenB, odd), i16x8.add(oddB, even)))
        even = v128.load(query, 16)
        odd = v128.load(query, 80)
        a1 = i32x4.add(a1, i32x4.dot_i16x8_s(i16x8.add(evenA, odd), i16x8.add(oddA, even)))
        b1 = i32x4.add(b1, i32x4.dot_i16x8_s(i16x8.add(evenB, odd), i16x8.add(oddB, even)))
        query += 128
      }
      const sums = i32x4.sub(sumLanes(a0, a1, b0, b1), v128.load(own + (tile << 4)))
      const at = to + (tile << 5) + (half << 3)
      v128.store64_lane(at, sums, 0)
      v128.store64_lane(at, sums, 1, 16)
    }
  }
}
