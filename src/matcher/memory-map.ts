/**
 * Where things lie in the memory of one segment; kernel/scan-rows.ts is written for the same places. From the start: the
 * queries of the running scan, the words a filter permits, a lane of scratch for each thread, the axes along which rows are coded, if
 * they are turned, then chunks of rows.
 */
export const memoryMap = {
  chunkRows: 2048,
  queriesAtOnce: 16,
  constantsAt: 1024,
  codesAt: 4096,
  sexesAt: 36_864,
  agenciesAt: 65_536,
  lanesAt: 131_072,
  laneBytes: 131_072,
  pageBytes: 65_536,
  /** Rows of one segment at the most; a segment's memory stays below 4 GiB at every dimension. */
  segmentRows: 2 ** 20,
} as const

/** What a lane holds, in bytes from its start. */
export const laneMap = {
  thresholds: 0,
  dropped: 64,
  counts: 128,
  heapCounts: 192,
  scanned: 256,
  filtered: 260,
  list: 26_112,
  listRows: 256,
  entryBytes: 16,
  wide: 91_648,
  permitted: 108_160,
  /** Of rows that are coded; while a batch is scanned, its rows that wait for their rests. Zero between. */
  vectors: 112_640,
} as const

/** Which rows of a chunk the kernel is to scan, as kernel/lane.ts numbers it. */
export const take = { all: 0, mapped: 1, listed: 2 } as const

/** Bytes a row takes beside its codes: scale 4, word 4, person key 4, booking key 8, agency 2, day 2, sex 1, age 1. */
const columnBytes = 26

/** Bytes of a row's codes: rows are padded with codes that meet zeros of the query. */
export const strideOf = (dimension: number): number => Math.ceil(dimension / 32) * 32

export const chunkBytesOf = (stride: number): number => memoryMap.chunkRows * (stride + columnBytes)

export const laneAt = (lane: number): number => memoryMap.lanesAt + lane * memoryMap.laneBytes
