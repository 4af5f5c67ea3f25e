import { Worker } from 'node:worker_threads'
import { type Picture, planRecipe, type Recipe } from '../preparation/index.ts'
import { type PictureDigests, type PixelJob, runPixelJob } from './pixel-job.ts'

/** Pixels up to which the work is done where it is asked for: some 20 ms, less than handing it over may take. */
const pixelsAtOnce = 500_000

/**
 * The working copy that a recipe makes, in a thread of its own where the picture is large, so that requests are answered
 * meanwhile. Refuses what `planRecipe` refuses, before any work.
 */
export async function copyOf(picture: Picture, steps: Recipe): Promise<Picture> {
  const sizes = [picture, ...planRecipe(picture, steps)]
  const { widthPx, heightPx, rgb } = picture
  const job = { kind: 'apply', picture: { widthPx, heightPx, rgb }, steps } as const
  return (await run(job, sum(sizes))) as Picture
}

/** The digests of a picture's pixels, likewise. */
export async function digestsOf({ widthPx, heightPx, rgb }: Picture): Promise<PictureDigests> {
  const picture = { widthPx, heightPx, rgb }
  return (await run({ kind: 'digest', picture }, sum([picture]))) as PictureDigests
}

const sum = (sizes: readonly Pick<Picture, 'widthPx' | 'heightPx'>[]): number =>
  sizes.reduce((pixels, { widthPx, heightPx }) => pixels + widthPx * heightPx, 0)

const run = async (job: PixelJob, pixels: number): Promise<unknown> =>
  pixels <= pixelsAtOnce ? runPixelJob(job) : askThread(job)

type Settle = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
type Thread = { readonly worker: Worker; readonly waiting: Map<number, Settle> }

/** Started by the first large picture and kept; one thread, so that many large pictures at once take turns. */
let thread: Thread | undefined
let lastId = 0

function askThread(job: PixelJob): Promise<unknown> {
  thread ??= startThread()
  const { worker, waiting } = thread
  const id = ++lastId
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject })
    worker.ref()
    worker.postMessage({ id, job })
  })
}

function startThread(): Thread {
  const worker = new Worker(new URL('./pixel-worker.mjs', import.meta.url))
  const waiting: Thread['waiting'] = new Map()
  worker.on('message', ({ id, value }: { id: number; value: unknown }) => {
    waiting.get(id)?.resolve(value)
    waiting.delete(id)
    if (waiting.size === 0) worker.unref()
  })
  const end = (error: Error) => {
    if (thread?.worker === worker) thread = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('error', end)
  worker.on('exit', (code) => end(new Error(`the pixel thread ended with code ${code}`)))
  return { worker, waiting }
}
