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
  listRows,
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
  wideAt,
} from './lane'
import { dotRow, sumLanes, total } from './products'
import { errorOf, errorsOf, tailsOf } from './row-word'
import { fits, keep } from './survivors'

/** Rows whose fronts are read before the rests of those that may still matter: a chunk's, so that many fetches overlap. */
const rowsAtOnce: i32 = <i32>chunkRows
/** While no threshold is known: every row matters then. */
const firstRows: i32 = 128
/** A query alone has the lists of all. */
const roomAlone: i32 = 16 * listRows

/**
 * Scans `count` rows of a chunk for one query: all from the first, those of them that the map wants, or `count` rows of
 * the list. Gives the place at which it stopped: `count`, or where the list of survivors was full and must be emptied first.
 */
export function scanOne(chunk: usize, slotBase: u32, count: i32, take: i32, from: i32): i32 {
  let at = from
  let width = firstRows
  for (; at < count; at += width) {
    width = load<f32>(lane + thresholdAt) == -Infinity ? firstRows : rowsAtOnce
    if (!fits(0, width, roomAlone)) break
    const end = min(count, at + width)
    let waiting: i32
    if (take == takeAll) waiting = readFronts<u8>(chunk, end, at)
    else if (take == takeMapped) waiting = readFronts<u16>(chunk, end, at)
    else waiting = readFronts<u32>(chunk, end, at)
    if (waiting > 0) readRests(chunk, slotBase, waiting)
  }
  return min(at, count)
}

/**
 * Lists the rows that may still matter by what their fronts say, each with the products of its front, and gives their number. One loop for each
 * way of taking rows: a size of the type stands for the way, so that the compiler decides what is in it.
 */
function readFronts<Way>(chunk: usize, count: i32, from: i32): i32 {
  const take: i32 = sizeof<Way>() == 1 ? takeAll : sizeof<Way>() == 2 ? takeMapped : takeListed
  const columns = chunk + chunkRows * stride
  const words = columns + chunkRows * 4
  const scale = f32x4.splat(load<f32>(constants, scaleAt))
  const factor = f32x4.splat(load<f32>(constants, factorAt))
  const base = f32x4.splat(load<f32>(constants, baseAt))
  const tail = f32x4.splat(load<f32>(constants, tailAt))
  const bias = i32x4.splat(load<i32>(constants, biasAt))
  const places = i32x4(0, 1, 2, 3)
  const marks = i32x4(1, 2, 4, 8)
  const nothing = i32x4.splat(0)
  const none = f32x4.splat(-Infinity)
  const threshold = f32x4.splat(load<f32>(lane + thresholdAt))
  const list = lane + wideAt
  let waiting = list
  let dropped = none
  let scanned = i32x4.splat(0)
  let touched = i32x4.splat(0)
  for (let at = from; at < count; at += 4) {
    const r0 = rowAt(take, at)
    const r1 = rowAt(take, at + 1)
    const r2 = rowAt(take, at + 2)
    const r3 = rowAt(take, at + 3)
    if (sizeof<Way>() == 4) {
      for (let next = at + 4; next < at + 8; next++)
        touched = v128.xor(touched, touch(chunk + rowAt(take, next) * front, front))
    }
    const sum = i32x4.sub(
      sumLanes(
        dotRow(chunk + r0 * front, codes, front),
        dotRow(chunk + r1 * front, codes, front),
        dotRow(chunk + r2 * front, codes, front),
        dotRow(chunk + r3 * front, codes, front),
      ),
      bias,
    )
    const rowScale = sizeof<Way>() == 4 ? gather(columns, r0, r1, r2, r3) : v128.load(columns + (r0 << 2))
    const rowWord = sizeof<Way>() == 4 ? gather(words, r0, r1, r2, r3) : v128.load(words + (r0 << 2))
    const rowError = errorsOf(rowWord)
    const value = f32x4.mul(f32x4.convert_i32x4_s(sum), f32x4.mul(rowScale, scale))
    const margin = f32x4.add(f32x4.mul(rowError, factor), base)
    const upper = f32x4.add(f32x4.add(value, margin), f32x4.mul(tailsOf(rowWord), tail))
    // A free row has no number for an error: all its comparisons are false.
    const bits = v128.and(i32x4.splat(wantedBits(take, at, 4, count - at)), marks)
    const within = sizeof<Way>() == 1 ? i32x4.lt_s(places, i32x4.splat(count - at)) : i32x4.ne(bits, nothing)
    const there = v128.and(f32x4.eq(rowError, rowError), within)
    const alive = v128.and(f32x4.ge(upper, threshold), there)
    scanned = i32x4.sub(scanned, there)
    dropped = f32x4.pmax(dropped, v128.bitselect(upper, none, v128.andnot(there, alive)))
    if (v128.any_true(alive)) {
      const mask = i32x4.bitmask(alive)
      if (mask & 1) waiting = wait(waiting, r0, i32x4.extract_lane(sum, 0))
      if (mask & 2) waiting = wait(waiting, r1, i32x4.extract_lane(sum, 1))
      if (mask & 4) waiting = wait(waiting, r2, i32x4.extract_lane(sum, 2))
      if (mask & 8) waiting = wait(waiting, r3, i32x4.extract_lane(sum, 3))
    }
  }
  const best = f32x4.pmax(dropped, v128.shuffle<i32>(dropped, dropped, 2, 3, 0, 1))
  const most = max(f32x4.extract_lane(best, 0), f32x4.extract_lane(best, 1))
  store<f32>(lane + droppedAt, max(load<f32>(lane + droppedAt), most))
  store<i32>(lane + scannedAt, load<i32>(lane + scannedAt) + total(scanned))
  store<i32>(lane + touchedAt, total(touched))
  return <i32>((waiting - list) >> 3)
}

