import type { SquarePlace } from './detector-look.ts'
import type { Photo } from './photo.ts'

/** Edge of the canvas one tile is drawn on, and how far two neighbours overlap: more than the largest face sought there. */
const tilePx = 512
const overlapPx = 96

/** The longer edge of what was seen whole before, and the longest at which a photo is read in tiles. */
const seenWholePx = 768
const deepestEdgePx = 4096

/**
 * Squares that cover the photo at finer and finer scale, each about twice as fine as the one before, the last with one
 * canvas pixel to a pixel of the photo (or 4,096 px for the longer edge); none for a photo that was seen in full before.
 */
export function tilesOf(photo: Photo): readonly { place: SquarePlace; canvasPx: number }[] {
  const half = tilePx / 2
  return levelsPx(Math.max(photo.widthPx, photo.heightPx)).flatMap((levelPx) => {
    const scale = levelPx / Math.max(photo.widthPx, photo.heightPx)
    return starts(photo.heightPx * scale).flatMap((y) =>
      starts(photo.widthPx * scale).map((x) => ({
        place: { x: (x + half) / scale, y: (y + half) / scale, edge: tilePx / scale, turn: 0 },
        canvasPx: tilePx,
      })),
    )
  })
}

/** Longer edges of the photo at which tiles are cut. */
function levelsPx(longEdgePx: number): readonly number[] {
  const finer = Math.min(deepestEdgePx, longEdgePx) / seenWholePx
  if (finer <= 1) return []
  const steps = Math.max(1, Math.round(Math.log2(finer)))
  return Array.from({ length: steps }, (_, at) => Math.round(seenWholePx * finer ** ((at + 1) / steps)))
}

/** Where tiles begin along an edge, evenly spread, so that none is drawn for a narrow rest. */
function starts(edgePx: number): readonly number[] {
  const count = Math.max(1, Math.ceil((edgePx - overlapPx) / (tilePx - overlapPx)))
  if (count === 1) return [Math.min(0, (edgePx - tilePx) / 2)]
  return Array.from({ length: count }, (_, at) => (at * (edgePx - tilePx)) / (count - 1))
}
