// The scan kernel: AssemblyScript, compiled by tools/kernel to scan-rows.wasm beside this file. Plain SIMD128 and one
// shared memory, whose map stands in ../memory-map.ts and is handed in as addresses; nothing here allocates.
//
// A row's codes are signed bytes whose even places are shifted by 128 to be unsigned, so that a 16-bit lane splits into
// both with one `and` and one shift. A query is 16-bit: for each 16 dimensions the 8 even ones, then the 8 odd ones. Sums
// are 32-bit integers: the same on every machine, in any order.

/** Rows of one chunk; a chunk holds codes, then one column after the other. */
const chunkRows: usize = 2048
/** Entries of the list of survivors, for each query of a lane. */
const listRows: i32 = 256
const entryBytes: usize = 16
const heapEntries: usize = 200

// What the bounds need of four queries, side by side, from the address of the group.
const scaleAt: usize = 0
const factorAt: usize = 16
const baseAt: usize = 32
const biasAt: usize = 48
/** Bytes of one group of four queries' constants. */
const groupBytes: usize = 64

// A lane's state, from its address. Threshold and dropped stand side by side for four queries as well.
const thresholdAt: usize = 0 // f32 x 16
const droppedAt: usize = 64 // f32 x 16
const countAt: usize = 128 // i32 x 16
const heapCountAt: usize = 192 // i32 x 16
const scannedAt: usize = 256 // i32
const filteredAt: usize = 260 // i32 x 6
const heapAt: usize = 512 // 16 x 200 x (f32 lower, u32 person)
const listAt: usize = heapAt + 16 * heapEntries * 8 // 16 x listRows x (u32 slot, f32 upper, f32 lower, u32 person)
const wideAt: usize = listAt + 16 * <usize>listRows * entryBytes // 8 rows of 1024 dimensions, 16-bit
const sumsAt: usize = wideAt + 8 * 1024 * 2 // 8 rows x 4 queries, i32
const indexAt: usize = sumsAt + 128 // u16 x chunkRows and a few to read past

// What one call needs; set once for a scan by `begin`, for the instance's own lane.
let lane: usize = 0
let constants: usize = 0
let codes: usize = 0
let stride: usize = 0
let queries: i32 = 0
let persons: i32 = 0

/** Sets the lane and the queries of the scans that follow. `k` persons are wanted of each query. */
export function begin(
  laneAt: usize,
  constantsAt: usize,
  codesAt: usize,
  rowStride: i32,
  count: i32,
  k: i32,
): void {
  lane = laneAt
  constants = constantsAt
  codes = codesAt
  stride = <usize>rowStride
  queries = count
  persons = k
}

/** Lanes are the sums of the four lanes of each argument. */
function sumLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7))
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7))
  return i32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3))
}

