import { mixRgb, type Rgb } from './colour.ts'
import type { Expression } from './expression.ts'
import type { FaceShape } from './face-shape.ts'
import { noise } from './noise.ts'
import { cover, darken, type Paint } from './paint.ts'
import { bell, clamp, lerp, smoothStep } from './shaping.ts'
import type { Layer } from './skin-paint.ts'

/** Lips, lashes and brows: the painted lines a detector and a reader look for first. */
export const featureLayers = (face: FaceShape, expression: Expression): readonly Layer[] => [
  lipPaint(face, expression),
  lashPaint(face, expression),
  browPaint(face),
]

const lipColour = ({ person }: FaceShape): Rgb => {
  const { base, lipTint } = person.skin
  const full: Rgb = [base[0] * 0.785 + 0.06, base[1] * 0.55, base[2] * 0.56 + 0.012]
  return mixRgb([base[0] * 0.85, base[1] * 0.85, base[2] * 0.85], full, 0.45 + 0.5 * lipTint)
}

const lipPaint = (face: FaceShape, { jaw }: Expression): Layer => {
  const { mouth } = face
  const colour = lipColour(face)
  return (paint, x, y, z) => {
    const side = Math.abs(x)
    if (side >= mouth.halfWidth + 0.1 || Math.abs(y - mouth.y) >= 1.8 || z <= 5) return
    const line = mouth.line(x)
    const isUpper = y > line
    const inside = isUpper
      ? smoothStep(0.08, -0.1, y - mouth.upperBorder(x))
      : smoothStep(0.1, -0.1, mouth.lowerBorder(x) - y)
    const share = inside * smoothStep(mouth.halfWidth + 0.02, mouth.halfWidth - 0.25, side)
    const creases = 1 + 0.1 * noise(x * 9, y * 1.5, 1) + 0.05 * noise(x * 20, y * 3, 4)
    const value = creases * (isUpper ? 0.86 : 1.02)
    cover(paint, [colour[0] * value, colour[1] * value, colour[2] * value], share * 0.85)
    paint.gloss += share
    const parting =
      bell((y - line) / (0.055 + 0.1 * jaw)) * smoothStep(mouth.halfWidth + 0.12, mouth.halfWidth - 0.2, side)
    darken(paint, [0.8, 0.88, 0.88], parting)
    paint.gloss *= 1 - parting
  }
}

const LASH: Rgb = [0.02, 0.014, 0.012]
const LOWER_LASH: Rgb = [0.05, 0.03, 0.025]

const lashPaint = ({ person, eye }: FaceShape, { lids }: Expression): Layer => {
  const { base } = person.skin
  const waterline: Rgb = [base[0] * 0.95 + 0.03, base[1] * 0.72, base[2] * 0.7]
  const thickness = person.sex === 'M' ? 0.8 : 1.5
  return (paint, x, y, z) => {
    if (Math.abs(Math.abs(x) - eye.x) >= 1.9 || Math.abs(y - eye.y) >= 1.3 || z <= 5) return
    const t = eye.along(x)
    if (Math.abs(t) >= 1.12) return
    const above = eye.above(x, y)
    const upper = eye.upperLid(t, lids)
    const lower = eye.lowerLid(t, lids)
    const outwards = clamp((t + 1) / 2)
    const inReach = smoothStep(1.1, 0.95, Math.abs(t))
    if (above > upper - 0.02) {
      const over = Math.max(0, above - upper + 0.03 * noise(x * 14, 2, 1) - 0.02)
      cover(paint, LASH, bell(over / (0.06 + 0.07 * outwards * thickness)) * inReach * 0.8)
    }
    if (above < lower) {
      const under = bell((lower - above) / 0.05) * smoothStep(-0.6, 0.4, t)
      cover(paint, LOWER_LASH, under * 0.4 * smoothStep(1.1, 0.9, Math.abs(t)))
    }
    cover(paint, waterline, bell((lower - above - 0.02) / 0.07) * 0.35)
  }
}

const browColour = ({ person }: FaceShape): Rgb => {
  const { colour } = person.hair
  const { base } = person.skin
  const own: Rgb = [colour[0] * 0.75 + 0.01, colour[1] * 0.75 + 0.008, colour[2] * 0.75 + 0.006]
  const capped: Rgb = [
    Math.min(own[0], base[0] * 0.45),
    Math.min(own[1], base[1] * 0.45),
    Math.min(own[2], base[2] * 0.45),
  ]
  return mixRgb(own, capped, 0.6)
}

const GREY_BROW: Rgb = [0.3, 0.29, 0.28]

const browPaint = (face: FaceShape): Layer => {
  const { brows, hair, irregularity } = face.person
  const colour = browColour(face)
  const greyShare = hair.greyStrands > 0.3 ? hair.greyStrands * 0.5 : 0
  const own = irregularity.offset % 50
  return (paint, x, y, z) => {
    if (y <= 0.4 || y >= 4.6 || z <= 3) return
    const side = Math.abs(x)
    const t = (side - brows.innerEnd) / (brows.outerEnd - brows.innerEnd)
    if (t <= -0.12 || t >= 1.08) return
    const arch = brows.arch * (Math.sin(Math.PI * clamp(t * 0.72 + 0.06)) - 0.45)
    const middleY = brows.height + brows.tilt * (t * 3.6 - 1) + arch - 0.2 * smoothStep(0.75, 1, t)
    const halfHeight =
      brows.thickness *
        0.62 *
        (0.55 + 0.45 * smoothStep(-0.05, 0.25, t)) *
        (1 - 0.6 * smoothStep(0.5, 1.05, t)) +
      0.05
    // The hairs stand up at the inner end and lie down along the brow towards the outer one.
    const lie = lerp(1.25, 0.05, smoothStep(-0.05, 0.45, t)) - 0.35 * smoothStep(0.55, 1, t)
    const along = side * Math.cos(lie) + (y - middleY) * Math.sin(lie)
    const across = (y - middleY) * Math.cos(lie) - side * Math.sin(lie)
    const otherSide = x < 0 ? 17 : 0
    const hairs =
      0.5 +
      0.35 * noise(across * 9 + otherSide, along * 1.3, own) +
      0.225 * noise(across * 19, along * 2.5, otherSide)
    const inside = smoothStep(1.25, 0.35, Math.abs(y - middleY) / halfHeight + (0.5 - hairs) * 0.7)
    const ends = smoothStep(-0.12, 0.12, t + (hairs - 0.5) * 0.15) * smoothStep(1.06, 0.85, t)
    const share = clamp(inside * ends * (0.5 + 0.8 * hairs) * brows.density * 1.4)
    coverBrow(paint, mixRgb(colour, GREY_BROW, greyShare * hairs), share)
  }
}

const coverBrow = (paint: Paint, colour: Rgb, share: number): void => {
  cover(paint, colour, share)
  paint.gloss *= 1 - share
}
