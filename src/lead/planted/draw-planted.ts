import { createHmac } from 'node:crypto'
import type { UserId } from '../../kernel/index.ts'
import { innerProduct } from '../../matcher/index.ts'

/** The lot falls among so many that the machine finds most like the probe: a face that is unlike it measures nobody. */
export const poolSize = 12

type Face = { readonly picture: string; readonly template: Float32Array }

/**
 * The practice pictures among which the lot falls: those most like the probe that this examiner was not shown before; when all were,
 * among all. By name.
 */
export function poolOf(
  faces: readonly Face[],
  of: { probe: Float32Array; shownBefore: ReadonlySet<string> },
): readonly string[] {
  const unseen = faces.filter(({ picture }) => !of.shownBefore.has(picture))
  const offered = unseen.length < poolSize ? faces : unseen
  return offered
    .map(({ picture, template }) => ({ picture, likeness: innerProduct(template, of.probe) }))
    .toSorted((one, other) => other.likeness - one.likeness || (one.picture < other.picture ? -1 : 1))
    .slice(0, poolSize)
    .map(({ picture }) => picture)
    .sort()
}

type Lot = { readonly orderSeed: Uint8Array; readonly examinerId: UserId }

/**
 * The pool in the order of the lot: by HMAC-SHA256 of `planted:<examiner>:<picture>` under the sealed seed of the search. Nobody can choose
 * it, and whoever is shown seed and pool can make it again.
 */
export const inOrderOfLot = (pool: readonly string[], lot: Lot): readonly string[] =>
  pool
    .map((picture) => ({ picture, key: drawn(lot, picture).toString('hex') }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ picture }) => picture)

/** A whole number below `below`, by the same lot. */
export const lotBelow = (below: number, lot: Lot & { words: string }): number =>
  drawn(lot, lot.words).readUInt32BE(0) % below

const drawn = ({ orderSeed, examinerId }: Lot, words: string): Buffer =>
  createHmac('sha256', orderSeed).update(`planted:${examinerId}:${words}`).digest()