/** One row after another keeps the memory streaming; rows side by side were twice as slow. */
function dotRow(row: usize, query: usize): v128 {
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

/** Number of the row that stands at `at` of the list, or `at` itself without a list. */
function rowAt(list: usize, at: i32): usize {
  return list != 0 ? <usize>load<u16>(list + ((<usize>at) << 1)) : <usize>at
}

/**
 * Keeps the k best persons by lower bound, sorted; the k-th is what all others must be able to reach. Two persons of one
 * key count as one, which can only lower that threshold.
 */
function offer(query: i32, lower: f32, person: u32): void {
  const heap = lane + heapAt + <usize>query * heapEntries * 8
  const counter = lane + heapCountAt + ((<usize>query) << 2)
  let count = load<i32>(counter)
  if (count == persons && lower <= load<f32>(heap + ((<usize>(count - 1)) << 3))) return
  let at: i32 = 0
  while (at < count && load<u32>(heap + ((<usize>at) << 3), 4) != person) at++
  if (at < count) {
    if (lower <= load<f32>(heap + ((<usize>at) << 3))) return
  } else if (count < persons) {
    store<i32>(counter, ++count)
  } else {
    at--
  }
  for (; at > 0 && load<f32>(heap + ((<usize>(at - 1)) << 3)) < lower; at--)
    store<u64>(heap + ((<usize>at) << 3), load<u64>(heap + ((<usize>(at - 1)) << 3)))
  store<f32>(heap + ((<usize>at) << 3), lower)
  store<u32>(heap + ((<usize>at) << 3), person, 4)
  if (count < persons) return
  const threshold = lane + thresholdAt + ((<usize>query) << 2)
  const kth = load<f32>(heap + ((<usize>(count - 1)) << 3))
  if (kth > load<f32>(threshold)) store<f32>(threshold, kth)
}

function keep(query: i32, slot: u32, upper: f32, lower: f32, person: u32): void {
  const counter = lane + countAt + ((<usize>query) << 2)
  const count = load<i32>(counter)
  const entry = lane + listAt + <usize>(query * listRows + count) * entryBytes
  store<u32>(entry, slot)
  store<f32>(entry, upper, 4)
  store<f32>(entry, lower, 8)
  store<u32>(entry, person, 12)
  store<i32>(counter, count + 1)
  offer(query, lower, person)
}

/** Whether `more` entries fit into the query's list, once those that can no longer be among the best have left. */
function fits(query: i32, more: i32): bool {
  const counter = lane + countAt + ((<usize>query) << 2)
  const count = load<i32>(counter)
  if (count + more <= listRows) return true
  const threshold = load<f32>(lane + thresholdAt + ((<usize>query) << 2))
  const droppedTo = lane + droppedAt + ((<usize>query) << 2)
  let dropped = load<f32>(droppedTo)
  const list = lane + listAt + <usize>(query * listRows) * entryBytes
  let kept: i32 = 0
  for (let at: i32 = 0; at < count; at++) {
    const entry = list + <usize>at * entryBytes
    const upper = load<f32>(entry, 4)
    if (upper < threshold) {
      if (upper > dropped) dropped = upper
      continue
    }
    v128.store(list + <usize>kept * entryBytes, v128.load(entry))
    kept++
  }
  store<f32>(droppedTo, dropped)
  store<i32>(counter, kept)
  return kept + more <= listRows / 2
}

/**
 * Scans `count` rows of a chunk for one query: all from the first, or those of the list of u16 row numbers. Gives the
 * place at which it stopped: `count`, or where the list of survivors was full and must be emptied first.
 */
export function scanOne(chunk: usize, slotBase: u32, count: i32, list: usize, from: i32): i32 {
  const columns = chunk + chunkRows * stride
  const scale = f32x4.splat(load<f32>(constants, scaleAt))
  const factor = f32x4.splat(load<f32>(constants, factorAt))
  const base = f32x4.splat(load<f32>(constants, baseAt))
  const bias = i32x4.splat(load<i32>(constants, biasAt))
  const places = i32x4(0, 1, 2, 3)
  const none = f32x4.splat(-Infinity)
  let threshold = f32x4.splat(load<f32>(lane + thresholdAt))
  let dropped = none
  let scanned = i32x4.splat(0)
  let at = from
  for (; at < count; at += 4) {
    const r0 = rowAt(list, at)
    const r1 = rowAt(list, at + 1)
    const r2 = rowAt(list, at + 2)
    const r3 = rowAt(list, at + 3)
    const sum = sumLanes(
      dotRow(chunk + r0 * stride, codes),
      dotRow(chunk + r1 * stride, codes),
      dotRow(chunk + r2 * stride, codes),
      dotRow(chunk + r3 * stride, codes),
    )
    const rowScale = gather(columns, r0, r1, r2, r3)
    const rowError = gather(columns + chunkRows * 4, r0, r1, r2, r3)
    const value = f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(sum, bias)), f32x4.mul(rowScale, scale))
    const margin = f32x4.add(f32x4.mul(rowError, factor), base)
    const upper = f32x4.add(value, margin)
    // A free row has no number for an error: all its comparisons are false.
    const there = v128.and(f32x4.eq(rowError, rowError), i32x4.lt_s(places, i32x4.splat(count - at)))
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

function total(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) +
    i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) +
    i32x4.extract_lane(lanes, 3)
  )
}

