import {
  baseAt,
  biasAt,
  chunkRows,
  codes,
  constants,
  droppedAt,
  factorAt,
  forgetWide,
  front,
  groupBytes,
  lane,
  restBiasAt,
  rowAt,
  queries,
  scaleAt,
  scannedAt,
  stride,
  sumsAt,
  tailAt,
  thresholdAt,
  touch,
  touchedAt,
  wideAt,
  wantedBits,
} from './lane'
import { dotApart, sumTile, total, widen } from './products'
import { errorsOf, tailsOf } from './row-word'
import { allFit, keep } from './survivors'

/**
 * Scans like `scanOne`, for all queries at once: eight rows are widened and meet the queries while they are near.
 */
export function scanMany(chunk: usize, slotBase: u32, count: i32, take: i32, from: i32): i32 {
  const columns = chunk + chunkRows * stride
  const rests = chunk + chunkRows * front
  const wide = lane + wideAt
  const sums = lane + sumsAt
  const span = stride << 1
  const width = front << 1
  const rest = stride - front
  let scanned: i32 = 0
  let touched = i32x4.splat(0)
  let at = from
  for (; at < count; at += 8) {
    const bits = wantedBits(take, at, 8, count - at)
    if (bits == 0) continue
    if (!allFit()) break
    for (let row = 0; row < 8; row++)
      widen(chunk + rowAt(take, at + row) * front, wide + <usize>(row >> 1) * 2 * width + ((row & 1) << 4), front)
    for (let group = 0; group < queries; group += 4) {
      const query = codes + <usize>group * span
      for (let pair: usize = 0; pair < 8; pair += 2) sumTile(wide + pair * width, query, sums + (pair << 4), front)
      boundRows(columns, rests, slotBase, group, at, bits, take)
      // Two of the next eight rows are fetched while these are multiplied; of 16 queries one often asks for a rest.
      for (let next = at + 8 + (group >> 1); next < min(count, at + 10 + (group >> 1)); next++) {
        const row = rowAt(take, next)
        touched = v128.xor(touched, touch(chunk + row * front, front))
        if (rest != 0) touched = v128.xor(touched, touch(rests + row * rest, rest))
      }
    }
    for (let row = 0; row < 8; row++) {
      const error = load<f32>(columns + chunkRows * 4 + (rowAt(take, at + row) << 2))
      if ((bits & (1 << row)) != 0 && error == error) scanned++
    }
  }
  store<i32>(lane + scannedAt, load<i32>(lane + scannedAt) + scanned)
  store<i32>(lane + touchedAt, total(touched))
  forgetWide()
  return min(at, count)
}

/** The bounds of up to eight rows for four queries side by side; keeps a row for those that it may still concern. */
function boundRows(columns: usize, rests: usize, slotBase: u32, group: i32, at: i32, bits: i32, take: i32): void {
  const mine = constants + <usize>(group >> 2) * groupBytes
  const scale = v128.load(mine, scaleAt)
  const factor = v128.load(mine, factorAt)
  const base = v128.load(mine, baseAt)
  const bias = v128.load(mine, biasAt)
  const tail = v128.load(mine, tailAt)
  const rest = stride - front
  const thresholds = lane + thresholdAt + ((<usize>group) << 2)
  const droppedTo = lane + droppedAt + ((<usize>group) << 2)
  const none = f32x4.splat(-Infinity)
  let threshold = v128.load(thresholds)
  let dropped = v128.load(droppedTo)
  for (let row = 0; row < 8; row++) {
    if ((bits & (1 << row)) == 0) continue
    const number = rowAt(take, at + row)
    const error = load<f32>(columns + chunkRows * 4 + (number << 2))
    if (error != error) continue
    const word = v128.load32_splat(columns + chunkRows * 4 + (number << 2))
    let sum = i32x4.sub(v128.load(lane + sumsAt + ((<usize>row) << 4)), bias)
    const unit = f32x4.mul(v128.load32_splat(columns + (number << 2)), scale)
    const margin = f32x4.add(f32x4.mul(errorsOf(word), factor), base)
    let value = f32x4.mul(f32x4.convert_i32x4_s(sum), unit)
    let upper = f32x4.add(f32x4.add(value, margin), f32x4.mul(tailsOf(word), tail))
    let alive = f32x4.ge(upper, threshold)
    if (rest != 0 && v128.any_true(alive)) {
      dropped = f32x4.pmax(dropped, v128.bitselect(none, upper, alive))
      sum = i32x4.add(sum, restsOf(rests + number * rest, group, i32x4.bitmask(alive)))
      value = f32x4.mul(f32x4.convert_i32x4_s(sum), unit)
      const asked = alive
      upper = v128.bitselect(f32x4.add(value, margin), none, asked)
      alive = v128.and(f32x4.ge(upper, threshold), asked)
    }
    dropped = f32x4.pmax(dropped, v128.bitselect(none, upper, alive))
    if (!v128.any_true(alive)) continue
    const person = load<u32>(columns + chunkRows * 8 + (number << 2))
    const lower = f32x4.sub(value, margin)
    const mask = i32x4.bitmask(alive)
    const slot = slotBase + <u32>number
    if (mask & 1) keep(group, slot, f32x4.extract_lane(upper, 0), f32x4.extract_lane(lower, 0), person)
    if (mask & 2) keep(group + 1, slot, f32x4.extract_lane(upper, 1), f32x4.extract_lane(lower, 1), person)
    if (mask & 4) keep(group + 2, slot, f32x4.extract_lane(upper, 2), f32x4.extract_lane(lower, 2), person)
    if (mask & 8) keep(group + 3, slot, f32x4.extract_lane(upper, 3), f32x4.extract_lane(lower, 3), person)
    threshold = v128.load(thresholds)
  }
  v128.store(droppedTo, dropped)
}

/** The products of a row's rest with those of four queries that the mask names, for the others nothing. */
function restsOf(row: usize, group: i32, mask: i32): v128 {
  const query = codes + <usize>group * (stride << 1) + (front << 3)
  const bias = constants + <usize>(group >> 2) * groupBytes + restBiasAt
  const rest = stride - front
  let sums = i32x4.splat(0)
  if (mask & 1) sums = i32x4.replace_lane(sums, 0, dotApart(row, query, rest) - load<i32>(bias))
  if (mask & 2) sums = i32x4.replace_lane(sums, 1, dotApart(row, query + 16, rest) - load<i32>(bias, 4))
  if (mask & 4) sums = i32x4.replace_lane(sums, 2, dotApart(row, query + 32, rest) - load<i32>(bias, 8))
  if (mask & 8) sums = i32x4.replace_lane(sums, 3, dotApart(row, query + 48, rest) - load<i32>(bias, 12))
  return sums
}
