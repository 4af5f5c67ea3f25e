import { Worker } from 'node:worker_threads'
import { photoLimits } from '../photo-limits.ts'
import type { Jpeg2000Header } from './jpeg-2000-header.ts'
import { isByComponent, jpeg2000Passes } from './jpeg-2000-passes.ts'
import type { RawPicture } from './raw-picture.ts'
import { unreadable } from './refuse-image.ts'

/** One pass of the worker: its picture, as the codec packs it. */
type Pass = {
  readonly width: number
  readonly height: number
  readonly componentCount: number
  readonly bitsPerSample: number
  readonly samples: Uint8ClampedArray<ArrayBuffer>
}

/**
 * Decodes a codestream whose header passed `readJpeg2000Header` and the limits, in a thread of its own with a limit on
 * memory, ended when the time is over. Refuses IMAGE_UNREADABLE.
 */
export async function decodeJpeg2000(header: Jpeg2000Header): Promise<RawPicture> {
  const passes = await decodeAside(jpeg2000Passes(header))
  if (passes === undefined || !passes.every((pass) => isWhole(pass, header))) {
    throw unreadable('The JPEG 2000 image is damaged, cut short, or took too long to decode.')
  }
  return inColour(interleave(passes, header), header)
}

/** The answer of the worker, or undefined when it failed, ran out of memory or of time. */
function decodeAside(passes: readonly Uint8Array[]): Promise<readonly Pass[] | undefined> {
  const worker = new Worker(new URL('./jpeg-2000-worker.mjs', import.meta.url), {
    workerData: { passes, memoryBytes: photoLimits.jpeg2000MemoryBytes },
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 },
    // What node was started with, such as a loader for types, is of no use there.
    execArgv: [],
  })
  return new Promise<readonly Pass[] | undefined>((resolve) => {
    const late = setTimeout(() => resolve(undefined), photoLimits.decodeSeconds * 1000)
    const end = (answer: readonly Pass[] | undefined) => {
      clearTimeout(late)
      resolve(answer)
    }
    worker.once('message', end)
    worker.once('error', () => end(undefined))
    worker.once('exit', () => end(undefined))
  }).finally(() => worker.terminate())
}

/** Whether a pass is what the header promised; a codec that met damage gives nothing, or something else. */
function isWhole(pass: Pass, header: Jpeg2000Header): boolean {
  const channels = isByComponent(header) ? 1 : header.components
  const bytes = header.widthPx * header.heightPx * channels * (header.bits > 8 ? 2 : 1)
  return (
    pass.width === header.widthPx &&
    pass.height === header.heightPx &&
    pass.componentCount === channels &&
    pass.bitsPerSample === header.bits &&
    pass.samples.length === bytes
  )
}

/** All samples as 8 bits, pixel by pixel. */
function interleave(passes: readonly Pass[], { bits }: Jpeg2000Header): Uint8Array {
  const planes = passes.map(({ samples }) => (bits > 8 ? new Uint16Array(samples.buffer) : samples))
  const step = planes.length
  const pixels = new Uint8Array((planes[0]?.length ?? 0) * step)
  const most = 2 ** bits - 1
  const levels = Uint8Array.from({ length: most + 1 }, (_, value) => Math.round((value * 255) / most))
  for (const [component, plane] of planes.entries()) {
    for (let at = 0; at < plane.length; at++) pixels[at * step + component] = levels[plane[at] ?? 0] ?? 255
  }
  return pixels
}

/** YCC of 15444-1 (sYCC, IEC 61966-2-1 amendment 1) becomes red, green and blue. */
function inColour(pixels: Uint8Array, { widthPx, heightPx, components, colour }: Jpeg2000Header): RawPicture {
  if (colour === 'ycc') {
    const clamped = new Uint8ClampedArray(pixels.buffer)
    for (let at = 0; at + 2 < pixels.length; at += components) {
      const luma = pixels[at] ?? 0
      const blue = (pixels[at + 1] ?? 0) - 128
      const red = (pixels[at + 2] ?? 0) - 128
      clamped[at] = luma + 1.402 * red
      clamped[at + 1] = luma - 0.344136 * blue - 0.714136 * red
      clamped[at + 2] = luma + 1.772 * blue
    }
  }
  return { widthPx, heightPx, channels: components, pixels }
}
