import { luminance, type Rgb } from './colour.ts'
import type { FaceShape } from './face-shape.ts'
import { noise, patchNoise } from './noise.ts'
import { cover, darken, type Paint } from './paint.ts'
import { bell, bell2, clamp, length2, smoothStep } from './shaping.ts'

/** Paints one layer of a point given in rest coordinates. */
export type Layer = (paint: Paint, x: number, y: number, z: number) => void

export type SkinPart = 'face' | 'ear' | 'neck'

/** Bare skin: tone, mottling and the red of cheeks, nose, chin and ears. */
export const bareSkin = ({ person, anatomy }: FaceShape, part: SkinPart): Layer => {
  const { base, roughness, redness, warmth } = person.skin
  const own = person.irregularity.offset % 50
  const { noseBottomY, chinY } = anatomy
  // The deeper the skin the less the blood under it shows.
  const flush = redness * (0.35 + 0.65 * smoothStep(0.08, 0.4, luminance(base)))
  return (paint, x, y, z) => {
    const mottle = patchNoise(x * 0.55 + own, y * 0.55, z * 0.55)
    const fine = noise(x * 5, y * 5, z * 5)
    const grain = noise(x * 11 + 3, y * 11, z * 11)
    const value = 1 + 0.11 * mottle + (0.015 + 0.035 * roughness) * fine + (0.02 + 0.04 * roughness) * grain
    let blood = 0.55 * mottle + 0.25 * fine
    if (part === 'ear') blood += 0.9
    if (part === 'face') {
      const side = Math.abs(x)
      blood += 0.9 * bell2((side - 3.9) / 2, (y + 3) / 2)
      blood += 0.8 * bell2(x / 1.4, (y - noseBottomY - 0.7) / 1.3) * smoothStep(7, 9, z)
      blood += 0.4 * bell2(x / 1.8, (y - chinY) / 1.5)
    }
    blood *= flush
    paint.r = base[0] * value * (1 + 0.05 * blood) * (1 + warmth * 0.4)
    paint.g = base[1] * value * (1 - 0.13 * blood)
    paint.b = base[2] * value * (1 - 0.12 * blood) * (1 - warmth)
    paint.gloss = 1
  }
}

/** Everything painted on the face over the bare skin, in this order. */
export const faceLayers = (face: FaceShape): readonly Layer[] => [
  underTheEyes(face),
  nostrils(face),
  moles(face),
  scar(face),
  freckles(face),
]

const underTheEyes = ({ person, eye }: FaceShape): Layer => {
  const { eyeShadow } = person.skin
  return (paint, x, y) => {
    const dx = Math.abs(x) - eye.x
    const dy = y - eye.y
    if (Math.abs(dx) > 4 || Math.abs(dy) > 3) return
    const below = bell2((dx + 0.2) / 1.7, (dy + 0.75) / 0.75) * (0.12 + 0.22 * eyeShadow)
    const above = bell2(dx / 1.6, (dy - 0.6) / 0.6) * (0.1 + 0.12 * eyeShadow)
    darken(paint, [0.75, 1, 0.9], below + above)
  }
}

const nostrils = ({ person, anatomy: { noseBottomY } }: FaceShape): Layer => {
  const { wingWidth } = person.nose
  return (paint, x, y, z) => {
    const distance = length2((Math.abs(x) - 0.6 * wingWidth) / 0.27, (y - noseBottomY + 0.17) / 0.14)
    if (distance >= 1.25) return
    const inside = smoothStep(1.25, 0.5, distance) * smoothStep(8.6, 9.2, z)
    darken(paint, [0.8, 0.86, 0.86], inside)
    paint.gloss *= 1 - inside
  }
}

const moles = ({ person: { skin } }: FaceShape): Layer => {
  const colour: Rgb = [skin.base[0] * 0.25, skin.base[1] * 0.18, skin.base[2] * 0.16]
  return (paint, x, y, z) => {
    for (const mole of skin.moles) {
      const distance = length2(x - mole.x, y - mole.y) / mole.radiusCm
      if (distance < 1.6 && z > 2) cover(paint, colour, smoothStep(1.3, 0.6, distance) * 0.75)
    }
  }
}

const scar = ({ person: { skin } }: FaceShape): Layer => {
  const { scar: mark, base } = skin
  if (mark === null) return () => {}
  const along = [Math.cos(mark.angle), Math.sin(mark.angle)] as const
  const colour: Rgb = [Math.min(1, base[0] * 1.1 + 0.04), base[1] * 0.92 + 0.02, base[2] * 0.92 + 0.02]
  return (paint, x, y, z) => {
    if (z <= 3) return
    const l = (x - mark.x) * along[0] + (y - mark.y) * along[1]
    const across = (y - mark.y) * along[0] - (x - mark.x) * along[1]
    const length = smoothStep(mark.halfLengthCm, mark.halfLengthCm * 0.7, Math.abs(l))
    cover(paint, colour, bell(across / 0.09) * length * 0.5)
  }
}

const freckles = ({ person }: FaceShape): Layer => {
  const { freckles: amount } = person.skin
  const own = person.irregularity.offset % 50
  if (amount === 0) return () => {}
  return (paint, x, y, z) => {
    const spot = smoothStep(0.48, 0.72, noise(x * 3.4, y * 3.4, z * 3.4 + own))
    darken(paint, [0.22, 0.38, 0.46], spot * bell2(x / 4.6, (y + 2.2) / 2.4) * amount)
  }
}

/** Creases hold shadow that is too fine for the light to make. */
export const darkenCreases = (paint: Paint, cavity: number): void => {
  if (cavity > 0) darken(paint, [0.7, 1, 1], clamp(cavity * 0.42, 0, 0.75))
}
