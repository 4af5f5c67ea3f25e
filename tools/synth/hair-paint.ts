import { type BeardMask, beardMask } from './beard.ts'
import { type Rgb, timesRgb } from './colour.ts'
import type { FaceShape } from './face-shape.ts'
import type { HairShape } from './hair-shape.ts'
import { noise } from './noise.ts'
import { cover, darken } from './paint.ts'
import { smoothStep } from './shaping.ts'
import type { Layer } from './skin-paint.ts'
import type { Styling } from './styling.ts'

const times = (colour: Rgb, factor: number): Rgb => timesRgb(colour, [factor, factor, factor])

/** Hair painted on the skin under the layers of real hair, so that no bare scalp shows between strands. */
export const scalpPaint = ({ person }: FaceShape, hair: HairShape): Layer => {
  const { colour } = person.hair
  if (hair.style === 'bald') {
    const strength = 0.16 * (person.age > 55 ? 0.4 : 1)
    return (paint, x, y, z) => {
      const over = hair.overHairline(x, y, z)
      if (over > -0.6) cover(paint, colour, smoothStep(-0.4, 1.4, over) * strength)
    }
  }
  const strength = hair.style === 'buzz' ? 0.72 : 0.93
  return (paint, x, y, z) => {
    const over = hair.overHairline(x, y, z)
    if (over <= -1) return
    const strand = hair.strand(x, y, z)
    const ragged = over + (strand - 0.5) * 1.1 + 0.3 * noise(x * 10, y * 4, z * 10)
    const share = smoothStep(-0.45, 0.75, ragged) * strength
    cover(paint, times(colour, (0.5 + 0.5 * strand) * 0.8), share)
    paint.gloss *= 1 - share
  }
}

/** The shaved beard's shadow, stubble, or the ground of a grown beard. */
export const beardPaint = (face: FaceShape, styling: Styling): Layer => {
  const { beard, beardDensity } = styling
  const { skin, hair, irregularity } = face.person
  const everywhere = beardMask(face, styling, true)
  const own = irregularity.offset % 50
  const ground = times(hair.colour, 0.7)
  const shaved = shavedPaint(everywhere, { colour: hair.colour, skin, styling })
  const grown: BeardMask | null = beard === 'none' || beard === 'stubble' ? null : beardMask(face, styling)
  return (paint, x, y, z) => {
    if (y > 0) return
    if (face.person.sex === 'M') shaved(paint, x, y, z)
    if (grown === null) return
    const amount = grown(x, y, z)
    if (amount <= 0) return
    const strand = 0.5 + 0.5 * noise(x * 7 + own, y * 1.8, z * 5)
    cover(paint, ground, amount * (0.55 + 0.35 * strand) * Math.min(1, 0.4 + beardDensity))
  }
}

type Shave = { colour: Rgb; skin: FaceShape['person']['skin']; styling: Styling }

const shavedPaint = (everywhere: BeardMask, { colour, skin, styling }: Shave): Layer => {
  const stubble = times(colour, 0.8)
  return (paint, x, y, z) => {
    const amount = everywhere(x, y, z)
    if (amount <= 0) return
    darken(paint, [1, 0.9, 0.75], amount * skin.beardShadow * 0.28)
    if (styling.beard !== 'stubble') return
    const dots = smoothStep(0.35, 0.75, 0.5 + 0.5 * noise(x * 11, y * 9, z * 11))
    cover(paint, stubble, amount * styling.beardDensity * (0.25 + 0.55 * dots))
  }
}