function gather(column: usize, r0: usize, r1: usize, r2: usize, r3: usize): v128 {
  return f32x4(
    load<f32>(column + (r0 << 2)),
    load<f32>(column + (r1 << 2)),
    load<f32>(column + (r2 << 2)),
    load<f32>(column + (r3 << 2)),
  )
}

function wait(to: usize, row: usize, sum: i32): usize {
  store<u32>(to, <u32>row)
  store<i32>(to, sum, 4)
  return to + 8
}

/** The bounds of the rows that wait, with all their codes; keeps those that the query may still concern. */
function readRests(chunk: usize, slotBase: u32, waiting: i32): void {
  const columns = chunk + chunkRows * stride
  const rests = chunk + chunkRows * front
  const rest = stride - front
  const scale = load<f32>(constants, scaleAt)
  const factor = load<f32>(constants, factorAt)
  const base = load<f32>(constants, baseAt)
  const restBias = load<i32>(constants, restBiasAt)
  const end = lane + wideAt + (<usize>waiting << 3)
  if (rest != 0) {
    let touched = i32x4.splat(0)
    for (let one = lane + wideAt; one < end; one += 8)
      touched = v128.xor(touched, touch(rests + <usize>load<u32>(one) * rest, rest))
    store<i32>(lane + touchedAt, total(touched))
  }
  let dropped = load<f32>(lane + droppedAt)
  for (let one = lane + wideAt; one < end; one += 8) {
    const row = <usize>load<u32>(one)
    let sum = load<i32>(one, 4)
    if (rest != 0) sum += total(dotRow(rests + row * rest, codes + (front << 1), rest)) - restBias
    const value: f32 = <f32>sum * (load<f32>(columns + (row << 2)) * scale)
    const margin: f32 = errorOf(load<u32>(columns + chunkRows * 4 + (row << 2))) * factor + base
    const upper = value + margin
    if (upper >= load<f32>(lane + thresholdAt))
      keep(0, slotBase + <u32>row, upper, value - margin, load<u32>(columns + chunkRows * 8 + (row << 2)))
    else if (upper > dropped) dropped = upper
  }
  store<f32>(lane + droppedAt, dropped)
}
