import { chunkRows, filteredAt, lane, listedAt, permittedAt, stride } from './lane'

// What a search may be narrowed by: flags say which filters are in use, in the order of their names.
const byAgency: i32 = 1
const bySex: i32 = 2
const byFirstDay: i32 = 4
const byLastDay: i32 = 8
const byLeastAge: i32 = 16
const byMostAge: i32 = 32

/**
 * Writes the map of a chunk's rows that the filters permit into the lane, a bit for each, gives their number, and counts
 * the others each under the first filter that excludes it. Tables hold one byte for each word's number: 1 permits. Sex 0 is a
 * free row.
 */
export function permit(
  chunk: usize,
  count: i32,
  inUse: i32,
  agencies: usize,
  sexes: usize,
  days: u32,
  ages: u32,
): i32 {
  const agency = chunk + chunkRows * (stride + 20)
  const day = chunk + chunkRows * (stride + 22)
  const sex = chunk + chunkRows * (stride + 24)
  const age = chunk + chunkRows * (stride + 25)
  const firstDay = i16x8.splat(<i16>(days & 0xffff))
  const lastDay = i16x8.splat(<i16>(days >> 16))
  const leastAge = i8x16.splat(<i8>(ages & 0xff))
  const mostAge = i8x16.splat(<i8>(ages >> 8))
  let permitted: i32 = 0
  for (let at: i32 = 0; at < count; at += 16) {
    const row = <usize>at
    let left = i8x16.bitmask(i8x16.ne(v128.load(sex + row), i8x16.splat(0)))
    if (at + 16 > count) left &= (1 << (count - at)) - 1
    if (inUse & byAgency) left = excluded(0, left, listedWords(agency + (row << 1), agencies))
    if (inUse & bySex) left = excluded(1, left, listedBytes(sex + row, sexes))
    if (inUse & byFirstDay)
      left = excluded(
        2,
        left,
        narrowed(
          i16x8.ge_u(v128.load(day + (row << 1)), firstDay),
          i16x8.ge_u(v128.load(day + (row << 1), 16), firstDay),
        ),
      )
    if (inUse & byLastDay)
      left = excluded(
        3,
        left,
        narrowed(
          i16x8.le_u(v128.load(day + (row << 1)), lastDay),
          i16x8.le_u(v128.load(day + (row << 1), 16), lastDay),
        ),
      )
    if (inUse & byLeastAge)
      left = excluded(4, left, i8x16.bitmask(i8x16.ge_u(v128.load(age + row), leastAge)))
    if (inUse & byMostAge) left = excluded(5, left, i8x16.bitmask(i8x16.le_u(v128.load(age + row), mostAge)))
    store<u16>(lane + permittedAt + (row >> 3), <u16>left)
    permitted += popcnt(left)
  }
  return permitted
}

/** Lists the rows of the map by number, for a scan that takes few of them. */
export function listPermitted(count: i32): void {
  let listed: usize = 0
  for (let at: usize = 0; at < <usize>count; at += 16)
    for (let left = <i32>load<u16>(lane + permittedAt + (at >> 3)); left != 0; left &= left - 1) {
      store<u16>(lane + listedAt + (listed << 1), <u16>(at + ctz(left)))
      listed++
    }
}

/** The rows left once those outside `within` are counted under a filter. */
function excluded(filter: usize, left: i32, within: i32): i32 {
  const counter = lane + filteredAt + (filter << 2)
  store<i32>(counter, load<i32>(counter) + popcnt(left & ~within))
  return left & within
}

function listedWords(column: usize, table: usize): i32 {
  let bits: i32 = 0
  for (let at: usize = 0; at < 16; at++)
    bits |= (<i32>load<u8>(table + <usize>load<u16>(column + (at << 1)))) << (<i32>at)
  return bits
}

function listedBytes(column: usize, table: usize): i32 {
  let bits: i32 = 0
  for (let at: usize = 0; at < 16; at++)
    bits |= (<i32>load<u8>(table + <usize>load<u8>(column + at))) << (<i32>at)
  return bits
}

function narrowed(first: v128, second: v128): i32 {
  return i8x16.bitmask(i8x16.narrow_i16x8_s(first, second))
}
