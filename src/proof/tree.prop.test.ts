import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefused, must } from '../kernel/index.ts'
import { consistencyProof, inclusionProof, type ReadNode } from './build-proof.ts'
import { sameBytes } from './bytes.ts'
import { appendLeaf, emptyRange, rangeRoot, rootFromLeaves } from './compact-range.ts'
import { emptyRoot, leafHash, nodeHash } from './merkle-hash.ts'
import { verifyConsistency, verifyInclusion } from './verify-proof.ts'

const leaves = Array.from({ length: 700 }, (_, at) => leafHash(Uint8Array.of(at >> 8, at & 255)))

/** The naive twin: the recursion of RFC 9162 section 2.1.1 word for word, sharing no code with the room. */
function naiveRoot(span: readonly Uint8Array[]): Uint8Array {
  if (span.length === 0) return emptyRoot
  if (span.length === 1) return must(span[0], 'leaf')
  let split = 1
  while (split * 2 < span.length) split *= 2
  return nodeHash(naiveRoot(span.slice(0, split)), naiveRoot(span.slice(split)))
}

/** Refuses to answer for subtrees that are not complete: a real tile store has no such hashes. */
const nodesOf =
  (size: number): ReadNode =>
  async (level, index) => {
    const width = 2 ** level
    if ((index + 1) * width > size) throw new Error(`node ${level}/${index} is not complete at ${size}`)
    return naiveRoot(leaves.slice(index * width, (index + 1) * width))
  }

const damages = (proof: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] => [
  ...proof.map((hash, at) => proof.with(at, hash.with(at % 32, must(hash[at % 32], 'byte') ^ 1))),
  ...proof.map((_, at) => proof.toSpliced(at, 1)),
  ...[...proof, undefined].map((_, at) => proof.toSpliced(at, 0, leafHash(Uint8Array.of(7)))),
  ...proof.map((hash, at) => proof.toSpliced(at, 0, hash)),
  ...proof.map((hash, at) => proof.with(at, hash.slice(0, 31))),
  ...proof.slice(1).map((hash, at) => proof.with(at, hash).with(at + 1, must(proof[at], 'hash'))),
]

const size = fc.integer({ min: 1, max: leaves.length })

test('the compact range gives the naive root at every size up to 700', () => {
  let range = emptyRange
  expect(rangeRoot(range)).toEqual(naiveRoot([]))
  for (const [at, leaf] of leaves.entries()) {
    const before = rangeRoot(range)
    const next = appendLeaf(range, leaf)
    expect(rangeRoot(range)).toEqual(before)
    range = next
    if (at % 13 === 0 || at > 690) expect(rangeRoot(range)).toEqual(naiveRoot(leaves.slice(0, at + 1)))
  }
  expect(range.size).toBe(700)
  expect(rootFromLeaves(leaves)).toEqual(naiveRoot(leaves))
})

test('appending works past 2^32 leaves, where bit operators would fail', () => {
  const nodes = Array.from({ length: 40 }, (_, at) => leafHash(Uint8Array.of(at)))
  const grown = appendLeaf({ size: 2 ** 40 - 1, nodes }, leafHash(Uint8Array.of(99)))
  expect(grown.size).toBe(2 ** 40)
  expect(grown.nodes).toHaveLength(1)
})

test('each inclusion proof verifies, and fails when any hash is flipped, added, removed, cut or swapped', async () => {
  await fc.assert(
    fc.asyncProperty(size, fc.nat(), async (treeSize, seed) => {
      const index = seed % treeSize
      const leaf = must(leaves[index], 'leaf')
      const root = naiveRoot(leaves.slice(0, treeSize))
      const proof = await inclusionProof(index, treeSize, nodesOf(treeSize))
      const claim = { leafHash: leaf, index, size: treeSize, proof, root }
      expect(verifyInclusion(claim)).toBe(true)
      expect(verifyInclusion({ ...claim, index: BigInt(index), size: BigInt(treeSize) })).toBe(true)
      for (const damaged of damages(proof)) expect(verifyInclusion({ ...claim, proof: damaged })).toBe(false)
      expect(verifyInclusion({ ...claim, root: root.with(0, must(root[0], 'byte') ^ 1) })).toBe(false)
      expect(verifyInclusion({ ...claim, leafHash: leaf.with(31, must(leaf[31], 'byte') ^ 128) })).toBe(false)
      for (const index of [treeSize, -1, 0.5, 2 ** 53, Number.NaN])
        expect(verifyInclusion({ ...claim, index })).toBe(false)
    }),
    { numRuns: 60 },
  )
})

