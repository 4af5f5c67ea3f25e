/** Rows of one chunk; a chunk holds the fronts of all rows, then their rests, then one column after the other. */
export const chunkRows: usize = 2048
/** Entries of the list of survivors, for each query of a lane. */
export const listRows: i32 = 256
export const entryBytes: usize = 16
export const heapEntries: usize = 200

// What the bounds need of four queries, side by side, from the address of the group.
export const scaleAt: usize = 0
export const factorAt: usize = 16
export const baseAt: usize = 32
export const biasAt: usize = 48
export const tailAt: usize = 64
export const restBiasAt: usize = 80
/** Bytes of one group of four queries' constants. */
export const groupBytes: usize = 96

// A lane's state, from its address. Threshold and dropped stand side by side for four queries as well.
export const thresholdAt: usize = 0 // f32 x 16
export const droppedAt: usize = 64 // f32 x 16
export const countAt: usize = 128 // i32 x 16
export const heapCountAt: usize = 192 // i32 x 16
export const scannedAt: usize = 256 // i32
export const filteredAt: usize = 260 // i32 x 6
export const touchedAt: usize = 284 // i32: keeps the compiler from leaving out what only warms the cache
export const lossesAt: usize = 320 // f64 of two rows: what turning lost of them
export const ownAt: usize = 384 // 4 x (i32 x 4): of each pair of widened rows, what `widen` gives, twice each
export const heapAt: usize = 512 // 16 x 200 x (f32 lower, u32 person)
export const listAt: usize = heapAt + 16 * heapEntries * 8 // 16 x listRows x (u32 slot, f32 upper, f32 lower, u32 person)
export const wideAt: usize = listAt + 16 * <usize>listRows * entryBytes // 8 rows of 1024 dimensions, 16-bit; or rows that wait for their rest
export const sumsAt: usize = wideAt + 8 * 1024 * 2 // 8 rows x 4 queries, i32
export const permittedAt: usize = sumsAt + 128 // one bit for each row of a chunk
export const listedAt: usize = permittedAt + 256 // u16 x chunkRows, and a few to read past

export const waitingAt: usize = 112640 // 2048 x (u16 row, u16 query, i32 sum); rows that are coded stand here while none are scanned, on zeros

// What one call needs; set once for a scan by `begin`, for the instance's own lane.
export let lane: usize = 0
export let constants: usize = 0
export let codes: usize = 0
/** Bytes of a row's codes, and of those that lie in the first plane and are read for every row. */
export let stride: usize = 0
export let front: usize = 0
export let queries: i32 = 0
export let persons: i32 = 0

/** Sets the lane and the queries of the scans that follow. `k` persons are wanted of each query. */
export function begin(
  laneAt: usize,
  constantsAt: usize,
  codesAt: usize,
  rowStride: i32,
  rowFront: i32,
  count: i32,
  k: i32,
): void {
  lane = laneAt
  constants = constantsAt
  codes = codesAt
  stride = <usize>rowStride
  front = <usize>rowFront
  queries = count
  persons = k
}

// Which rows of a chunk a scan takes: all, those of the map, or, where they are few, those of the list.
export const takeAll: i32 = 0
export const takeMapped: i32 = 1
export const takeListed: i32 = 2

/** Row number `at` of those that a scan goes through. */
export function rowAt(take: i32, at: i32): usize {
  return take == takeListed ? <usize>load<u16>(lane + listedAt + (<usize>at << 1)) : <usize>at
}

/** Bits of the `width` rows from `at`, which is a multiple of it: 1 is to be scanned. `left` rows are there. */
export function wantedBits(take: i32, at: i32, width: i32, left: i32): i32 {
  const there = left >= width ? (1 << width) - 1 : (1 << left) - 1
  return take == takeMapped ? (<i32>load<u8>(lane + permittedAt + <usize>(at >> 3)) >> (at & 7)) & there : there
}

/** Asks the memory for a row's codes, one value of each 64 bytes: rows that lie apart it does not foresee. */
export function touch(row: usize, length: usize): v128 {
  let touched = v128.load(row)
  for (let at: usize = 64; at < length; at += 64) touched = v128.xor(touched, v128.load(row + at))
  return touched
}

/** Leaves nothing of the rows that were widened last: somebody may be expunged next. */
export function forgetWide(): void {
  memory.fill(lane + wideAt, 0, 8 * 1024 * 2)
}

/** The same for rows that waited: others are coded in their place. */
export function forgetWaiting(): void {
  memory.fill(lane + waitingAt, 0, 2048 * 8)
}
