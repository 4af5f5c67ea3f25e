import type { TemplatePlan } from '../make-templates.ts'

/** Row numbers, most similar first, and the time that the engine itself took. */
export type PeerAnswer = { readonly ms: number; readonly rows: readonly number[] }

export type PeerQuery = { readonly vector: Float32Array; readonly k: number; readonly variant: string }

/** Another engine that holds the same templates. */
export type Peer = {
  /** Ways of asking it, each measured on its own. */
  readonly variants: readonly string[]
  readonly search: (query: PeerQuery) => PeerAnswer | Promise<PeerAnswer>
}

export type PeerSetting = {
  readonly plan: TemplatePlan
  readonly threads: number
  /** An empty folder, removed afterwards. */
  readonly folder: string
}

export type OpenPeer = (setting: PeerSetting) => Promise<Peer>

/** Its words stand in the table in place of figures. */
export class NotFound extends Error {}
