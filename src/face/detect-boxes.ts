import { drawSquare, drawWhole, type SquarePlace, type Tone } from './detector-look.ts'
import { exposureTones } from './exposure-tones.ts'
import { boxEdge, type LooseBox, mergeBoxes, sameFace } from './loose-box.ts'
import type { Photo } from './photo.ts'
import { type Detector, runDetector } from './run-detector.ts'
import { tilesOf } from './tiles.ts'

/** Confidence that needs no second look: shoulders and shelves reach 0.8 at one size, but not at another. */
const sureAtOnce = 0.9

/** Least confidence of what is doubtful, when it is drawn again. */
const sureWhenDrawnAgain = 0.6

/** Where nothing at all is sure, the best of what was seen at first sight is a face from this confidence on. */
const betterThanNone = 0.5

/** What is worth a closer look: the detector is unsure of faces whose size lies between those of its anchors. */
const worthALook = 0.2

/** No photo is read for more faces than this, and no more doubtful places are looked at again. */
const maxFaces = 64
const maxDoubtful = 48

/**
 * Longer edges at which every photo is seen whole. The detector knows faces of about 36 to 130 px best, is unsure between
 * 60 and 75 px, and loses those that fill its canvas; what one look is unsure of, the next one sees.
 */
const longEdgesPx = [64, 128, 256, 384] as const

/** The same looks in two parts that take about as long, for two threads. */
export const looksInTwoParts: readonly (readonly number[])[] = [[64, 128, 256], [384]]

/** A photo is not blown up to more than this times its size, nor to more than `alwaysPx`: that shows nothing new. */
const mostEnlarged = 1.25
const alwaysPx = 256

/** Where no face takes this share of the longer edge the photo is also seen whole at this size. */
const largeFace = { share: 0.2, longEdgePx: 768 } as const

/** Where no face takes this share of the longer edge the photo is also read in tiles, down to its own pixels. */
const smallFaceShare = 0.1

/** Turns tried when nothing was found upright, clockwise in degrees. */
const turnsDegrees = [30, -30, 60, -60, 90, -90, 180] as const
const turnedCanvasesPx = [128, 256] as const

/** A doubtful face is drawn at these sizes, which the detector knows best, on these canvases. */
const closerLooks = [
  { facePx: 48, canvasPx: 128 },
  { facePx: 104, canvasPx: 256 },
] as const

/**
 * Boxes of all faces, each once, most confident first: the whole photo at several sizes; where that finds nothing, other
 * exposures and turns of the head; where no face is large, finer and finer scales. Doubtful places are drawn again at
 * the size the detector knows best, and count only if it is sure then.
 */
export async function detectBoxes(
  photo: Photo,
  of: { detector: Detector; atFirst?: readonly LooseBox[] | undefined },
): Promise<readonly LooseBox[]> {
  const { detector } = of
  const seen = { photo, detector, tones: asTaken(photo) }
  const atFirst = of.atFirst ?? (await lookAtWhole(seen, longEdgesPx))
  let boxes = await confirmed(seen, atFirst)
  if (boxes.length === 0)
    boxes = mergeBoxes(atFirst.filter(({ confidence }) => confidence >= betterThanNone)).slice(0, 1)
  if (boxes.length === 0) {
    const exposed = { ...seen, tones: exposureTones(photo) }
    boxes = await confirmed(exposed, await lookAtWhole(exposed, longEdgesPx))
  }
  const longEdge = Math.max(photo.widthPx, photo.heightPx)
  const allUnder = (share: number) => boxes.every((box) => boxEdge(box) < longEdge * share)
  if (allUnder(largeFace.share)) {
    const more = await confirmed(seen, await lookAtWhole(seen, [largeFace.longEdgePx]))
    boxes = mergeBoxes([...boxes, ...more])
  }
  if (allUnder(smallFaceShare)) {
    boxes = mergeBoxes([...boxes, ...(await confirmed(seen, await lookInTiles(seen)))])
  }
  if (boxes.length === 0) boxes = await confirmed(seen, await lookTurned(seen))
  return boxes.slice(0, maxFaces)
}

/** What is seen at some of the sizes at which every photo is seen whole; `detectBoxes` goes on from all of them. */
export const lookAtFirst = (
  photo: Photo,
  { detector, edgesPx }: { detector: Detector; edgesPx: readonly number[] },
): Promise<readonly LooseBox[]> => lookAtWhole({ photo, detector, tones: asTaken(photo) }, edgesPx)

const asTaken = (photo: Photo): readonly Tone[] => [{ gain: 1, gamma: 1, skin: photo.grey }]

type Seen = {
  readonly photo: Photo
  readonly detector: Detector
  readonly tones: readonly Tone[]
}

async function lookAtWhole(
  { photo, detector, tones }: Seen,
  edgesPx: readonly number[],
): Promise<readonly LooseBox[]> {
  const most = Math.max(alwaysPx, mostEnlarged * Math.max(photo.widthPx, photo.heightPx))
  const edges = edgesPx.filter((edge) => edge <= most)
  const looks = await drawWhole(photo, { longEdgesPx: edges, tones })
  return runDetector(detector, { looks, minConfidence: worthALook })
}

async function lookInTiles({ photo, detector, tones }: Seen): Promise<readonly LooseBox[]> {
  const boxes: LooseBox[] = []
  for (const { place, canvasPx } of tilesOf(photo)) {
    const looks = tones.map((tone) => drawSquare(photo, { place, canvasPx, tone }))
    boxes.push(...(await runDetector(detector, { looks, minConfidence: worthALook })))
  }
  return boxes
}

/** The whole photo turned, small; of what is found at two turns the more confident counts. */
async function lookTurned({ photo, detector, tones }: Seen): Promise<readonly LooseBox[]> {
  const edge = Math.hypot(photo.widthPx, photo.heightPx)
  const places = turnsDegrees.map((degrees) => {
    const turn = (degrees * Math.PI) / 180
    return { x: photo.widthPx / 2, y: photo.heightPx / 2, edge, turn }
  })
  const looks = places.flatMap((place) =>
    turnedCanvasesPx.flatMap((canvasPx) => tones.map((tone) => drawSquare(photo, { place, canvasPx, tone }))),
  )
  return runDetector(detector, { looks, minConfidence: worthALook })
}

/** The sure boxes, and of the doubtful ones those that are sure when drawn again. */
async function confirmed(
  { photo, detector, tones }: Seen,
  found: readonly LooseBox[],
): Promise<readonly LooseBox[]> {
  const merged = mergeBoxes(found)
  const sure = merged.filter(({ confidence }) => confidence >= sureAtOnce)
  const doubtful = merged.filter(({ confidence }) => confidence < sureAtOnce).slice(0, maxDoubtful)
  const looks = doubtful.flatMap((box) =>
    closerLooks.flatMap(({ facePx, canvasPx }) => {
      const place = around(box, canvasPx / facePx)
      return tones.map((tone) => drawSquare(photo, { place, canvasPx, tone }))
    }),
  )
  const again = await runDetector(detector, { looks, minConfidence: sureWhenDrawnAgain })
  return mergeBoxes([...sure, ...again.filter((box) => doubtful.some((other) => sameFace(box, other)))])
}

/** The square around a box, so many times as wide as the box. */
function around(box: LooseBox, times: number): SquarePlace {
  return {
    x: (box.left + box.right) / 2,
    y: (box.top + box.bottom) / 2,
    edge: boxEdge(box) * times,
    turn: box.turn,
  }
}
