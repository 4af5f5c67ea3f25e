import { must } from '../kernel/index.ts'
import { sameBytes } from './bytes.ts'
import { emptyRoot, hashBytes, nodeHash } from './merkle-hash.ts'

/** An index or a size. `bigint` reaches past 2^53, where foreign proofs may; a number must be a safe integer. */
export type LeafCount = number | bigint

export type InclusionClaim = {
  readonly leafHash: Uint8Array
  readonly index: LeafCount
  readonly size: LeafCount
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}

export type ConsistencyClaim = {
  readonly oldSize: LeafCount
  readonly oldRoot: Uint8Array
  readonly newSize: LeafCount
  readonly newRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
  /** A witness that has seen nothing yet takes any first tree with an empty proof; everybody else refuses size 0. */
  readonly fromEmpty?: boolean
}

/**
 * True when the proof leads from the leaf at `index` to `root` in a tree of `size` leaves
 * (RFC 9162 section 2.1.3.2). False, never an error, for anything else: hashes of the wrong length,
 * a missing or a left-over hash, an index outside the tree.
 */
export function verifyInclusion(claim: InclusionClaim): boolean {
  const index = wholeNumber(claim.index)
  const size = wholeNumber(claim.size)
  if (index === undefined || size === undefined || index >= size) return false
  if (![claim.leafHash, claim.root, ...claim.proof].every(isHash)) return false
  let place = index
  let last = size - 1n
  let hash = claim.leafHash
  for (const sibling of claim.proof) {
    if (last === 0n) return false
    if (isOdd(place) || place === last) {
      hash = nodeHash(sibling, hash)
      // A node without a right neighbour moves up unchanged, as often as it needs.
      while (!isOdd(place) && place !== 0n) {
        place >>= 1n
        last >>= 1n
      }
    } else hash = nodeHash(hash, sibling)
    place >>= 1n
    last >>= 1n
  }
  return last === 0n && sameBytes(hash, claim.root)
}

/**
 * True when the proof shows that the new tree begins with the whole old tree (RFC 9162 section 2.1.4.2).
 * An old size of 0 proves nothing and is false, unless `fromEmpty` is set, the old root is the empty root and
 * the proof is empty. False, never an error, for malformed input.
 */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const oldSize = wholeNumber(claim.oldSize)
  const newSize = wholeNumber(claim.newSize)
  if (oldSize === undefined || newSize === undefined || oldSize > newSize) return false
  if (oldSize === 0n) return isFirstSight(claim, newSize)
  if (oldSize === newSize) return claim.proof.length === 0 && sameBytes(claim.oldRoot, claim.newRoot)
  if (![claim.oldRoot, claim.newRoot, ...claim.proof].every(isHash)) return false
  // Growth always needs at least one hash.
  if (claim.proof.length === 0) return false
  const hashes = isPowerOfTwo(oldSize) ? [claim.oldRoot, ...claim.proof] : claim.proof
  return rebuildRoots(claim, { oldSize, newSize, hashes })
}

function isFirstSight(claim: ConsistencyClaim, newSize: bigint): boolean {
  if (claim.fromEmpty !== true || claim.proof.length !== 0 || !isHash(claim.newRoot)) return false
  return sameBytes(claim.oldRoot, emptyRoot) && (newSize > 0n || sameBytes(claim.newRoot, emptyRoot))
}

type Walk = {
  readonly oldSize: bigint
  readonly newSize: bigint
  /** Not empty; begins with the largest complete subtree that both trees end the old part with. */
  readonly hashes: readonly Uint8Array[]
}

function rebuildRoots(claim: ConsistencyClaim, { oldSize, newSize, hashes }: Walk): boolean {
  let place = oldSize - 1n
  let last = newSize - 1n
  while (isOdd(place)) {
    place >>= 1n
    last >>= 1n
  }
  let oldHash = must(hashes[0], 'first hash of the walk')
  let newHash = oldHash
  for (const sibling of hashes.slice(1)) {
    if (last === 0n) return false
    if (isOdd(place) || place === last) {
      oldHash = nodeHash(sibling, oldHash)
      newHash = nodeHash(sibling, newHash)
      while (!isOdd(place) && place !== 0n) {
        place >>= 1n
        last >>= 1n
      }
    } else newHash = nodeHash(newHash, sibling)
    place >>= 1n
    last >>= 1n
  }
  return last === 0n && sameBytes(oldHash, claim.oldRoot) && sameBytes(newHash, claim.newRoot)
}

function wholeNumber(count: LeafCount): bigint | undefined {
  if (typeof count === 'number' && !Number.isSafeInteger(count)) return undefined
  return count >= 0 ? BigInt(count) : undefined
}

const isHash = (hash: Uint8Array): boolean => hash.length === hashBytes
const isOdd = (count: bigint): boolean => (count & 1n) === 1n
const isPowerOfTwo = (count: bigint): boolean => (count & (count - 1n)) === 0n
