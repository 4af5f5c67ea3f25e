import { type FaceApi, openFaceApi } from './face-api.ts'
import { NotFound } from './peer.ts'

/** From the parent: open, or take these photos one after another. */
export type ToFaceApi = { readonly open: true } | { readonly photos: readonly string[] }

/** To the parent: one for each message, in order. */
export type FromFaceApi =
  | { readonly words: string }
  | { readonly ms: number; readonly templates: number }
  | { readonly failure: string; readonly absent: boolean }

let faceApi: FaceApi | undefined

async function obey(message: ToFaceApi): Promise<FromFaceApi> {
  if ('open' in message) {
    faceApi = await openFaceApi()
    return { words: faceApi.words }
  }
  if (faceApi === undefined) throw new Error('a photo before anything is open')
  let ms = 0
  let templates = 0
  for (const path of message.photos) {
    const timed = await faceApi.embed(path)
    ms += timed.ms
    templates += timed.templates
  }
  return { ms, templates }
}

const failed = (error: unknown): FromFaceApi => ({
  failure: error instanceof Error ? error.message : String(error),
  absent: error instanceof NotFound,
})

process.on('message', (message: ToFaceApi) => {
  obey(message)
    .catch(failed)
    .then((reply) => process.send?.(reply))
})
process.on('disconnect', () => process.exit())
