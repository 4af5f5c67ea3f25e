import type { SealExamination } from '../parts/api.ts'
import type { Point } from './face-frame.ts'
import type { Side } from './looking.ts'

/** A numbered place on the probe, on a candidate, or on both, for one feature; in pixels of the untouched pictures. */
export type Pin = {
  readonly number: number
  readonly feature: string
  readonly probe?: Point
  readonly candidate?: Point
}
/** Pins by the letter of the candidate. */
export type Pins = Readonly<Record<string, readonly Pin[]>>
/** The pin that is being set, and of whom. */
export type SetPin = { readonly letter: string; readonly number: number; readonly feature: string }

/** More would hide the faces. */
export const mostPins = 60

/** The number for the next pin of a candidate; a number that was given is not given again while later ones stand. */
export const nextNumber = (pins: readonly Pin[] | undefined): number =>
  Math.max(0, ...(pins ?? []).map(({ number }) => number)) + 1

/** Pins with one put down on some sides, or moved there. */
export function putPin(pins: Pins, pin: SetPin, places: Partial<Record<Side, Point>>): Pins {
  const { letter, number, feature } = pin
  const own = pins[letter] ?? []
  const before = own.find((one) => one.number === number)
  if (before === undefined && own.length >= mostPins) return pins
  const after = { ...(before ?? { number, feature }), ...places }
  const others = own.filter((one) => one.number !== number)
  return { ...pins, [letter]: [...others, after].sort((one, other) => one.number - other.number) }
}

export function removePin(pins: Pins, { letter, number }: Pick<SetPin, 'letter' | 'number'>): Pins {
  return { ...pins, [letter]: (pins[letter] ?? []).filter((one) => one.number !== number) }
}

/** Where a pin stands, in words. */
export function pinWords({ probe, candidate }: Pin, letter: string): string {
  if (probe !== undefined && candidate !== undefined) return `probe and ${letter}`
  return probe !== undefined ? 'probe only' : `${letter} only`
}

type SealedPins = NonNullable<SealExamination['answers'][number]['pins']>

/** The pins of one candidate as they are sealed, in whole pixels; undefined where there are none. */
export function sealedPins(pins: readonly Pin[] | undefined): SealedPins | undefined {
  if (pins === undefined || pins.length === 0) return undefined
  return pins.map(({ number, feature, probe, candidate }) => ({
    ...{ number, feature },
    ...(probe === undefined ? {} : { probe: wholePixels(probe) }),
    ...(candidate === undefined ? {} : { candidate: wholePixels(candidate) }),
  }))
}

const wholePixels = ({ x, y }: Point) => ({ xPx: Math.round(x), yPx: Math.round(y) })
