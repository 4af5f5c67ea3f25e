import { fromHex, type Rgb } from './colour.ts'
import type { Person } from './identity.ts'
import { type Random, seededRandom, streamSeed } from './random.ts'
import { clamp } from './shaping.ts'

export type HairStyle =
  | 'bald'
  | 'buzz'
  | 'crop'
  | 'sidePart'
  | 'sweptBack'
  | 'curly'
  | 'afro'
  | 'receding'
  | 'tied'
  | 'long'
  | 'bob'
  | 'fringe'
export type BeardStyle = 'none' | 'stubble' | 'moustache' | 'goatee' | 'short' | 'full'
export type GlassesStyle = 'round' | 'rectangular' | 'thin'

/** What a person can change between two pictures. */
export type Styling = {
  readonly hair: HairStyle
  readonly hairLength: number
  readonly hairThickness: number
  readonly partSide: -1 | 1
  readonly hairlineY: number
  readonly recession: number
  readonly peak: number
  readonly beard: BeardStyle
  readonly beardDensity: number
  readonly beardLine: number
  readonly glasses: GlassesStyle | null
  readonly cloth: Rgb
  readonly neckline: number
}

/** Plain, everyday and dealt to everybody alike: no colour or cut says anything about a person. */
const CLOTHS = [
  '#3a4654',
  '#55585c',
  '#6b6f73',
  '#27313d',
  '#4c4a46',
  '#7d8187',
  '#2e3b34',
  '#5d4a42',
] as const
const MORE_CLOTHS = ['#44566b', '#70706a', '#3f4f57', '#6a5a55', '#4a5548', '#8a8c8c'] as const

/** How the person wears themselves at an occasion: 0 the first booking, 1 the second, and so on. */
export const makeStyling = (person: Person, occasion: number): Styling => {
  const usual = drawStyling(person, seededRandom(streamSeed(person.seed, 'styling')))
  const clothes = drawClothes(seededRandom(streamSeed(person.seed, `clothes ${occasion}`)))
  if (occasion === 0) return { ...usual, ...clothes }
  const change = seededRandom(streamSeed(person.seed, `change ${occasion}`))
  const other = drawStyling(person, change)
  const keepsHair = change.chance(0.6) || isThinning(usual) || isThinning(other)
  return {
    ...usual,
    ...clothes,
    hair: keepsHair ? usual.hair : other.hair,
    hairLength: other.hairLength,
    hairThickness: usual.hairThickness * change.uniform(0.8, 1.2),
    beard: change.chance(0.55) ? usual.beard : other.beard,
    beardDensity: other.beardDensity,
    glasses: change.chance(0.85) ? usual.glasses : other.glasses,
  }
}

// Hair that has gone does not come back, and a full head does not go between two pictures of the demo.
const isThinning = (styling: Pick<Styling, 'hair'>): boolean =>
  styling.hair === 'bald' || styling.hair === 'receding'

const drawStyling = (
  { sex, hair, skull, age }: Person,
  random: Random,
): Omit<Styling, 'cloth' | 'neckline'> => {
  const male = sex === 'M'
  const style = random.weighted<HairStyle>(male ? mensHair(hair.greying) : WOMENS_HAIR)
  return {
    hair: style,
    hairLength: random.uniform(0, 1),
    hairThickness: clamp(random.normal(1, 0.35), 0.5, 1.8),
    partSide: random.chance(0.5) ? 1 : -1,
    hairlineY: random.normal(6.4, 0.45) + skull.foreheadHeight * 0.6,
    recession: clamp(male ? random.normal((age - 25) / 45, 0.4) : random.normal(0, 0.25), 0, 1.3),
    peak: clamp(random.normal(0.1, 0.35), -0.3, 0.8),
    beard: male
      ? random.weighted<BeardStyle>({ none: 4, stubble: 3, moustache: 0.9, goatee: 1.2, short: 1.8, full: 1 })
      : 'none',
    beardDensity: random.uniform(0.6, 1),
    beardLine: random.uniform(-1, 1),
    glasses: random.chance(0.1) ? random.weighted<GlassesStyle>({ round: 1, rectangular: 1, thin: 1 }) : null,
  }
}

const mensHair = (greying: number): Partial<Record<HairStyle, number>> => ({
  bald: 0.8 + greying * 1.5,
  buzz: 2.2,
  crop: 2.6,
  sidePart: 2.2,
  sweptBack: 1.2,
  curly: 1.6,
  afro: 0.5,
  receding: 0.3 + greying * 3,
  tied: 0.5,
  long: 0.4,
})

const WOMENS_HAIR: Partial<Record<HairStyle, number>> = {
  long: 3,
  bob: 2.4,
  tied: 2.4,
  curly: 1.4,
  afro: 1,
  crop: 0.8,
  sidePart: 0.6,
  fringe: 1.5,
  buzz: 0.25,
}

const drawClothes = (random: Random): Pick<Styling, 'cloth' | 'neckline'> => ({
  cloth: fromHex(random.pick([...CLOTHS, ...MORE_CLOTHS])),
  neckline: random.uniform(-0.6, 0.8),
})
