/**
 * Turns four queries at once in float64: each of `rows`, of `size` numbers, times each query, which lie side by side, four numbers for each
 * dimension; and so do the sums. Rows past `size` up to a multiple of four are to be there. Four rows together, so that sums do not wait for each other.
 */
export function turnQueries(queries: usize, rows: usize, to: usize, size: i32): void {
  const span = <usize>size << 3
  const end = queries + (<usize>size << 5)
  for (let row = 0; row < size; row += 4) {
    let first = rows + <usize>row * span
    let low0 = f64x2.splat(0)
    let low1 = low0
    let low2 = low0
    let low3 = low0
    let high0 = low0
    let high1 = low0
    let high2 = low0
    let high3 = low0
    for (let query = queries; query < end; query += 32) {
      const low = v128.load(query)
      const high = v128.load(query, 16)
      const second = first + span
      const third = second + span
      let value = v128.load64_splat(first)
      low0 = f64x2.add(low0, f64x2.mul(low, value))
      high0 = f64x2.add(high0, f64x2.mul(high, value))
      value = v128.load64_splat(second)
      low1 = f64x2.add(low1, f64x2.mul(low, value))
      high1 = f64x2.add(high1, f64x2.mul(high, value))
      value = v128.load64_splat(third)
      low2 = f64x2.add(low2, f64x2.mul(low, value))
      high2 = f64x2.add(high2, f64x2.mul(high, value))
      value = v128.load64_splat(third + span)
      low3 = f64x2.add(low3, f64x2.mul(low, value))
      high3 = f64x2.add(high3, f64x2.mul(high, value))
      first += 8
    }
    const at = to + (<usize>row << 5)
    v128.store(at, low0)
    v128.store(at, high0, 16)
    v128.store(at, low1, 32)
    v128.store(at, high1, 48)
    v128.store(at, low2, 64)
    v128.store(at, high2, 80)
    v128.store(at, low3, 96)
    v128.store(at, high3, 112)
  }
}
