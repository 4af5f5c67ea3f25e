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
const firstTurns = [0, -0.4, 0.4] as const

/** The same turns in two parts, for two threads. */
export const firstTurnsInTwoParts: readonly (readonly number[])[] = [
  firstTurns.slice(0, 2),
  firstTurns.slice(2),
]

/** Where those see different things, these too. */
const widerTurns = [-0.8, 0.8] as const

/** What was seen of one face, once for every turn at which it was drawn. */
export type LandmarkSets = readonly (readonly Point[])[]

/** Where all of those disagree, the rest of the circle: the head, or the whole photo, lies on its side or stands on its head. */
const furtherTurns = Array.from({ length: 11 }, (_, at) => 0.8 + ((at + 1) * (2 * Math.PI - 1.6)) / 12)

/** Mean distance, as a share of the face, between two looks that see the same: upright faces of LFW lie below 0.04. */
const agreementShare = 0.045

/** All round some two agree by chance: only those that are at most this part as far apart are believed. */
const muchBetter = 0.5

/**
 * The 68 landmarks of every face, all faces in one call; looked at several times, because the detector's box is loose
 * and the network is more exact on an upright face in a box that fits.
 */
export async function findLandmarks(
  photo: Photo,
  of: { network: Network; places: readonly SquarePlace[]; atFirst?: readonly LandmarkSets[] | undefined },
): Promise<readonly (readonly Point[])[]> {
  const { network, places } = of
  if (places.length === 0) return []
  const seen = of.atFirst ?? (await lookAtTurns(photo, { network, places, turns: firstTurns }))
  let landmarks = await firstLook(photo, { network, places, seen })
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
  of: { network: Network; places: readonly SquarePlace[]; seen: readonly LandmarkSets[] },
): Promise<readonly (readonly Point[])[]> {
  const { network, places, seen } = of
  const lookFurther = async (sets: readonly LandmarkSets[], turns: readonly number[]) => {
    const doubtful = places.filter((_, place) => mostAgreed(sets[place] ?? []).share > agreementShare)
    const further = await lookAtTurns(photo, { network, places: doubtful, turns })
    return places.map((place, set) => [...(sets[set] ?? []), ...(further[doubtful.indexOf(place)] ?? [])])
  }
  const wider = await lookFurther(seen, widerTurns)
  const allRound = await lookFurther(wider, furtherTurns)
  return places.map((_, at) => {
    const [near, far] = [mostAgreed(wider[at] ?? []), mostAgreed(allRound[at] ?? [])]
    return (far.share < near.share * muchBetter ? far : near).landmarks
  })
}

/** Per place the landmarks seen at each of these turns. */
export async function lookAtTurns(
  photo: Photo,
  of: { network: Network; places: readonly SquarePlace[]; turns: readonly number[] },
): Promise<readonly LandmarkSets[]> {
  const { network, places, turns } = of
  if (places.length === 0) return []
  const turned = places.flatMap((place) => turns.map((turn) => ({ ...place, turn: place.turn + turn })))
  const seen = await look(photo, { network, places: turned })
  return places.map((_, at) => seen.slice(at * turns.length, (at + 1) * turns.length))
}

/** The set that another is most like, and how far that one is from it: their mean distance as a share of the face. */
function mostAgreed(sets: readonly (readonly Point[])[]): { landmarks: readonly Point[]; share: number } {
  let best: { landmarks: readonly Point[]; px: number } = { landmarks: [], px: Number.POSITIVE_INFINITY }
  for (const landmarks of sets) {
    const px = Math.min(
      ...sets.map((other) => (other === landmarks ? Number.POSITIVE_INFINITY : apart(landmarks, other))),
    )
    if (px < best.px) best = { landmarks, px }
  }
  return { landmarks: best.landmarks, share: best.px / faceEdge(best.landmarks) }
}

/** Mean distance between the points of two sets. */
const apart = (some: readonly Point[], others: readonly Point[]): number =>
  some.reduce(
    (sum, { x, y }, at) => sum + Math.hypot(x - (others[at]?.x ?? 0), y - (others[at]?.y ?? 0)),
    0,
  ) / landmarkCount

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

const faceEdge = (landmarks: readonly Point[]): number =>
  squareAround(landmarks).edge / (1 + 2 * nextLookMargin)

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
