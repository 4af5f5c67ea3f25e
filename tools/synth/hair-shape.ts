import type { Person } from './identity.ts'
import { noise } from './noise.ts'
import { type Curve, clamp, curveThrough, length2, lerp, smoothStep } from './shaping.ts'
import type { HairStyle, Styling } from './styling.ts'
import { cross, unit, type Vec3 } from './vector.ts'

export type HairShape = {
  readonly style: HairStyle
  readonly layers: number
  /** Curls: the same in all directions, and only the outside is fuzzy. */
  readonly isCurly: boolean
  readonly axis: Vec3
  /** Height over the hairline in cm, negative below it. */
  overHairline(x: number, y: number, z: number): number
  thickness(x: number, y: number, z: number): number
  /** Lightness of the strand through a point, 0..1. */
  strand(x: number, y: number, z: number): number
}

type Cut = { readonly topCm: number; readonly sideCm: number; readonly layers: number; readonly axis: Vec3 }

/** The axis is the line around which the strands lie: the crown for short hair, forward for hair swept back. */
const CUTS: Readonly<Record<HairStyle, Cut>> = {
  bald: { topCm: 0, sideCm: 0, layers: 0, axis: [0, 1, 0] },
  buzz: { topCm: 0.3, sideCm: 0.2, layers: 6, axis: [0, 0.75, -0.65] },
  crop: { topCm: 0.95, sideCm: 0.4, layers: 9, axis: [0, 0.75, -0.65] },
  sidePart: { topCm: 1.6, sideCm: 0.6, layers: 9, axis: [0.42, 0.88, 0.25] },
  sweptBack: { topCm: 1.25, sideCm: 0.55, layers: 9, axis: [0, 0.25, 1] },
  curly: { topCm: 1.7, sideCm: 0.9, layers: 12, axis: [0, 1, 0] },
  afro: { topCm: 3.2, sideCm: 2.5, layers: 14, axis: [0, 1, 0] },
  receding: { topCm: 0.4, sideCm: 0.45, layers: 7, axis: [0, 0.6, -0.8] },
  tied: { topCm: 0.75, sideCm: 0.6, layers: 6, axis: [0, 0.45, -0.9] },
  long: { topCm: 1.2, sideCm: 1, layers: 6, axis: [0.15, 0.97, 0.2] },
  bob: { topCm: 1.3, sideCm: 1.1, layers: 6, axis: [0.3, 0.95, 0.1] },
  fringe: { topCm: 1.3, sideCm: 1, layers: 6, axis: [0, 0.9, -0.4] },
}

/** Styles whose hair hangs below the head as well as lying on it. */
export const hangs = (style: HairStyle): boolean => style === 'long' || style === 'bob' || style === 'fringe'

export const hairShape = (person: Person, styling: Styling): HairShape => {
  const cut = CUTS[styling.hair]
  const isCurly = styling.hair === 'curly' || styling.hair === 'afro'
  const own = person.irregularity.offset
  const axis = unit([cut.axis[0] * styling.partSide, cut.axis[1], cut.axis[2]])
  const parted = styling.hair === 'sidePart'
  return {
    style: styling.hair,
    layers: cut.layers,
    isCurly,
    axis,
    overHairline: hairline(styling),
    thickness: (x, y, z) => {
      const base = lerp(cut.sideCm, cut.topCm, smoothStep(1, 7.5, y)) * styling.hairThickness
      const swell = parted ? 1 + 0.25 * clamp(x * styling.partSide * -0.2, -0.6, 1) : 1
      if (!isCurly) return base * swell * (1 + 0.1 * noise(x * 0.5 + own, y * 0.3, z * 0.5))
      const clumps = 0.16 * noise(x * 0.5 + own, y * 0.5, z * 0.5) + 0.1 * noise(x * 1.4, y * 1.4, z * 1.4)
      return base * (1 + clumps)
    },
    strand: isCurly ? curls(own % 50) : strands(axis, { own: own % 50, fine: styling.hair === 'buzz' }),
  }
}

/** The hairline as a height over the azimuth (0 = front, pi = nape), with bays where it recedes. */
const hairline = ({ hair, hairlineY, recession, peak }: Styling): HairShape['overHairline'] => {
  const receding = hair === 'receding'
  const low = hangs(hair) || hair === 'tied'
  const bay = (usual: number, bald: number): number => (receding ? bald : recession * usual)
  const height: Curve = curveThrough([
    [0, hairlineY - 0.25 * peak + bay(0.5, 4.5)],
    [0.3, hairlineY + 0.1 + bay(0.9, 4.2)],
    [0.58, hairlineY - 0.25 + bay(1.3, 3.2)],
    [0.82, hairlineY - 1.7 + bay(0.9, 1.5)],
    [0.97, low ? 2.2 : 3 + recession * 0.3],
    [1.08, low ? 0.2 : 1],
    [1.17, low ? -2.2 : -1.4],
    [1.27, low ? -2.4 : -1.7],
    [1.37, 1.2],
    [1.6, 2],
    [1.85, 0.9],
    [2, -2.2],
    [2.3, -5],
    [3.15, -6],
  ])
  return (x, y, z) => {
    const over = y - height(Math.atan2(Math.abs(x), z - 0.2))
    if (!receding || y <= 7) return over
    return Math.min(over, (length2(x / 4.6, (z + 1.5) / 6.5) - 1) * 3.2)
  }
}

const curls =
  (own: number): HairShape['strand'] =>
  (x, y, z) =>
    0.5 + 0.325 * noise(x * 2.6 + own, y * 2.6, z * 2.6) + 0.25 * noise(x * 5.5, y * 5.5 + own, z * 5.5)

/** Noise drawn out along the flow: its coordinates are the direction around the axis and the angle from it. */
const strands = (axis: Vec3, { own, fine }: { own: number; fine: boolean }): HairShape['strand'] => {
  const first = unit([axis[1], -axis[0], 0.001])
  const second = cross(axis, first)
  const density = fine ? 34 : 22
  return (x, y, z) => {
    const lifted = y - 2
    const u = x * first[0] + lifted * first[1] + z * first[2]
    const v = x * second[0] + lifted * second[1] + z * second[2]
    const along = x * axis[0] + lifted * axis[1] + z * axis[2]
    const away = length2(u, v) + 0.6
    const angle = Math.atan2(away, along)
    const a = (u / away) * density
    const b = (v / away) * density
    return 0.5 + 0.3 * noise(a + own, b, angle * 2.2) + 0.275 * noise(a * 2.6, b * 2.6 + own, angle * 3.5)
  }
}
