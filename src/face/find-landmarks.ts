import { must } from '../kernel/index.ts'
import type { Point } from './face.ts'
import { landmarkInputPx } from './landmark-graph.ts'
import type { LooseBox } from './loose-box.ts'
import type { Network } from './network.ts'
import type { Photo } from './photo.ts'
import { type Similarity, warpPhoto } from './warp-photo.ts'

const landmarkCount = 68

/** Room around the landmarks' own box for the second look, as a share of its size on each side. */
const secondLookMargin = 0.1

/**
 * The 68 landmarks of every box, all boxes in one call; looked at twice, because the detector's box is loose and the
 * network is more exact on a box that fits.
 */
export async function findLandmarks(
  photo: Photo,
  options: { network: Network; boxes: readonly LooseBox[] },
): Promise<readonly (readonly Point[])[]> {
  const first = await look(photo, options)
  return look(photo, { network: options.network, boxes: first.map(boxAround) })
}

async function look(
  photo: Photo,
  { network, boxes }: { network: Network; boxes: readonly LooseBox[] },
): Promise<readonly (readonly Point[])[]> {
  if (boxes.length === 0) return []
  const perChip = 3 * landmarkInputPx * landmarkInputPx
  const pixels = new Float32Array(boxes.length * perChip)
  const maps = boxes.map(squareAround)
  for (const [at, map] of maps.entries()) {
    warpPhoto(photo, map, { into: pixels, offset: at * perChip, sizePx: landmarkInputPx })
  }
  const shares = must((await network.run(pixels, boxes.length))[0], 'landmark output')
  return maps.map((map, at) =>
    Array.from({ length: landmarkCount }, (_, landmark) => {
      const from = (at * landmarkCount + landmark) * 2
      return {
        x: (shares[from] ?? 0) * landmarkInputPx * map.a + map.x0,
        y: (shares[from + 1] ?? 0) * landmarkInputPx * map.a + map.y0,
      }
    }),
  )
}

/** The square with the same centre that just holds the box. */
function squareAround(box: LooseBox): Similarity {
  const sidePx = Math.max(box.right - box.left, box.bottom - box.top, 1)
  return {
    a: sidePx / landmarkInputPx,
    b: 0,
    x0: (box.left + box.right - sidePx) / 2,
    y0: (box.top + box.bottom - sidePx) / 2,
  }
}

function boxAround(points: readonly Point[]): LooseBox {
  const xs = points.map((point) => point.x)
  const ys = points.map((point) => point.y)
  const left = Math.min(...xs)
  const right = Math.max(...xs)
  const top = Math.min(...ys)
  const bottom = Math.max(...ys)
  const sideMargin = (right - left) * secondLookMargin
  const endMargin = (bottom - top) * secondLookMargin
  return {
    left: left - sideMargin,
    right: right + sideMargin,
    top: top - endMargin,
    bottom: bottom + endMargin,
    confidence: 1,
  }
}
