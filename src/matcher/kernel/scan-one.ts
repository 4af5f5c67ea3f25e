import {
  baseAt,
  biasAt,
  chunkRows,
  codes,
  constants,
  droppedAt,
  factorAt,
  front,
  lane,
  restBiasAt,
  rowAt,
  scaleAt,
  scannedAt,
  stride,
  tailAt,
  takeAll,
  takeListed,
  takeMapped,
  thresholdAt,
  touch,
  touchedAt,
  wantedBits,
} from './lane'
import { dotRow, sumLanes, total } from './products'
import { errorsOf, tailsOf } from './row-word'
import { fits, keep } from './survivors'

/**
 * Scans `count` rows of a chunk for one query: all from the first, those of them that the map wants, or `count` rows of
 * the list. The fronts of four rows tell whether any of them can still matter; only then is the rest of that one read. Gives the place at which it stopped: `count`, or where the list of survivors was full and must be emptied first.
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
  const rests = chunk + chunkRows * front
  const rest = stride - front
  const scale = f32x4.splat(load<f32>(constants, scaleAt))
  const factor = f32x4.splat(load<f32>(constants, factorAt))
  const base = f32x4.splat(load<f32>(constants, baseAt))
  const bias = i32x4.splat(load<i32>(constants, biasAt))
  const tail = f32x4.splat(load<f32>(constants, tailAt))
  const restBias = load<i32>(constants, restBiasAt)
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
        touched = v128.xor(touched, touch(chunk + rowAt(take, next) * front))
    }
    let sum = i32x4.sub(
      sumLanes(
        dotRow(chunk + r0 * front, codes, front),
        dotRow(chunk + r1 * front, codes, front),
        dotRow(chunk + r2 * front, codes, front),
        dotRow(chunk + r3 * front, codes, front),
      ),
      bias,
    )
    const words = columns + chunkRows * 4
    const rowScale = sizeof<Way>() == 4 ? gather(columns, r0, r1, r2, r3) : v128.load(columns + (r0 << 2))
    const rowWord = sizeof<Way>() == 4 ? gather(words, r0, r1, r2, r3) : v128.load(words + (r0 << 2))
    const rowError = errorsOf(rowWord)
    const unit = f32x4.mul(rowScale, scale)
    const margin = f32x4.add(f32x4.mul(rowError, factor), base)
    let value = f32x4.mul(f32x4.convert_i32x4_s(sum), unit)
    let upper = f32x4.add(f32x4.add(value, margin), f32x4.mul(tailsOf(rowWord), tail))
    // A free row has no number for an error: all its comparisons are false.
    const bits = v128.and(i32x4.splat(wantedBits(take, at, 4, count - at)), marks)
    const within = sizeof<Way>() == 1 ? i32x4.lt_s(places, i32x4.splat(count - at)) : i32x4.ne(bits, nothing)
    const there = v128.and(f32x4.eq(rowError, rowError), within)
    let asked = there
    let alive = v128.and(f32x4.ge(upper, threshold), there)
    if (rest != 0 && v128.any_true(alive)) {
      dropped = f32x4.pmax(dropped, v128.bitselect(upper, none, v128.andnot(there, alive)))
      const mask = i32x4.bitmask(alive)
      if (mask & 1) sum = i32x4.replace_lane(sum, 0, i32x4.extract_lane(sum, 0) + restOf(rests + r0 * rest) - restBias)
      if (mask & 2) sum = i32x4.replace_lane(sum, 1, i32x4.extract_lane(sum, 1) + restOf(rests + r1 * rest) - restBias)
      if (mask & 4) sum = i32x4.replace_lane(sum, 2, i32x4.extract_lane(sum, 2) + restOf(rests + r2 * rest) - restBias)
      if (mask & 8) sum = i32x4.replace_lane(sum, 3, i32x4.extract_lane(sum, 3) + restOf(rests + r3 * rest) - restBias)
      value = f32x4.mul(f32x4.convert_i32x4_s(sum), unit)
      upper = f32x4.add(value, margin)
      asked = alive
      alive = v128.and(f32x4.ge(upper, threshold), alive)
    }
    dropped = f32x4.pmax(dropped, v128.bitselect(upper, none, v128.andnot(asked, alive)))
    if (v128.any_true(alive)) {
      if (!fits(0, 4)) break
      const lower = f32x4.sub(value, margin)
      const mask = i32x4.bitmask(alive)
      const owners = columns + chunkRows * 8
      if (mask & 1) keepLane(slotBase, r0, f32x4.extract_lane(upper, 0), f32x4.extract_lane(lower, 0), owners)
      if (mask & 2) keepLane(slotBase, r1, f32x4.extract_lane(upper, 1), f32x4.extract_lane(lower, 1), owners)
      if (mask & 4) keepLane(slotBase, r2, f32x4.extract_lane(upper, 2), f32x4.extract_lane(lower, 2), owners)
      if (mask & 8) keepLane(slotBase, r3, f32x4.extract_lane(upper, 3), f32x4.extract_lane(lower, 3), owners)
      threshold = f32x4.splat(load<f32>(lane + thresholdAt))
    }
    scanned = i32x4.sub(scanned, there)
  }
  const best = f32x4.pmax(dropped, v128.shuffle<i32>(dropped, dropped, 2, 3, 0, 1))
  const most = max(f32x4.extract_lane(best, 0), f32x4.extract_lane(best, 1))
  store<f32>(lane + droppedAt, max(load<f32>(lane + droppedAt), most))
  store<i32>(lane + scannedAt, load<i32>(lane + scannedAt) + total(scanned))
  store<i32>(lane + touchedAt, total(touched))
  return min(at, count)
}

function restOf(row: usize): i32 {
  return total(dotRow(row, codes + (front << 1), stride - front))
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
