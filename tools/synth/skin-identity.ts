import { fromHex, type Rgb, skinColour } from './colour.ts'
import type { Draws } from './identity.ts'
import { clamp } from './shaping.ts'

export type Skin = ReturnType<typeof drawSkin>
export type HairColour = {
  readonly colour: Rgb
  /** Share of single grey strands among the coloured ones. */
  readonly greyStrands: number
  /** How far along greying is for this age, 0..1: also thins the hairline. */
  readonly greying: number
}

const IRIS = {
  dark: '#2c1a10',
  brown: '#4f2f18',
  hazel: '#6f5a2c',
  green: '#5c6f48',
  blue: '#5f86a8',
  grey: '#74838c',
} as const

const HAIR = {
  black: '#15110f',
  darkBrown: '#2a1b13',
  brown: '#4a3021',
  lightBrown: '#7a5a3c',
  blond: '#b08f5e',
  auburn: '#5e2c1b',
} as const

const GREY = fromHex('#8d8a86')
const WHITE = fromHex('#cfccc6')

export const drawSkin = ({ random, male, age }: Draws, tone: number) => {
  const iris = random.weighted<keyof typeof IRIS>(
    tone > 5.5
      ? { dark: 6, brown: 4, hazel: 0.5 }
      : { dark: 2, brown: 3, hazel: 2, green: 1.5, blue: 3, grey: 1.5 },
  )
  return {
    base: skinColour(tone),
    iris: fromHex(IRIS[iris]),
    redness: clamp(random.normal(0.45, 0.3), 0, 1.2),
    warmth: random.normal(0, 0.06),
    freckles: random.chance(0.22) && tone < 6 ? random.uniform(0.4, 1) : 0,
    wrinkles: clamp((age - 28) / 45 + random.normal(0, 0.18), 0, 1.25),
    nasolabial: clamp(0.2 + (age - 25) / 60 + random.normal(0, 0.2), 0, 1.3),
    roughness: clamp(random.normal(0.4, 0.3), 0, 1),
    eyeShadow: clamp(random.normal(0.35, 0.3), 0, 1),
    lipTint: clamp(random.normal(0.72 - 0.3 * male, 0.25), 0, 1),
    beardShadow: random.uniform(0.1, 0.6) * (male > 0.5 ? 1 : 0),
    moles: Array.from({ length: Math.floor(random.uniform(0, 5)) }, () => ({
      x: random.uniform(-5.2, 5.2),
      y: random.uniform(-9.5, 6),
      radiusCm: random.uniform(0.06, 0.17),
    })),
    scar: random.chance(0.1)
      ? {
          x: random.uniform(-4.5, 4.5),
          y: random.uniform(-8, 5),
          angle: random.uniform(0, Math.PI),
          halfLengthCm: random.uniform(0.6, 1.4),
        }
      : null,
  }
}

// The draw that decides on grey is made at every age and compared with a share that only grows: hair that has
// turned grey stays grey at the next booking.
export const drawHairColour = ({ random, age }: Draws, tone: number): HairColour => {
  const greying = clamp((age - 38) / 35)
  const isGrey = random.uniform(0, 1) < greying * 0.8
  const isWhite = random.uniform(0, 1) < 0.5 && age > 64
  const own = random.weighted<keyof typeof HAIR>(
    tone > 6
      ? { black: 7, darkBrown: 2.5, auburn: 0.2 }
      : tone > 4
        ? { black: 4, darkBrown: 4, brown: 2 }
        : { black: 1.5, darkBrown: 3, brown: 3, lightBrown: 2.5, blond: 2, auburn: 1 },
  )
  if (isGrey) return { colour: isWhite ? WHITE : GREY, greyStrands: 0.5, greying }
  return { colour: fromHex(HAIR[own]), greyStrands: clamp(greying * 0.3, 0, 0.3), greying }
}
