import sharp from 'sharp'
import { must } from '../kernel/index.ts'
import { detectorStepPx } from './detector-graph.ts'
import type { Photo } from './photo.ts'
import { type RgbPicture, shrinkPicture } from './shrink-picture.ts'
import { type Similarity, warpPhoto } from './warp-photo.ts'

/** A canvas drawn for the detector, and how to come back from it: photo = map(canvas). */
export type DetectorLook = {
  /** Planes red, green, blue of `heightPx` × `widthPx`, 0 to 255. */
  readonly pixels: Float32Array
  readonly widthPx: number
  readonly heightPx: number
  readonly map: Similarity
}

/**
 * What is done to every value before the detector sees it: `gain` times it, as a longer exposure would, then as a share of
 * full to the power of `gamma` (over 1 deepens highlights). `skin` gives a grey picture the tint of skin, without which
 * the detector, trained on colour, loses every twentieth face.
 */
export type Tone = { readonly gain: number; readonly gamma: number; readonly skin: boolean }

/** Share of red, green and blue in a tinted grey. */
const skinTint = [1.15, 1, 0.9] as const

/** Draws the whole photo once with its longer edge at each of `longEdgesPx`, in every tone. */
export async function drawWhole(
  photo: Photo,
  options: { longEdgesPx: readonly number[]; tones: readonly Tone[] },
): Promise<readonly DetectorLook[]> {
  const pictures: RgbPicture[] = []
  for (const longEdgePx of [...options.longEdgesPx].sort((a, b) => b - a))
    pictures.push(await wholeAt(longEdgePx, { photo, larger: pictures.at(-1) }))
  return pictures.flatMap((picture) => options.tones.map((tone) => drawInTone(picture, { photo, tone })))
}

/** The photo at this size; from what was drawn before, where that is at least twice as large, which takes a tenth of the time. */
async function wholeAt(
  longEdgePx: number,
  { photo, larger }: { photo: Photo; larger: RgbPicture | undefined },
): Promise<RgbPicture> {
  const scale = longEdgePx / Math.max(photo.widthPx, photo.heightPx)
  const widthPx = Math.max(1, Math.round(photo.widthPx * scale))
  const heightPx = Math.max(1, Math.round(photo.heightPx * scale))
  if (larger && Math.max(larger.widthPx, larger.heightPx) >= 2 * longEdgePx)
    return shrinkPicture(larger, { widthPx, heightPx })
  const raw = { width: photo.widthPx, height: photo.heightPx, channels: 3 } as const
  const rgb = await sharp(photo.rgb, { raw })
    .resize(widthPx, heightPx, { kernel: 'linear', fit: 'fill' })
    .raw()
    .toBuffer()
  return { rgb, widthPx, heightPx }
}

/** Lays a picture of the whole photo in the middle of the smallest canvas that holds it. */
function drawInTone(picture: RgbPicture, { photo, tone }: { photo: Photo; tone: Tone }): DetectorLook {
  const { rgb, widthPx: width, heightPx: height } = picture
  const widthPx = canvasEdge(width)
  const heightPx = canvasEdge(height)
  const left = Math.floor((widthPx - width) / 2)
  const top = Math.floor((heightPx - height) / 2)
  const pixels = new Float32Array(3 * widthPx * heightPx)
  const curves = curvesOf(tone)
  for (let row = 0; row < height; row++) {
    for (let channel = 0; channel < 3; channel++) {
      const curve = must(curves[channel], 'curve of the channel')
      const into = (channel * heightPx + row + top) * widthPx + left
      const from = row * width * 3 + channel
      for (let column = 0; column < width; column++) {
        pixels[into + column] = curve[rgb[from + column * 3] ?? 0] ?? 0
      }
    }
  }
  const perPx = photo.widthPx / width
  return { pixels, widthPx, heightPx, map: { a: perPx, b: 0, x0: -left * perPx, y0: -top * perPx } }
}

/** Where a square canvas stands in the photo: its centre, its edge in photo pixels, and its turn, clockwise in radians. */
export type SquarePlace = {
  readonly x: number
  readonly y: number
  readonly edge: number
  readonly turn: number
}

/** Draws a square part of the photo, turned if need be. */
export function drawSquare(
  photo: Photo,
  options: { place: SquarePlace; canvasPx: number; tone: Tone },
): DetectorLook {
  const { canvasPx, tone } = options
  const map = squareMap(options.place, canvasPx)
  const pixels = new Float32Array(3 * canvasPx * canvasPx)
  warpPhoto(photo, map, { into: pixels, offset: 0, sizePx: canvasPx })
  const plane = canvasPx * canvasPx
  for (const [channel, curve] of curvesOf(tone).entries()) {
    for (let at = channel * plane; at < (channel + 1) * plane; at++) {
      pixels[at] = curve[Math.round(pixels[at] ?? 0)] ?? 0
    }
  }
  return { pixels, widthPx: canvasPx, heightPx: canvasPx, map }
}

/** The similarity that draws a square of the photo on a canvas of `canvasPx`. */
export function squareMap({ x, y, edge, turn }: SquarePlace, canvasPx: number): Similarity {
  const a = (Math.cos(turn) * edge) / canvasPx
  const b = (Math.sin(turn) * edge) / canvasPx
  const half = canvasPx / 2
  return { a, b, x0: x - a * half + b * half, y0: y - b * half - a * half }
}

const canvasEdge = (px: number): number => Math.ceil(px / detectorStepPx) * detectorStepPx

/** What becomes of every value of red, green and blue. */
function curvesOf({ gain, gamma, skin }: Tone): readonly Uint8Array[] {
  return skinTint.map((share) =>
    Uint8Array.from({ length: 256 }, (_, value) =>
      Math.min(255, Math.round(255 * Math.min(1, (gain * value) / 255) ** gamma * (skin ? share : 1))),
    ),
  )
}
