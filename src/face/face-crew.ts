import { Worker } from 'node:worker_threads'
import { Refused } from '../kernel/index.ts'
import type { FaceView } from './embed-faces.ts'
import type { Face } from './face.ts'
import type { NetworkPlan } from './face-networks.ts'
import type { FirstSight } from './find-faces.ts'
import type { LooseBox } from './loose-box.ts'
import { refuseTelemetry } from './no-telemetry.ts'
import type { Photo } from './photo.ts'
import type { EyeMarks } from './place-face.ts'

export type FaceJob =
  | { readonly kind: 'look'; readonly photo: Photo; readonly edgesPx: readonly number[] }
  | { readonly kind: 'boxes'; readonly photo: Photo; readonly atFirst: readonly LooseBox[] }
  | {
      readonly kind: 'turn'
      readonly photo: Photo
      readonly boxes: readonly LooseBox[]
      readonly turns: readonly number[]
    }
  | { readonly kind: 'find'; readonly photo: Photo; readonly sight?: FirstSight | undefined }
  | { readonly kind: 'place'; readonly photo: Photo; readonly marks: EyeMarks }
  | { readonly kind: 'assess'; readonly photo: Photo; readonly faces: readonly Face[] }
  | {
      readonly kind: 'answer'
      readonly photo: Photo
      readonly faces: readonly Face[]
      readonly views: readonly FaceView[]
    }
  | { readonly kind: 'ready' }

type RefusedParts = ConstructorParameters<typeof Refused>[0]
export type FaceAnswer =
  | { readonly value: unknown }
  | { readonly refused: RefusedParts }
  | { readonly fault: string }

/** Threads that run the networks and measure faces: both block their thread, and the main thread has requests to answer. */
export type FaceCrew = {
  /** Done by the next free worker, in the order of asking. */
  readonly ask: (job: FaceJob) => Promise<unknown>
  /** Whether two workers wait for work, so that one photo may be seen by both at once. */
  readonly twoFree: () => boolean
  readonly close: () => Promise<void>
}

/**
 * Workers start when they are wanted, the first by the first job, up to `workers`; a model that cannot run fails that job.
 * They do not keep the process alive.
 */
export function openFaceCrew(plan: NetworkPlan & { workers: number }): FaceCrew {
  refuseTelemetry()
  const { workers: most, ...networks } = plan
  const hands: Hand[] = []
  const idle: Hand[] = []
  const waiting: { job: FaceJob; settle: Settle }[] = []
  const starting = new Set<Promise<void>>()
  const giveOut = () => {
    for (;;) {
      const hand = idle.pop()
      const next = hand && waiting.shift()
      if (!next) {
        if (hand) idle.push(hand)
        return
      }
      hand
        .ask(next.job)
        .then(next.settle.resolve, next.settle.reject)
        .finally(() => {
          if (hand.works()) idle.push(hand)
          else hands.splice(hands.indexOf(hand), 1)
          more()
          giveOut()
        })
    }
  }
  let photos = 0
  const more = () => {
    const missing = waiting.length > 0 && idle.length === 0
    // From the second photo on there is a second worker, which halves the first look at every later one.
    const second = photos > 1 && hands.length + starting.size < 2
    if (!(missing || second) || hands.length + starting.size >= most) return
    const start = startHand(networks)
      .then((hand) => {
        hands.push(hand)
        idle.push(hand)
      })
      .catch((error) => {
        // Whoever waits behind the others is served by them; with nobody left there is nobody to serve.
        if (hands.length === 0) for (const { settle } of waiting.splice(0)) settle.reject(error)
      })
      .finally(() => {
        starting.delete(start)
        giveOut()
      })
    starting.add(start)
  }
  return {
    ask: (job) =>
      new Promise((resolve, reject) => {
        if (job.kind === 'find') photos++
        waiting.push({ job, settle: { resolve, reject } })
        giveOut()
        more()
      }),
    twoFree: () => waiting.length === 0 && idle.length >= 2,
    close: async () => {
      await Promise.all(starting)
      await Promise.all(hands.map(({ end }) => end()))
    },
  }
}

type Settle = { resolve: (value: unknown) => void; reject: (error: Error) => void }
type Hand = {
  readonly ask: (job: FaceJob) => Promise<unknown>
  readonly works: () => boolean
  readonly end: () => Promise<unknown>
}

function startHand(plan: NetworkPlan): Promise<Hand> {
  const worker = new Worker(new URL('./face-worker.mjs', import.meta.url), { workerData: plan })
  let settle: Settle | undefined
  let broken: Error | undefined
  const fail = (error: Error) => {
    broken ??= error
    settle?.reject(broken)
  }
  const ask = (job: FaceJob) =>
    new Promise<unknown>((resolve, reject) => {
      if (broken) return reject(broken)
      settle = { resolve, reject }
      worker.ref()
      worker.postMessage(job)
    })
  return new Promise((resolve, reject) => {
    settle = { resolve: () => resolve({ ask, works: () => !broken, end: () => worker.terminate() }), reject }
    worker.on('message', (answer: FaceAnswer) => {
      worker.unref()
      if (settle) settleWith(settle, answer)
    })
    worker.on('error', fail)
    worker.on('exit', (code) => fail(new Error(`a face worker ended with code ${code}`)))
  })
}

function settleWith({ resolve, reject }: Settle, answer: FaceAnswer): void {
  if ('refused' in answer) reject(new Refused(answer.refused))
  else if ('fault' in answer) reject(new Error(answer.fault))
  else resolve(answer.value)
}
