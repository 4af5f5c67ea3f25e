import { type Random, seededRandom, streamSeed } from './random.ts'
import { clamp } from './shaping.ts'
import { drawHairColour, drawSkin, type HairColour, type Skin } from './skin-identity.ts'

/** How far people differ: 1 is about the spread of human measurements, a little more keeps small pictures apart. */
const VARIATION = 1.25

/** The youngest and oldest age at which anybody is drawn. */
export const YOUNGEST = 19
export const OLDEST = 74

export type Draws = { readonly random: Random; readonly male: number; readonly age: number }

type Skull = ReturnType<typeof drawSkull>
type Eyes = ReturnType<typeof drawEyes>
type Brows = ReturnType<typeof drawBrows>
type Nose = ReturnType<typeof drawNose>
type Mouth = ReturnType<typeof drawMouth>
type Ears = ReturnType<typeof drawEars>
type Irregularity = ReturnType<typeof drawIrregularity>

/** Everything about a person that stays the same from one picture to the next, lengths in cm. */
export type Person = {
  readonly seed: number
  readonly sex: 'F' | 'M'
  readonly age: number
  /** Monk skin tone, 1 (light) to 10 (deep). */
  readonly tone: number
  readonly weight: number
  readonly skull: Skull
  readonly eyes: Eyes
  readonly brows: Brows
  readonly nose: Nose
  readonly mouth: Mouth
  readonly ears: Ears
  readonly irregularity: Irregularity
  readonly skin: Skin
  readonly hair: HairColour
}

/**
 * The person of a seed, `yearsOlder` than at their first picture. Each group of features has its own stream of
 * chance and ageing only moves the means, so the same seed grown older is recognisably the same person. Shape is
 * drawn independently of skin tone: no stereotype, and nothing to guess one from the other by.
 */
export const makePerson = (seed: number, yearsOlder = 0): Person => {
  const stream = (purpose: string): Random => broaden(seededRandom(streamSeed(seed, purpose)))
  const basics = stream('basics')
  const sex = basics.chance(0.58) ? 'M' : 'F'
  const age = Math.round(basics.uniform(YOUNGEST, OLDEST)) + yearsOlder
  const tone = basics.uniform(1, 10)
  const weight = clamp(basics.normal(0, 0.55), -1, 1.4)
  const draws = (purpose: string): Draws => ({ random: stream(purpose), male: sex === 'M' ? 0.9 : 0.03, age })
  return {
    seed,
    sex,
    age,
    tone,
    weight,
    skull: drawSkull(draws('skull'), weight),
    eyes: drawEyes(draws('eyes')),
    brows: drawBrows(draws('brows')),
    nose: drawNose(draws('nose')),
    mouth: drawMouth(draws('mouth')),
    ears: drawEars(draws('ears')),
    irregularity: drawIrregularity(draws('irregularity')),
    skin: drawSkin(draws('skin'), tone),
    hair: drawHairColour(draws('hair'), tone),
  }
}

const broaden = (random: Random): Random => ({
  ...random,
  normal: (mean, deviation) => random.normal(mean, deviation * VARIATION),
})

const drawSkull = ({ random, male }: Draws, weight: number) => ({
  width: random.normal(1, 0.035),
  faceHeight: random.normal(0.965 + 0.045 * male, 0.035),
  depth: random.normal(1, 0.03),
  foreheadHeight: random.normal(0, 0.35),
  foreheadSlope: random.normal(0.3 * male, 0.35),
  jawWidth: random.normal(0.91 + 0.14 * male + 0.05 * weight, 0.055),
  jawAngle: random.normal(0.05 + 0.5 * male, 0.35),
  chinWidth: random.normal(0.75 + 0.4 * male, 0.2),
  chinHeight: random.normal(0.25 * male, 0.4),
  chinForward: random.normal(0, 0.35),
  cheekboneWidth: random.normal(0, 0.35),
  cheekboneForward: random.normal(0.15, 0.3),
  cheekFat: weight * 0.5 + random.normal(0.25 * (1 - male), 0.25),
  browRidge: random.normal(-0.15 + 0.65 * male, 0.2),
  muzzle: random.normal(0, 0.3),
  neckWidth: random.normal(0.84 + 0.2 * male + 0.1 * weight, 0.05),
})