/** A row's codes as 16-bit numbers, in the order of a query. */
function widen(row: usize, to: usize): void {
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
function sumTile(wide: usize, query: usize, to: usize): void {
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

/**
 * Scans like `scanOne`, for all queries at once: eight rows are widened and meet the queries while they are near.
 */
export function scanMany(chunk: usize, slotBase: u32, count: i32, list: usize, from: i32): i32 {
  const columns = chunk + chunkRows * stride
  const wide = lane + wideAt
  const sums = lane + sumsAt
  const span = stride << 1
  let at = from
  for (; at < count; at += 8) {
    if (!allFit()) break
    for (let row = 0; row < 8; row++) widen(chunk + rowAt(list, at + row) * stride, wide + <usize>row * span)
    for (let group = 0; group < queries; group += 4) {
      const query = codes + <usize>group * span
      for (let pair: usize = 0; pair < 8; pair += 2) sumTile(wide + pair * span, query, sums + (pair << 4))
      boundRows(columns, slotBase, group, at, count, list)
    }
    for (let row = 0; row < 8 && at + row < count; row++) {
      const error = load<f32>(columns + chunkRows * 4 + (rowAt(list, at + row) << 2))
      if (error == error) store<i32>(lane + scannedAt, load<i32>(lane + scannedAt) + 1)
    }
  }
  return min(at, count)
}

/** The bounds of up to eight rows for four queries side by side; keeps a row for those that it may still concern. */
function boundRows(columns: usize, slotBase: u32, group: i32, at: i32, count: i32, list: usize): void {
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
  for (let row = 0; row < 8 && at + row < count; row++) {
    const number = rowAt(list, at + row)
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

/** Whether eight more rows fit into every query's list. */
function allFit(): bool {
  for (let query = 0; query < queries; query++) if (!fits(query, 8)) return false
  return true
}

// What a search may be narrowed by: flags say which filters are in use, in the order of their names.
const byAgency: i32 = 1
const bySex: i32 = 2
const byFirstDay: i32 = 4
const byLastDay: i32 = 8
const byLeastAge: i32 = 16
const byMostAge: i32 = 32

/**
 * Lists the rows of a chunk that the filters permit, as u16 row numbers in the lane, and counts the others each under
 * the first filter that excludes it. Tables hold one byte for each word's number: 1 permits. Sex 0 is a free row.
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
    for (; left != 0; left &= left - 1) {
      store<u16>(lane + indexAt + ((<usize>permitted) << 1), <u16>(at + ctz(left)))
      permitted++
    }
  }
  return permitted
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

/**
 * Codes `count` vectors of float32, each `span` bytes, zero beyond its dimension. Gives for each row its codes, the scale
 * (largest value / 127) and the length of what coding lost, summed in float64 and rounded up.
 */
export function quantise(vectors: usize, count: i32, codesTo: usize, scalesTo: usize, errorsTo: usize): void {
  for (let row = 0; row < count; row++) {
    const vector = vectors + <usize>row * (stride << 2)
    const end = vector + (stride << 2)
    let largest = f32x4.splat(0)
    for (let at = vector; at < end; at += 16) largest = f32x4.max(largest, f32x4.abs(v128.load(at)))
    const pairs = f32x4.max(largest, v128.shuffle<i32>(largest, largest, 2, 3, 0, 1))
    const scale: f32 = max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1)) / <f32>127
    const lost = codeRow(vector, end, codesTo + <usize>row * stride, scale)
    store<f32>(scalesTo + ((<usize>row) << 2), scale)
    store<f32>(errorsTo + ((<usize>row) << 2), <f32>(sqrt<f64>(lost) * (1.0 + 1.0 / 4194304.0)))
  }
}

/** Codes one vector and gives the sum of squares of what was lost, in float64: scale times code is exact there. */
function codeRow(vector: usize, end: usize, to: usize, scale: f32): f64 {
  const inverse = f32x4.splat(<f32>1 / scale)
  const wideScale = f64x2.splat(<f64>scale)
  let lost = f64x2.splat(0)
  for (let at = vector; at < end; at += 64) {
    const c0 = codeFour(v128.load(at), inverse)
    const c1 = codeFour(v128.load(at, 16), inverse)
    const c2 = codeFour(v128.load(at, 32), inverse)
    const c3 = codeFour(v128.load(at, 48), inverse)
    lost = f64x2.add(lost, lostOf(v128.load(at), c0, wideScale))
    lost = f64x2.add(lost, lostOf(v128.load(at, 16), c1, wideScale))
    lost = f64x2.add(lost, lostOf(v128.load(at, 32), c2, wideScale))
    lost = f64x2.add(lost, lostOf(v128.load(at, 48), c3, wideScale))
    const bytes = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(c0, c1), i16x8.narrow_i32x4_s(c2, c3))
    // Even places are shifted by 128.
    v128.store(to, v128.xor(bytes, i16x8.splat(0x80)))
    to += 16
  }
  return f64x2.extract_lane(lost, 0) + f64x2.extract_lane(lost, 1)
}

function codeFour(values: v128, inverse: v128): v128 {
  const nearest = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(values, inverse)))
  return i32x4.max_s(i32x4.min_s(nearest, i32x4.splat(127)), i32x4.splat(-127))
}

function lostOf(values: v128, codes: v128, scale: v128): v128 {
  const low = f64x2.sub(f64x2.promote_low_f32x4(values), f64x2.mul(f64x2.convert_low_i32x4_s(codes), scale))
  const highValues = f64x2.promote_low_f32x4(v128.shuffle<i64>(values, values, 1, 1))
  const highCodes = f64x2.convert_low_i32x4_s(v128.shuffle<i64>(codes, codes, 1, 1))
  const high = f64x2.sub(highValues, f64x2.mul(highCodes, scale))
  return f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high))
}

/** For benchmarks: reads the codes of a chunk and does nothing with them; what no scan can be faster than. */
export function readCodes(chunk: usize, count: i32): i32 {
  let a = i32x4.splat(0)
  let b = a
  let c = a
  let d = a
  const end = chunk + <usize>count * stride
  for (let at = chunk; at < end; at += 64) {
    a = v128.xor(a, v128.load(at))
    b = v128.xor(b, v128.load(at, 16))
    c = v128.xor(c, v128.load(at, 32))
    d = v128.xor(d, v128.load(at, 48))
  }
  return total(v128.xor(v128.xor(a, b), v128.xor(c, d)))
}

/** For benchmarks: the products of a scan for one query and nothing else; gives the largest. */
export function productsOnly(chunk: usize, count: i32): i32 {
  let most = i32x4.splat(i32.MIN_VALUE)
  for (let at: usize = 0; at < <usize>count; at += 4) {
    const row = chunk + at * stride
    const sums = sumLanes(
      dotRow(row, codes),
      dotRow(row + stride, codes),
      dotRow(row + 2 * stride, codes),
      dotRow(row + 3 * stride, codes),
    )
    most = i32x4.max_s(most, sums)
  }
  return max(
    max(i32x4.extract_lane(most, 0), i32x4.extract_lane(most, 1)),
    max(i32x4.extract_lane(most, 2), i32x4.extract_lane(most, 3)),
  )
}
