import { must } from '../kernel/index.ts'
import { detectorAnchors, detectorInputPx } from './detector-graph.ts'
import {
  type DetectorLook,
  type DrawnLook,
  drawLook,
  overlappingQuarters,
  wholePhoto,
} from './detector-look.ts'
import { type LooseBox, mergeBoxes } from './loose-box.ts'
import type { Network } from './network.ts'
import type { Photo } from './photo.ts'

export type Detector = { readonly network: Network; readonly priors: Float32Array }

/** Least confidence of a face: 0.4 to 0.7 lose equally few in colour, lower shows more false ones (README). */
const minConfidence = 0.5

/** No photo is read for more faces than this. */
const maxFaces = 64

/** Photos with a longer edge than this are also read in quarters when their faces are small in them. */
const quarterEdgePx = 640
const smallFaceShare = 1 / 8

/**
 * When nothing was found: shadows lifted, since the detector loses deep skin tones and dark photos first (a gamma found
 * eight of ten underexposed faces that local equalisation left unseen); highlights deepened; a still larger face.
 */
const lastLooks = [
  { fill: 1, gamma: 0.4 },
  { fill: 0.5, gamma: 0.4 },
  { fill: 0.5, gamma: 2 },
  { fill: 0.25, gamma: 1 },
] as const

/**
 * Boxes of all faces, merged over several looks. Two are always taken, in one call: the photo as it is, for groups and
 * scenes, and at half size, for faces that fill the frame (the detector loses those, and grey ones first). More follow
 * only when nothing was found, or when a large photo shows small faces.
 */
export async function detectBoxes(photo: Photo, detector: Detector): Promise<readonly LooseBox[]> {
  const region = wholePhoto(photo)
  const firstLooks = [1, 0.5].map((fill) => ({ region, fill, gamma: 1 }))
  let boxes = mergeBoxes(await takeLooks(photo, { looks: firstLooks, detector }))
  const longEdgePx = Math.max(photo.widthPx, photo.heightPx)
  if (boxes.length === 0) {
    const looks = lastLooks.map((look) => ({ region, ...look }))
    boxes = mergeBoxes(await takeLooks(photo, { looks, detector }))
  }
  if (
    longEdgePx > quarterEdgePx &&
    boxes.every((box) => box.right - box.left < longEdgePx * smallFaceShare)
  ) {
    const looks = overlappingQuarters(photo).map((quarter) => ({ region: quarter, fill: 1, gamma: 1 }))
    boxes = mergeBoxes([...boxes, ...(await takeLooks(photo, { looks, detector }))])
  }
  return boxes.slice(0, maxFaces)
}

async function takeLooks(
  photo: Photo,
  { looks, detector }: { looks: readonly DetectorLook[]; detector: Detector },
): Promise<LooseBox[]> {
  const drawn = await Promise.all(looks.map((look) => drawLook(photo, look)))
  const plane = detectorInputPx * detectorInputPx
  const pixels = new Float32Array(drawn.length * 3 * plane)
  for (const [at, { rgb }] of drawn.entries()) {
    for (let pixel = 0; pixel < plane; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        pixels[(at * 3 + channel) * plane + pixel] = rgb[pixel * 3 + channel] ?? 0
      }
    }
  }
  const [offsets, confidences] = await detector.network.run(pixels, drawn.length)
  return drawn.flatMap((look, at) =>
    readBoxes(look, {
      offsets: must(offsets, 'box offsets').subarray(at * detectorAnchors * 4),
      confidences: must(confidences, 'confidences').subarray(at * detectorAnchors * 3),
      priors: detector.priors,
    }),
  )
}

type DetectorOutput = {
  readonly offsets: Float32Array
  readonly confidences: Float32Array
  readonly priors: Float32Array
}

/** Decodes SSD's centre and size offsets (variances 10 and 5) to boxes in the photo. */
function readBoxes(look: DrawnLook, { offsets, confidences, priors }: DetectorOutput): LooseBox[] {
  const boxes: LooseBox[] = []
  for (let anchor = 0; anchor < detectorAnchors; anchor++) {
    const confidence = confidences[anchor * 3 + 1] ?? 0
    if (confidence < minConfidence) continue
    const [top = 0, left = 0, bottom = 0, right = 0] = priors.subarray(anchor * 4, anchor * 4 + 4)
    const [moveY = 0, moveX = 0, growY = 0, growX = 0] = offsets.subarray(anchor * 4, anchor * 4 + 4)
    const height = bottom - top
    const width = right - left
    const centreY = (moveY / 10) * height + (top + bottom) / 2
    const centreX = (moveX / 10) * width + (left + right) / 2
    const halfHeight = (Math.exp(growY / 5) * height) / 2
    const halfWidth = (Math.exp(growX / 5) * width) / 2
    const inPhoto = (share: number, offset: number) => (share * detectorInputPx) / look.scale + offset
    boxes.push({
      left: inPhoto(centreX - halfWidth, look.x),
      right: inPhoto(centreX + halfWidth, look.x),
      top: inPhoto(centreY - halfHeight, look.y),
      bottom: inPhoto(centreY + halfHeight, look.y),
      confidence,
    })
  }
  return boxes
}
