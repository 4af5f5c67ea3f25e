import { BestList, rowsBefore } from '../best-list.ts'
import { allCodes, allVectors, toCodes } from './all-vectors.ts'
import type { Peer, PeerAnswer, PeerSetting } from './peer.ts'
import { requirePackage } from './require-package.ts'

type Vectors = Float32Array | Int8Array
type Simsimd = {
  readonly inner: (first: Vectors, second: Vectors) => number
  readonly cosine: (first: Vectors, second: Vectors) => number
}

/** It compares two vectors and no more, so the loop over the rows and the list are written here. */
export async function openSimsimd({ plan }: PeerSetting): Promise<Peer> {
  const { inner, cosine } = requirePackage<Simsimd>('simsimd')
  const vectors = allVectors(plan)
  const { codes, scale } = allCodes(plan)
  const { dimension } = plan
  return {
    variants: ['float32', 'int8'],
    search: ({ vector, k, variant }) =>
      variant === 'float32'
        ? loop({ data: vectors, dimension, k }, (row) => inner(vector, row))
        : // Its distance is 1 - cosine, in float32: the order is that of the similarity.
          loop({ data: codes, dimension, k }, bytesDistance(cosine, toCodes(vector, scale))),
  }
}

const bytesDistance =
  (cosine: Simsimd['cosine'], query: Int8Array) =>
  (row: Vectors): number =>
    -cosine(query, row)

type Scan = { readonly data: Vectors; readonly dimension: number; readonly k: number }

function loop({ data, dimension, k }: Scan, similarity: (row: Vectors) => number): PeerAnswer {
  const startedAt = performance.now()
  const list = new BestList(k, rowsBefore)
  let least = Number.NEGATIVE_INFINITY
  for (let id = 0; id * dimension < data.length; id++) {
    const value = similarity(data.subarray(id * dimension, (id + 1) * dimension))
    if (value < least) continue
    list.offer({ id, similarity: value })
    least = list.threshold
  }
  return { ms: performance.now() - startedAt, rows: list.ranked.map(({ id }) => id) }
}
