import { fork } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PeerName } from './catalogue.ts'
import { NotFound, type PeerAnswer, type PeerQuery, type PeerSetting } from './peer.ts'
import type { FromPeer, ToPeer } from './peer-process.ts'

export type RunningPeer = {
  readonly variants: readonly string[]
  readonly openSeconds: number
  readonly search: (query: PeerQuery) => Promise<PeerAnswer>
  readonly stop: () => Promise<void>
}

/**
 * Opens a peer in a process of its own, so that its memory is given back when it stops and its threads are not ours.
 * Throws NotFound where it is not installed.
 */
export async function startPeer(name: PeerName, setting: PeerSetting): Promise<RunningPeer> {
  const folder = join(setting.folder, `peer-${name}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const child = fork(fileURLToPath(new URL('peer-process.mjs', import.meta.url)), {
    execArgv: [],
    serialization: 'advanced',
  })
  // Before the folder is removed, which happens at the exit too.
  const kill = () => void child.kill('SIGKILL')
  process.prependListener('exit', kill)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let waiting:
    | { readonly resolve: (reply: FromPeer) => void; readonly reject: (error: Error) => void }
    | undefined
  child.on('message', (reply) => waiting?.resolve(reply as FromPeer))
  child.on('exit', (code, signal) => waiting?.reject(new Error(`its process ended with ${signal ?? code}`)))
  const ask = async (message: ToPeer): Promise<FromPeer> => {
    const reply = await new Promise<FromPeer>((resolve, reject) => {
      waiting = { resolve, reject }
      child.send(message)
    })
    if ('failure' in reply) throw reply.absent ? new NotFound(reply.failure) : new Error(reply.failure)
    return reply
  }
  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect()
    await ended
    process.removeListener('exit', kill)
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  try {
    const opened = await ask({ open: name, setting: { ...setting, folder } })
    if (!('variants' in opened)) throw new Error('an unexpected reply')
    const { variants, seconds: openSeconds } = opened
    return { variants, openSeconds, stop, search: (query) => ask({ query }).then(answerOf) }
  } catch (error) {
    await stop()
    throw error
  }
}

function answerOf(reply: FromPeer): PeerAnswer {
  if (!('answer' in reply)) throw new Error('an unexpected reply')
  return reply.answer
}
