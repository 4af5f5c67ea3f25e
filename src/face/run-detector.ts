import { must } from '../kernel/index.ts'
import type { anchorTable } from './detector-anchors.ts'
import type { DetectorLook } from './detector-look.ts'
import type { LooseBox } from './loose-box.ts'
import type { Network } from './network.ts'

export type Detector = { readonly network: Network; readonly anchorsOf: ReturnType<typeof anchorTable> }

/** Looks of one canvas go through the network together, but no more than this: their inner pictures cost memory. */
const mostAtOnce = 4

/** Boxes of at least this confidence in the photo, of all looks together, several to a face. */
export async function runDetector(
  detector: Detector,
  options: { looks: readonly DetectorLook[]; minConfidence: number },
): Promise<readonly LooseBox[]> {
  const boxes: LooseBox[] = []
  for (const batch of batches(options.looks)) {
    boxes.push(...(await runBatch(detector, { batch, minConfidence: options.minConfidence })))
  }
  return boxes
}

/** Looks of the same size, in groups of a few. */
function batches(looks: readonly DetectorLook[]): readonly (readonly DetectorLook[])[] {
  const sizeOf = ({ widthPx, heightPx }: DetectorLook) => `${widthPx} ${heightPx}`
  return [...new Set(looks.map(sizeOf))].flatMap((size) => {
    const same = looks.filter((look) => sizeOf(look) === size)
    return Array.from({ length: Math.ceil(same.length / mostAtOnce) }, (_, at) =>
      same.slice(at * mostAtOnce, (at + 1) * mostAtOnce),
    )
  })
}

async function runBatch(
  detector: Detector,
  { batch, minConfidence }: { batch: readonly DetectorLook[]; minConfidence: number },
): Promise<readonly LooseBox[]> {
  const { widthPx, heightPx } = must(batch[0], 'first look')
  const floats = 3 * widthPx * heightPx
  const pixels = new Float32Array(batch.length * floats)
  for (const [at, look] of batch.entries()) pixels.set(look.pixels, at * floats)
  const anchors = detector.anchorsOf({ widthPx, heightPx })
  const count = anchors.length / 4
  const [offsets, confidences] = await detector.network.run({
    pixels,
    count: batch.length,
    widthPx,
    heightPx,
  })
  return batch.flatMap((look, at) =>
    readBoxes(look, {
      offsets: must(offsets, 'box offsets').subarray(at * count * 4, (at + 1) * count * 4),
      confidences: must(confidences, 'confidences').subarray(at * count * 3, (at + 1) * count * 3),
      anchors,
      minConfidence,
    }),
  )
}

type Answer = {
  readonly offsets: Float32Array
  readonly confidences: Float32Array
  readonly anchors: Float32Array
  readonly minConfidence: number
}

/** Decodes SSD's centre and size offsets (variances 10 and 5) to boxes in the photo. */
function readBoxes(look: DetectorLook, { offsets, confidences, anchors, minConfidence }: Answer): LooseBox[] {
  const boxes: LooseBox[] = []
  for (let anchor = 0; anchor < anchors.length / 4; anchor++) {
    const confidence = confidences[anchor * 3 + 1] ?? 0
    if (confidence < minConfidence) continue
    const [anchorY = 0, anchorX = 0, height = 0, width = 0] = anchors.subarray(anchor * 4, anchor * 4 + 4)
    const [moveY = 0, moveX = 0, growY = 0, growX = 0] = offsets.subarray(anchor * 4, anchor * 4 + 4)
    boxes.push(
      inPhoto(look, {
        x: (moveX / 10) * width + anchorX,
        y: (moveY / 10) * height + anchorY,
        halfWidth: (Math.exp(growX / 5) * width) / 2,
        halfHeight: (Math.exp(growY / 5) * height) / 2,
        confidence,
      }),
    )
  }
  return boxes
}

type OnCanvas = { x: number; y: number; halfWidth: number; halfHeight: number; confidence: number }

/** The box in the photo; where the canvas was turned, upright around the same centre, with the turn beside it. */
function inPhoto({ map }: DetectorLook, box: OnCanvas): LooseBox {
  const x = map.a * box.x - map.b * box.y + map.x0
  const y = map.b * box.x + map.a * box.y + map.y0
  const perPx = Math.hypot(map.a, map.b)
  return {
    left: x - box.halfWidth * perPx,
    right: x + box.halfWidth * perPx,
    top: y - box.halfHeight * perPx,
    bottom: y + box.halfHeight * perPx,
    confidence: box.confidence,
    turn: Math.atan2(map.b, map.a),
  }
}
