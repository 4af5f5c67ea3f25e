import {
  baseAt,
  biasAt,
  chunkRows,
  codes,
  constants,
  droppedAt,
  factorAt,
  forgetWaiting,
  forgetWide,
  front,
  groupBytes,
  lane,
  ownAt,
  queries,
  restBiasAt,
  rowAt,
  scaleAt,
  scannedAt,
  stride,
  sumsAt,
  tailAt,
  takeListed,
  thresholdAt,
  touch,
  touchedAt,
  waitingAt,
  wantedBits,
  wideAt,
} from './lane'
import { sumGroup, widen } from './eight-rows'
import { dotApart, total } from './products'
import { errorOf, errorsOf, tailsOf } from './row-word'
import { allFit, keep } from './survivors'

/** Rows whose fronts are read before the rests of those that may still matter, so that their fetches overlap. */
const rowsAtOnce: i32 = 128

/**
 * Scans like `scanOne`, for all queries at once: eight rows are widened and meet the queries while they are near.
 */
export function scanMany(chunk: usize, slotBase: u32, count: i32, take: i32, from: i32): i32 {
  let at = from
  for (; at < count; at += rowsAtOnce) {
    if (!allFit(rowsAtOnce)) break
    const end = readFronts(chunk, min(count, at + rowsAtOnce), take, at)
    readRests(chunk, slotBase, end)
  }
  forgetWide()
  forgetWaiting()
  return min(at, count)
}

/** Lists the rows that may still matter to a query by what their fronts say; gives the end of the list. */
function readFronts(chunk: usize, count: i32, take: i32, from: i32): usize {
  const words = chunk + chunkRows * (stride + 4)
  const wide = lane + wideAt
  const sums = lane + sumsAt
  const own = lane + ownAt
  const span = stride << 1
  const width = front << 1
  let waiting = lane + waitingAt
  let scanned: i32 = 0
  let touched = i32x4.splat(0)
  for (let at = from; at < count; at += 8) {
    const bits = wantedBits(take, at, 8, count - at)
    if (bits == 0) continue
    for (let row = 0; row < 8; row += 2) {
      const to = wide + <usize>row * width
      const first = widen(chunk + rowAt(take, at + row) * front, to, front)
      const second = widen(chunk + rowAt(take, at + row + 1) * front, to + 16, front)
      v128.store(own + (<usize>row << 3), i32x4(first, first, second, second))
    }
    for (let group = 0; group < queries; group += 4) {
      sumGroup(wide, codes + <usize>group * span, sums, front, own)
      waiting = boundRows(chunk, group, at, bits, take, waiting)
      // Two of the next eight rows are fetched while these are multiplied, where the memory cannot foresee them.
      if (take == takeListed)
        for (let next = at + 8 + (group >> 1); next < min(count, at + 10 + (group >> 1)); next++)
          touched = v128.xor(touched, touch(chunk + rowAt(take, next) * front, front))
    }
    for (let row = 0; row < 8; row++) {
      const error = load<f32>(words + (rowAt(take, at + row) << 2))
      if ((bits & (1 << row)) != 0 && error == error) scanned++
    }
  }
  store<i32>(lane + scannedAt, load<i32>(lane + scannedAt) + scanned)
  store<i32>(lane + touchedAt, total(touched))
  return waiting
}

/** The bounds of up to eight rows for four queries side by side, by their fronts; lists a row for each that it may still concern. */
function boundRows(chunk: usize, group: i32, at: i32, bits: i32, take: i32, waitingFrom: usize): usize {
  const columns = chunk + chunkRows * stride
  const mine = constants + <usize>(group >> 2) * groupBytes
  const scale = v128.load(mine, scaleAt)
  const factor = v128.load(mine, factorAt)
  const base = v128.load(mine, baseAt)
  const bias = v128.load(mine, biasAt)
  const tail = v128.load(mine, tailAt)
  const threshold = v128.load(lane + thresholdAt + ((<usize>group) << 2))
  const droppedTo = lane + droppedAt + ((<usize>group) << 2)
  const none = f32x4.splat(-Infinity)
  let waiting = waitingFrom
  let dropped = v128.load(droppedTo)
  for (let row = 0; row < 8; row++) {
    if ((bits & (1 << row)) == 0) continue
    const number = rowAt(take, at + row)
    const sums = lane + sumsAt + ((<usize>row) << 4)
    // A free row has no number for an error: all its bounds are none, and reach nothing.
    const word = v128.load32_splat(columns + chunkRows * 4 + (number << 2))
    const unit = f32x4.mul(v128.load32_splat(columns + (number << 2)), scale)
    const value = f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(v128.load(sums), bias)), unit)
    const margin = f32x4.add(f32x4.mul(errorsOf(word), factor), base)
    const upper = f32x4.add(f32x4.add(value, margin), f32x4.mul(tailsOf(word), tail))
    const alive = f32x4.ge(upper, threshold)
    if (!v128.any_true(alive)) {
      dropped = f32x4.pmax(dropped, upper)
      continue
    }
    dropped = f32x4.pmax(dropped, v128.bitselect(none, upper, alive))
    for (let mask = i32x4.bitmask(alive); mask != 0; mask &= mask - 1) {
      const place = ctz(mask)
      store<u32>(waiting, <u32>number | (<u32>(group + place) << 16))
      store<i32>(waiting, load<i32>(sums + ((<usize>place) << 2)), 4)
      waiting += 8
    }
  }
  v128.store(droppedTo, dropped)
  return waiting
}

/** The bounds of the rows that wait up to `end`, with all their codes; keeps those that their query may still concern. */
function readRests(chunk: usize, slotBase: u32, end: usize): void {
  const columns = chunk + chunkRows * stride
  const rests = chunk + chunkRows * front
  const rest = stride - front
  if (rest != 0) {
    let touched = i32x4.splat(0)
    for (let one = lane + waitingAt; one < end; one += 8)
      touched = v128.xor(touched, touch(rests + <usize>load<u16>(one) * rest, rest))
    store<i32>(lane + touchedAt, total(touched))
  }
  for (let one = lane + waitingAt; one < end; one += 8) {
    const row = <usize>load<u16>(one)
    const query = <i32>load<u16>(one, 2)
    const mine = constants + <usize>(query >> 2) * groupBytes + ((<usize>query & 3) << 2)
    const codesOfIts = codes + <usize>(query & ~3) * (stride << 1) + (front << 3) + ((<usize>query & 3) << 4)
    const sum =
      load<i32>(one, 4) - load<i32>(mine, biasAt) +
      dotApart(rests + row * rest, codesOfIts, rest) - load<i32>(mine, restBiasAt)
    const value: f32 = <f32>sum * (load<f32>(columns + (row << 2)) * load<f32>(mine, scaleAt))
    const margin: f32 = errorOf(load<u32>(columns + chunkRows * 4 + (row << 2))) * load<f32>(mine, factorAt) + load<f32>(mine, baseAt)
    const upper = value + margin
    const droppedTo = lane + droppedAt + ((<usize>query) << 2)
    if (upper >= load<f32>(lane + thresholdAt + ((<usize>query) << 2)))
      keep(query, slotBase + <u32>row, upper, value - margin, load<u32>(columns + chunkRows * 8 + (row << 2)))
    else if (upper > load<f32>(droppedTo)) store<f32>(droppedTo, upper)
  }
}