test('each consistency proof verifies, and fails when any hash is flipped, added, removed, cut or swapped', async () => {
  await fc.assert(
    fc.asyncProperty(size, size, async (one, other) => {
      const oldSize = Math.min(one, other)
      const newSize = Math.max(one, other)
      const oldRoot = naiveRoot(leaves.slice(0, oldSize))
      const newRoot = naiveRoot(leaves.slice(0, newSize))
      const proof = await consistencyProof(oldSize, newSize, nodesOf(newSize))
      const claim = { oldSize, newSize, oldRoot, newRoot, proof }
      expect(verifyConsistency(claim)).toBe(true)
      for (const damaged of damages(proof))
        expect(verifyConsistency({ ...claim, proof: damaged })).toBe(false)
      const stranger = leafHash(Uint8Array.of(3))
      expect(verifyConsistency({ ...claim, oldRoot: stranger })).toBe(false)
      expect(verifyConsistency({ ...claim, newRoot: stranger })).toBe(false)
      if (oldSize < newSize) {
        expect(verifyConsistency({ ...claim, oldSize: newSize, newSize: oldSize })).toBe(false)
        expect(sameBytes(oldRoot, newRoot)).toBe(false)
      }
    }),
    { numRuns: 60 },
  )
})

test('a proof longer than the tree is high is refused, though its hashes lead to the given roots', async () => {
  const rootAt = (count: number) => naiveRoot(leaves.slice(0, count))
  const [first, second] = [must(leaves[0], 'leaf'), must(leaves[1], 'leaf')]
  const claim = { leafHash: second, index: 0, size: 1, proof: [first], root: rootAt(2) }
  expect(verifyInclusion(claim)).toBe(false)
  expect(verifyInclusion({ ...claim, index: 1, size: 2 })).toBe(true)
  const proof = await consistencyProof(7, 8, nodesOf(8))
  const growth = { oldSize: 3, newSize: 4, oldRoot: rootAt(7), newRoot: rootAt(8), proof }
  expect(verifyConsistency(growth)).toBe(false)
  expect(verifyConsistency({ ...growth, oldSize: 7, newSize: 8 })).toBe(true)
})

test('a rewritten history has no consistency proof', async () => {
  const rewritten = leaves.with(10, leafHash(Uint8Array.of(1, 2, 3)))
  const proof = await consistencyProof(300, 500, nodesOf(500))
  const newRoot = naiveRoot(rewritten.slice(0, 500))
  const oldRoot = naiveRoot(leaves.slice(0, 300))
  expect(verifyConsistency({ oldSize: 300, newSize: 500, oldRoot, newRoot, proof })).toBe(false)
})

test('growth from nothing is proved to nobody but a witness at first sight', async () => {
  const newRoot = naiveRoot(leaves.slice(0, 5))
  const proof = await consistencyProof(0, 5, nodesOf(5))
  const claim = { oldSize: 0, newSize: 5, oldRoot: emptyRoot, newRoot, proof }
  expect(proof).toEqual([])
  expect(verifyConsistency(claim)).toBe(false)
  expect(verifyConsistency({ ...claim, fromEmpty: true })).toBe(true)
  expect(verifyConsistency({ ...claim, fromEmpty: true, proof: [newRoot] })).toBe(false)
  expect(verifyConsistency({ ...claim, fromEmpty: true, oldRoot: newRoot })).toBe(false)
  expect(verifyConsistency({ ...claim, fromEmpty: true, newSize: 0 })).toBe(false)
  expect(verifyConsistency({ ...claim, fromEmpty: true, newSize: 0, newRoot: emptyRoot })).toBe(true)
})

test('proofs of entries and sizes outside the log are refused', async () => {
  const refusals = [
    inclusionProof(5, 5, nodesOf(5)),
    inclusionProof(-1, 5, nodesOf(5)),
    inclusionProof(0.5, 5, nodesOf(5)),
    consistencyProof(6, 5, nodesOf(5)),
    consistencyProof(-1, 5, nodesOf(5)),
  ]
  for (const refused of refusals) {
    const error = await refused.catch((caught: unknown) => caught)
    expect(isRefused(error) && error.code).toBe('PROOF_RANGE_INVALID')
  }
})
