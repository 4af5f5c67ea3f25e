import {
  baseAt,
  biasAt,
  chunkRows,
  codes,
  constants,
  droppedAt,
  factorAt,
  groupBytes,
  lane,
  rowAt,
  queries,
  scaleAt,
  scannedAt,
  stride,
  sumsAt,
  thresholdAt,
  touch,
  touchedAt,
  wideAt,
  wantedBits,
} from './lane'
import { sumTile, total, widen } from './products'
import { allFit, keep } from './survivors'

/**
 * Scans like `scanOne`, for all queries at once: eight rows are widened and meet the queries while they are near.
 */
export function scanMany(chunk: usize, slotBase: u32, count: i32, take: i32, from: i32): i32 {
  const columns = chunk + chunkRows * stride
  const wide = lane + wideAt
  const sums = lane + sumsAt
  const span = stride << 1
  let scanned: i32 = 0
  let touched = i32x4.splat(0)
  let at = from
  for (; at < count; at += 8) {
    const bits = wantedBits(take, at, 8, count - at)
    if (bits == 0) continue
    if (!allFit()) break
    for (let row = 0; row < 8; row++) widen(chunk + rowAt(take, at + row) * stride, wide + <usize>(row >> 1) * 2 * span + ((row & 1) << 4))
    for (let group = 0; group < queries; group += 4) {
      const query = codes + <usize>group * span
      for (let pair: usize = 0; pair < 8; pair += 2) sumTile(wide + pair * span, query, sums + (pair << 4))
      boundRows(columns, slotBase, group, at, bits, take)
      // Two of the next eight rows are fetched while these are multiplied.
      for (let next = at + 8 + (group >> 1); next < min(count, at + 10 + (group >> 1)); next++)
        touched = v128.xor(touched, touch(chunk + rowAt(take, next) * stride))
    }
    for (let row = 0; row < 8; row++) {
      const error = load<f32>(columns + chunkRows * 4 + (rowAt(take, at + row) << 2))
      if ((bits & (1 << row)) != 0 && error == error) scanned++
    }
  }
  store<i32>(lane + scannedAt, load<i32>(lane + scannedAt) + scanned)
  store<i32>(lane + touchedAt, total(touched))
  return min(at, count)
}

/** The bounds of up to eight rows for four queries side by side; keeps a row for those that it may still concern. */
function boundRows(columns: usize, slotBase: u32, group: i32, at: i32, bits: i32, take: i32): void {
  const mine = constants + <usize>(group >> 2) * groupBytes
  const scale = v128.load(mine, scaleAt)
  const factor = v128.load(mine, factorAt)
  const base = v128.load(mine, baseAt)
  const bias = v128.load(mine, biasAt)
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
    const sum = v128.load(lane + sumsAt + ((<usize>row) << 4))
    const rowScale = f32x4.splat(load<f32>(columns + (number << 2)))
    const value = f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(sum, bias)), f32x4.mul(rowScale, scale))
    const margin = f32x4.add(f32x4.mul(f32x4.splat(error), factor), base)
    const upper = f32x4.add(value, margin)
    const alive = f32x4.ge(upper, threshold)
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
