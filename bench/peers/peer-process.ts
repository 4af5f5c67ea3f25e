import { type PeerName, peers } from './catalogue.ts'
import { NotFound, type Peer, type PeerAnswer, type PeerQuery, type PeerSetting } from './peer.ts'

/** From the parent. */
export type ToPeer =
  | { readonly open: PeerName; readonly setting: PeerSetting }
  | { readonly query: PeerQuery }

/** To the parent: one for each message, in order. */
export type FromPeer =
  | { readonly variants: readonly string[]; readonly seconds: number }
  | { readonly answer: PeerAnswer }
  | { readonly failure: string; readonly absent: boolean }

let peer: Peer | undefined

async function obey(message: ToPeer): Promise<FromPeer> {
  if ('open' in message) {
    const open = await peers[message.open].open()
    const startedAt = performance.now()
    peer = await open(message.setting)
    return { variants: peer.variants, seconds: (performance.now() - startedAt) / 1000 }
  }
  if (peer === undefined) throw new Error('a query before anything is open')
  return { answer: await peer.search(message.query) }
}

const failed = (error: unknown): FromPeer => ({
  failure: error instanceof Error ? error.message : String(error),
  absent: error instanceof NotFound,
})

process.on('message', (message: ToPeer) => {
  obey(message)
    .catch(failed)
    .then((reply) => process.send?.(reply))
})
process.on('disconnect', () => process.exit())
