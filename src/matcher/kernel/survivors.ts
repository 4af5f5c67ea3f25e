import {
  countAt,
  droppedAt,
  entryBytes,
  heapAt,
  heapCountAt,
  heapEntries,
  lane,
  listAt,
  listRows,
  persons,
  queries,
  thresholdAt,
} from './lane'

/**
 * Keeps the k best persons by lower bound, sorted; the k-th is what all others must be able to reach. Two persons of one
 * key count as one, which can only lower that threshold.
 */
export function offer(query: i32, lower: f32, person: u32): void {
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

export function keep(query: i32, slot: u32, upper: f32, lower: f32, person: u32): void {
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

/** Whether `more` entries fit into the query's list of `room`, once those that can no longer be among the best have left. */
export function fits(query: i32, more: i32, room: i32): bool {
  const counter = lane + countAt + ((<usize>query) << 2)
  const count = load<i32>(counter)
  if (count + more <= room) return true
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
  return kept + more <= room / 2
}

/** Whether `more` rows fit into every query's list. */
export function allFit(more: i32): bool {
  const counts = lane + countAt
  const longest = i32x4.max_s(
    i32x4.max_s(v128.load(counts), v128.load(counts, 16)),
    i32x4.max_s(v128.load(counts, 32), v128.load(counts, 48)),
  )
  if (!v128.any_true(i32x4.gt_s(longest, i32x4.splat(listRows - more)))) return true
  for (let query = 0; query < queries; query++) if (!fits(query, more, listRows)) return false
  return true
}
