import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Timed } from './our-faces.ts'
import type { FromFaceApi, ToFaceApi } from './peers/face-api-process.ts'
import { NotFound } from './peers/peer.ts'

export type RunningFaceApi = {
  readonly words: string
  readonly embed: (photos: readonly string[]) => Promise<Timed>
  readonly stop: () => void
}

/** Opens face-api in a process of its own, which times itself. Throws NotFound where it is not installed. */
export async function startFaceApi(): Promise<RunningFaceApi> {
  const child = fork(fileURLToPath(new URL('peers/face-api-process.mjs', import.meta.url)), {
    execArgv: [],
    silent: true,
  })
  const stop = () => void child.kill('SIGKILL')
  process.once('exit', stop)
  const ask = (message: ToFaceApi): Promise<FromFaceApi> =>
    new Promise((resolve, reject) => {
      const ended = () => reject(new Error('the process of face-api ended'))
      child.once('exit', ended)
      child.once('message', (reply: FromFaceApi) => {
        child.off('exit', ended)
        if (!('failure' in reply)) resolve(reply)
        else reject(reply.absent ? new NotFound(reply.failure) : new Error(reply.failure))
      })
      child.send(message)
    })
  try {
    const opened = await ask({ open: true })
    if (!('words' in opened)) throw new Error('an unexpected reply')
    return {
      words: opened.words,
      stop,
      embed: async (photos) => {
        const reply = await ask({ photos })
        if (!('ms' in reply)) throw new Error('an unexpected reply')
        return reply
      },
    }
  } catch (error) {
    stop()
    throw error
  }
}
