import {
  baseAt,
  biasAt,
  chunkRows,
  codes,
  constants,
  droppedAt,
  factorAt,
  lane,
  rowAt,
  scaleAt,
  scannedAt,
  stride,
  takeAll,
  takeListed,
  takeMapped,
  thresholdAt,
  touch,
  touchedAt,
  wantedBits,
} from './lane'
import { dotRow, sumLanes, total } from './products'
import { fits, keep } from './survivors'

/**
 * Scans `count` rows of a chunk for one query: all from the first, those of them that the map wants, or `count` rows of
 * the list. Gives the place at which it stopped: `count`, or where the list of survivors was full and must be emptied first.
 */
export function scanOne(chunk: usize, slotBase: u32, count: i32, take: i32, from: i32): i32 {
  if (take == takeAll) return scanFor<u8>(chunk, slotBase, count, from)
  if (take == takeMapped) return scanFor<u16>(chunk, slotBase, count, from)
  return scanFor<u32>(chunk, slotBase, count, from)
}

/** One loop for each way of taking rows: a size of the type stands for the way, so that the compiler decides what is in it. */
function scanFor<Way>(chunk: usize, slotBase: u32, count: i32, from: i32): i32 {
  const take: i32 = sizeof<Way>() == 1 ? takeAll : sizeof<Way>() == 2 ? takeMapped : takeListed
  const columns = chunk + chunkRows * stride
  const scale = f32x4.splat(load<f32>(constants, scaleAt))
  const factor = f32x4.splat(load<f32>(constants, factorAt))
  const base = f32x4.splat(load<f32>(constants, baseAt))
  const bias = i32x4.splat(load<i32>(constants, biasAt))
  const places = i32x4(0, 1, 2, 3)
  const marks = i32x4(1, 2, 4, 8)
  const nothing = i32x4.splat(0)
  const none = f32x4.splat(-Infinity)
  let threshold = f32x4.splat(load<f32>(lane + thresholdAt))
  let dropped = none
  let scanned = i32x4.splat(0)
  let touched = i32x4.splat(0)
  let at = from
  for (; at < count; at += 4) {
    const r0 = rowAt(take, at)
    const r1 = rowAt(take, at + 1)
    const r2 = rowAt(take, at + 2)
    const r3 = rowAt(take, at + 3)
    if (sizeof<Way>() == 4) {
      for (let next = at + 4; next < at + 8; next++)
        touched = v128.xor(touched, touch(chunk + rowAt(take, next) * stride))
    }
    const sum = sumLanes(
      dotRow(chunk + r0 * stride, codes),
      dotRow(chunk + r1 * stride, codes),
      dotRow(chunk + r2 * stride, codes),
      dotRow(chunk + r3 * stride, codes),
    )
    const errors = columns + chunkRows * 4
    const rowScale = sizeof<Way>() == 4 ? gather(columns, r0, r1, r2, r3) : v128.load(columns + (r0 << 2))
    const rowError = sizeof<Way>() == 4 ? gather(errors, r0, r1, r2, r3) : v128.load(errors + (r0 << 2))
    const value = f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(sum, bias)), f32x4.mul(rowScale, scale))
    const margin = f32x4.add(f32x4.mul(rowError, factor), base)
    const upper = f32x4.add(value, margin)
    // A free row has no number for an error: all its comparisons are false.
    const bits = v128.and(i32x4.splat(wantedBits(take, at, 4, count - at)), marks)
    const within = sizeof<Way>() == 1 ? i32x4.lt_s(places, i32x4.splat(count - at)) : i32x4.ne(bits, nothing)
    const there = v128.and(f32x4.eq(rowError, rowError), within)
    const alive = v128.and(f32x4.ge(upper, threshold), there)
    scanned = i32x4.sub(scanned, there)
    dropped = f32x4.pmax(dropped, v128.bitselect(upper, none, v128.andnot(there, alive)))
    if (v128.any_true(alive)) {
      if (!fits(0, 4)) {
        scanned = i32x4.add(scanned, there)
        break
      }
      const lower = f32x4.sub(value, margin)
      const mask = i32x4.bitmask(alive)
      const owners = columns + chunkRows * 8
      if (mask & 1) keepLane(slotBase, r0, f32x4.extract_lane(upper, 0), f32x4.extract_lane(lower, 0), owners)
      if (mask & 2) keepLane(slotBase, r1, f32x4.extract_lane(upper, 1), f32x4.extract_lane(lower, 1), owners)
      if (mask & 4) keepLane(slotBase, r2, f32x4.extract_lane(upper, 2), f32x4.extract_lane(lower, 2), owners)
      if (mask & 8) keepLane(slotBase, r3, f32x4.extract_lane(upper, 3), f32x4.extract_lane(lower, 3), owners)
      threshold = f32x4.splat(load<f32>(lane + thresholdAt))
    }
  }
  const best = f32x4.pmax(dropped, v128.shuffle<i32>(dropped, dropped, 2, 3, 0, 1))
  const most = max(f32x4.extract_lane(best, 0), f32x4.extract_lane(best, 1))
  store<f32>(lane + droppedAt, max(load<f32>(lane + droppedAt), most))
  store<i32>(lane + scannedAt, load<i32>(lane + scannedAt) + total(scanned))
  store<i32>(lane + touchedAt, total(touched))
  return min(at, count)
}

function gather(column: usize, r0: usize, r1: usize, r2: usize, r3: usize): v128 {
  return f32x4(
    load<f32>(column + (r0 << 2)),
    load<f32>(column + (r1 << 2)),
    load<f32>(column + (r2 << 2)),
    load<f32>(column + (r3 << 2)),
  )
}

function keepLane(slotBase: u32, row: usize, upper: f32, lower: f32, owners: usize): void {
  keep(0, slotBase + <u32>row, upper, lower, load<u32>(owners + (row << 2)))
}
