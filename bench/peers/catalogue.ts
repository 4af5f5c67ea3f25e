import type { OpenPeer } from './peer.ts'

export type PeerEntry = {
  readonly title: string
  readonly open: () => Promise<OpenPeer>
  /** Fewer rounds for the slow ones; ours is asked as often, by turns. */
  readonly rounds: number
}

export const peerNames = ['usearch-i8', 'usearch-f32', 'simsimd', 'faiss', 'sqlite-vec', 'lancedb'] as const
export type PeerName = (typeof peerNames)[number]

export const isPeerName = (name: string): name is PeerName => peerNames.some((known) => known === name)

export const peers: Readonly<Record<PeerName, PeerEntry>> = {
  'usearch-i8': {
    title: 'usearch int8',
    open: async () => (await import('./usearch.ts')).openUsearchBytes,
    rounds: 21,
  },
  'usearch-f32': {
    title: 'usearch float32',
    open: async () => (await import('./usearch.ts')).openUsearchFloats,
    rounds: 9,
  },
  simsimd: { title: 'simsimd', open: async () => (await import('./simsimd.ts')).openSimsimd, rounds: 5 },
  faiss: { title: 'FAISS', open: async () => (await import('./faiss.ts')).openFaiss, rounds: 9 },
  'sqlite-vec': {
    title: 'sqlite-vec',
    open: async () => (await import('./sqlite-vec.ts')).openSqliteVec,
    rounds: 5,
  },
  lancedb: { title: 'LanceDB', open: async () => (await import('./lancedb.ts')).openLancedb, rounds: 3 },
}