// The opening is clamped: wider eyes look startled, narrower ones hostile, and neither says who somebody is.
const drawEyes = ({ random, male, age }: Draws) => ({
  distance: random.normal(6.35, 0.3),
  height: random.normal(0, 0.14),
  halfWidth: random.normal(1.57 - 0.07 * male, 0.08),
  opening: clamp(random.normal(0.96 - 0.08 * male - (age > 55 ? 0.05 : 0), 0.09), 0.72, 1.1),
  tilt: random.normal(0.05, 0.055),
  depth: random.normal(0.05, 0.16),
  creaseHeight: clamp(random.normal(0.42, 0.14), 0.12, 0.8),
  creaseDepth: clamp(random.normal(0.7, 0.45), 0, 1.3),
  hood: clamp(random.normal(age > 50 ? 0.35 : 0.1, 0.25), 0, 0.8),
  bag: clamp(random.normal((age - 30) / 50, 0.3), 0, 1.3),
  innerFold: clamp(random.normal(0, 0.4), 0, 1),
})

// Tilt and height are clamped so that nobody frowns: outer ends far above low inner ends read as anger.
const drawBrows = ({ random, male }: Draws) => ({
  height: Math.max(1.72, random.normal(2.15 - 0.18 * male, 0.2)),
  thickness: clamp(random.normal(0.42 + 0.2 * male, 0.12), 0.2, 1),
  arch: Math.max(0.08, random.normal(0.42 - 0.2 * male, 0.18)),
  tilt: clamp(random.normal(0.02, 0.06), -0.07, 0.1),
  innerEnd: random.normal(1.35, 0.22),
  outerEnd: random.normal(5.15, 0.25),
  density: clamp(random.normal(0.85, 0.18), 0.45, 1),
})

const drawNose = ({ random, male }: Draws) => ({
  length: random.normal(4.05 + 0.45 * male, 0.32),
  width: random.normal(0.93 + 0.09 * male, 0.13),
  bridgeWidth: random.normal(1, 0.16),
  bridgeForward: random.normal(0, 0.28),
  hump: random.normal(0.08 * male, 0.16),
  tipForward: random.normal(0, 0.28),
  tipRadius: random.normal(1, 0.13),
  tipUp: random.normal(0, 0.25),
  wingWidth: random.normal(1 + 0.04 * male, 0.13),
  nostril: random.normal(1, 0.15),
  bend: random.normal(0, 0.07),
})

// The corners are clamped too: lower ones make the face at rest look sad or threatening.
const drawMouth = ({ random, male, age }: Draws) => ({
  height: random.normal(0, 0.22),
  halfWidth: random.normal(2.5 + 0.08 * male, 0.2),
  upperLip: clamp(random.normal(0.68 - 0.19 * male - (age > 55 ? 0.12 : 0), 0.2), 0.2, 1.05),
  lowerLip: clamp(random.normal(0.94 - 0.24 * male - (age > 55 ? 0.15 : 0), 0.2), 0.32, 1.3),
  forward: random.normal(0, 0.2),
  bow: clamp(random.normal(0.6, 0.35), 0, 1.4),
  corner: clamp(random.normal(0.05, 0.07), -0.04, 0.2),
  philtrum: random.normal(0, 0.2),
})

const drawEars = ({ random, age }: Draws) => ({
  halfHeight: random.normal(3.0 + (age > 55 ? 0.25 : 0), 0.22),
  halfWidth: random.normal(1.7, 0.15),
  standOut: clamp(random.normal(0.36, 0.13), 0.12, 0.75),
  height: random.normal(-1.4, 0.3),
})

/** Offsets into the noise that make the surface, and its two sides, this person's own. */
const drawIrregularity = ({ random }: Draws) => ({
  offset: random.uniform(0, 1000),
  amplitudeCm: 0.16 * VARIATION,
  asymmetryOffset: random.uniform(0, 1000),
  asymmetry: Math.abs(random.normal(0.1, 0.05)),
  larynx: random.uniform(0.5, 1.1),
})
