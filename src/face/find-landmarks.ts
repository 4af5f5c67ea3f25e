import { must } from '../kernel/index.ts'
import { centre } from './centre.ts'
import { type SquarePlace, squareMap } from './detector-look.ts'
import type { Point } from './face.ts'
import { landmarkInputPx } from './landmark-graph.ts'
import type { Network } from './network.ts'
import type { Photo } from './photo.ts'
import { warpPhoto } from './warp-photo.ts'

const landmarkCount = 68

/** Room around the landmarks' own box for the next look, as a share of its size on each side. */
const nextLookMargin = 0.2

/** Looks at each face after the first; each is drawn upright by what the one before it saw of the eyes. */
const closerLooks = 2

/** The first look is taken at these turns, clockwise in radians: the network follows a leaning head only so far. */
const firstTurns = [0, -0.8, -0.4, 0.4, 0.8] as const

/**
 * The 68 landmarks of every face, all faces in one call; looked at several times, because the detector's box is loose
 * and the network is more exact on an upright face in a box that fits.
 */
export async function findLandmarks(
  photo: Photo,
  { network, places }: { network: Network; places: readonly SquarePlace[] },
): Promise<readonly (readonly Point[])[]> {
  if (places.length === 0) return []
  let landmarks = await firstLook(photo, { network, places })
  for (let at = 0; at < closerLooks; at++) {
    landmarks = await look(photo, { network, places: landmarks.map(squareAround) })
  }
  return landmarks
}

/**
 * Of the landmarks seen at each turn, those that another turn sees most alike. Drawn too far from upright the network sees a
 * face that looks right and lies wrong; but each such turn sees another one, and only the true face is seen twice.
 */
async function firstLook(
  photo: Photo,
  { network, places }: { network: Network; places: readonly SquarePlace[] },
): Promise<readonly (readonly Point[])[]> {
  const turned = places.flatMap((place) => firstTurns.map((turn) => ({ ...place, turn: place.turn + turn })))
  const seen = await look(photo, { network, places: turned })
  return places.map((_, at) => mostAgreed(seen.slice(at * firstTurns.length, (at + 1) * firstTurns.length)))
}

function mostAgreed(sets: readonly (readonly Point[])[]): readonly Point[] {
  const toNearest = (set: readonly Point[]) =>
    Math.min(...sets.filter((other) => other !== set).map((other) => apart(set, other)))
  const [best = []] = sets.toSorted((a, b) => toNearest(a) - toNearest(b))
  return best
}

/** Sum of the distances between the points of two sets. */
const apart = (some: readonly Point[], others: readonly Point[]): number =>
  some.reduce((sum, { x, y }, at) => sum + Math.hypot(x - (others[at]?.x ?? 0), y - (others[at]?.y ?? 0)), 0)

async function look(
  photo: Photo,
  { network, places }: { network: Network; places: readonly SquarePlace[] },
): Promise<readonly (readonly Point[])[]> {
  const sizePx = landmarkInputPx
  const perChip = 3 * sizePx * sizePx
  const pixels = new Float32Array(places.length * perChip)
  const maps = places.map((place) => squareMap(place, sizePx))
  for (const [at, map] of maps.entries())
    warpPhoto(photo, map, { into: pixels, offset: at * perChip, sizePx })
  const outputs = await network.run({ pixels, count: places.length, widthPx: sizePx, heightPx: sizePx })
  const shares = must(outputs[0], 'landmark output')
  return maps.map((map, at) =>
    Array.from({ length: landmarkCount }, (_, landmark) => {
      const from = (at * landmarkCount + landmark) * 2
      const x = (shares[from] ?? 0) * sizePx
      const y = (shares[from + 1] ?? 0) * sizePx
      return { x: map.a * x - map.b * y + map.x0, y: map.b * x + map.a * y + map.y0 }
    }),
  )
}

/** The centres of the eyes as seen in the picture. iBUG numbering: 36 to 41 and 42 to 47 surround them. */
export const eyesOf = (landmarks: readonly Point[]): { leftEye: Point; rightEye: Point } => ({
  leftEye: centre(landmarks.slice(36, 42)),
  rightEye: centre(landmarks.slice(42, 48)),
})

/** The square that holds the landmarks with some room, turned so that the eyes lie level in it. */
function squareAround(landmarks: readonly Point[]): SquarePlace {
  const { leftEye, rightEye } = eyesOf(landmarks)
  const turn = Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x)
  const along = { x: Math.cos(turn), y: Math.sin(turn) }
  const across = range(landmarks.map(({ x, y }) => x * along.x + y * along.y))
  const down = range(landmarks.map(({ x, y }) => y * along.x - x * along.y))
  return {
    x: across.middle * along.x - down.middle * along.y,
    y: across.middle * along.y + down.middle * along.x,
    edge: Math.max(across.length, down.length, 1) * (1 + 2 * nextLookMargin),
    turn,
  }
}

function range(values: readonly number[]): { middle: number; length: number } {
  const least = Math.min(...values)
  const most = Math.max(...values)
  return { middle: (least + most) / 2, length: most - least }
}
