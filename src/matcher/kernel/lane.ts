/** Rows of one chunk; a chunk holds codes, then one column after the other. */
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
/** Bytes of one group of four queries' constants. */
export const groupBytes: usize = 64

// A lane's state, from its address. Threshold and dropped stand side by side for four queries as well.
export const thresholdAt: usize = 0 // f32 x 16
export const droppedAt: usize = 64 // f32 x 16
export const countAt: usize = 128 // i32 x 16
export const heapCountAt: usize = 192 // i32 x 16
export const scannedAt: usize = 256 // i32
export const filteredAt: usize = 260 // i32 x 6
export const heapAt: usize = 512 // 16 x 200 x (f32 lower, u32 person)
export const listAt: usize = heapAt + 16 * heapEntries * 8 // 16 x listRows x (u32 slot, f32 upper, f32 lower, u32 person)
export const wideAt: usize = listAt + 16 * <usize>listRows * entryBytes // 8 rows of 1024 dimensions, 16-bit
export const sumsAt: usize = wideAt + 8 * 1024 * 2 // 8 rows x 4 queries, i32
export const indexAt: usize = sumsAt + 128 // u16 x chunkRows and a few to read past

// What one call needs; set once for a scan by `begin`, for the instance's own lane.
export let lane: usize = 0
export let constants: usize = 0
export let codes: usize = 0
export let stride: usize = 0
export let queries: i32 = 0
export let persons: i32 = 0

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

/** Number of the row that stands at `at` of the list, or `at` itself without a list. */
export function rowAt(list: usize, at: i32): usize {
  return list != 0 ? <usize>load<u16>(list + ((<usize>at) << 1)) : <usize>at
}
