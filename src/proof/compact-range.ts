import { must } from '../kernel/index.ts'
import { emptyRoot, nodeHash } from './merkle-hash.ts'

/**
 * All that must be remembered of a tree to go on appending: its size and the hashes of the complete subtrees
 * that its leaves fall into, largest (leftmost) first; one for each 1 bit of the size.
 */
export type CompactRange = { readonly size: number; readonly nodes: readonly Uint8Array[] }

/** The range of the tree without entries. */
export const emptyRange: CompactRange = { size: 0, nodes: [] }

/** The range after one more leaf (its hash, not its bytes); the given range is left as it was. */
export function appendLeaf(range: CompactRange, leaf: Uint8Array): CompactRange {
  const nodes = [...range.nodes]
  let hash = leaf
  // Each 1 bit at the low end is a complete subtree as large as the one just finished. No bit operators:
  // they cut numbers to 32 bits.
  for (let rest = range.size; rest % 2 === 1; rest = (rest - 1) / 2) {
    hash = nodeHash(must(nodes.pop(), 'subtree of the range'), hash)
  }
  return { size: range.size + 1, nodes: [...nodes, hash] }
}

/** Root of the tree that the range stands for, 32 bytes (RFC 9162 section 2.1.1). */
export const rangeRoot = (range: CompactRange): Uint8Array => foldRight(range.nodes)

/** Root of a tree given by all its leaf hashes, in order. */
export function rootFromLeaves(leaves: Iterable<Uint8Array>): Uint8Array {
  let range = emptyRange
  for (const leaf of leaves) range = appendLeaf(range, leaf)
  return rangeRoot(range)
}

/** Joins subtree hashes of falling size, from the right, as RFC 9162 splits a tree at the largest power of two. */
export function foldRight(nodes: readonly Uint8Array[]): Uint8Array {
  let root = nodes.at(-1)
  if (root === undefined) return emptyRoot
  for (let at = nodes.length - 2; at >= 0; at--) root = nodeHash(must(nodes[at], 'subtree'), root)
  return root
}
