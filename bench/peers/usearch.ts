import { allCodes, allVectors, toCodes } from './all-vectors.ts'
import type { Peer, PeerAnswer, PeerSetting } from './peer.ts'
import { requirePackage } from './require-package.ts'

type Vectors = Float32Array | Int8Array
type ExactSearch = (...call: readonly [Vectors, Vectors, number, number, string, number]) => {
  readonly keys: BigUint64Array
}

const exactSearch = () => requirePackage<{ readonly exactSearch: ExactSearch }>('usearch').exactSearch

export async function openUsearchBytes({ plan, threads }: PeerSetting): Promise<Peer> {
  const search = exactSearch()
  const { codes, scale } = allCodes(plan)
  return peerOver({ search, data: codes, threads, dimension: plan.dimension }, (vector) =>
    toCodes(vector, scale),
  )
}

export async function openUsearchFloats({ plan, threads }: PeerSetting): Promise<Peer> {
  const search = exactSearch()
  // exactSearch reads from the beginning of the buffer whatever the view says, so a query must be a copy of its own.
  return peerOver({ search, data: allVectors(plan), threads, dimension: plan.dimension }, (vector) =>
    vector.slice(),
  )
}

type Engine = {
  readonly search: ExactSearch
  readonly data: Vectors
  readonly threads: number
  readonly dimension: number
}

function peerOver(
  { search, data, threads, dimension }: Engine,
  encode: (vector: Float32Array) => Vectors,
): Peer {
  const variants = new Map([...new Set([1, threads])].map((count) => [threadsName(count), count]))
  return {
    variants: [...variants.keys()],
    search: ({ vector, k, variant }): PeerAnswer => {
      const query = encode(vector)
      const startedAt = performance.now()
      const { keys } = search(data, query, dimension, k, 'ip', variants.get(variant) ?? 1)
      return { ms: performance.now() - startedAt, rows: Array.from(keys, Number) }
    },
  }
}

const threadsName = (count: number): string => (count === 1 ? '1 thread' : `${count} threads`)
