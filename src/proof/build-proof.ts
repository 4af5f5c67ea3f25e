import { foldRight } from './compact-range.ts'
import { refusal } from './refuse.ts'

/**
 * Gives the hash of a complete subtree: `level` 0 is a leaf, `index` counts subtrees of that level from the left,
 * so it covers leaves index·2^level up to (index+1)·2^level. Only complete subtrees are ever asked for.
 */
export type ReadNode = (level: number, index: number) => Promise<Uint8Array> | Uint8Array

type LeafSpan = { readonly start: number; readonly end: number }

/**
 * Hashes that lead from leaf `index` to the root of the tree of `size` leaves, leaf's sibling first
 * (RFC 9162 section 2.1.3.1). Refuses (PROOF_RANGE_INVALID) an index outside the tree.
 */
export async function inclusionProof(
  index: number,
  size: number,
  readNode: ReadNode,
): Promise<readonly Uint8Array[]> {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size)
    throw refusal(
      'PROOF_RANGE_INVALID',
      `Entry ${index} is outside a log of ${size} entries.`,
      'An index from 0 to size − 1.',
    )
  const siblings: LeafSpan[] = []
  let span: LeafSpan = { start: 0, end: size }
  while (span.end - span.start > 1) {
    const middle = splitPoint(span)
    const left = { start: span.start, end: middle }
    const right = { start: middle, end: span.end }
    siblings.push(index < middle ? right : left)
    span = index < middle ? left : right
  }
  return readSpans(siblings.reverse(), readNode)
}

/**
 * Hashes that show that the tree of `newSize` leaves begins with all leaves of the tree of `oldSize`
 * (RFC 9162 section 2.1.4.1). Empty for equal sizes and for `oldSize` 0 (the tlog-witness convention).
 * Refuses (PROOF_RANGE_INVALID) sizes that shrink.
 */
export async function consistencyProof(
  oldSize: number,
  newSize: number,
  readNode: ReadNode,
): Promise<readonly Uint8Array[]> {
  if (!Number.isSafeInteger(newSize) || !Number.isSafeInteger(oldSize) || oldSize < 0 || oldSize > newSize)
    throw refusal(
      'PROOF_RANGE_INVALID',
      `A log cannot grow from ${oldSize} to ${newSize} entries.`,
      'An old size from 0 to the new size.',
    )
  if (oldSize === 0 || oldSize === newSize) return []
  const parts: LeafSpan[] = []
  let span: LeafSpan = { start: 0, end: newSize }
  while (span.end !== oldSize) {
    const middle = splitPoint(span)
    const left = { start: span.start, end: middle }
    const right = { start: middle, end: span.end }
    parts.push(oldSize <= middle ? right : left)
    span = oldSize <= middle ? left : right
  }
  // When the old tree is itself a complete subtree, the verifier already holds its hash: the old root.
  if (span.start > 0) parts.push(span)
  return readSpans(parts.reverse(), readNode)
}

/** Where RFC 9162 splits: after the largest power of two that is smaller than the number of leaves. */
const splitPoint = (span: LeafSpan): number => span.start + largestPower(span.end - span.start - 1)

/** The largest power of two not above a positive count. */
function largestPower(count: number): number {
  let power = 1
  while (power * 2 <= count) power *= 2
  return power
}

async function readSpans(spans: readonly LeafSpan[], readNode: ReadNode): Promise<readonly Uint8Array[]> {
  const hashes: Uint8Array[] = []
  for (const span of spans) hashes.push(await readSpan(span, readNode))
  return hashes
}

/** Hash over the leaves of a span that starts where a subtree starts, from the complete subtrees in it. */
async function readSpan(span: LeafSpan, readNode: ReadNode): Promise<Uint8Array> {
  const nodes: Uint8Array[] = []
  for (let start = span.start; start < span.end; ) {
    const width = largestPower(span.end - start)
    nodes.push(await readNode(Math.round(Math.log2(width)), start / width))
    start += width
  }
  return foldRight(nodes)
}
