import { Refused } from '../kernel/index.ts'
import { features } from './features.ts'
import type { ExaminationRefusalCode } from './refusal-code.ts'

/** A place in a picture, in its whole pixels from the top left. */
export type PinPlace = { readonly xPx: number; readonly yPx: number }

/** A numbered place that an examiner points at, on the untouched probe, on the booking photograph, or on both. */
export type Pin = {
  readonly number: number
  /** Code of the facial component it belongs to. */
  readonly feature: string
  readonly probe?: PinPlace | undefined
  readonly candidate?: PinPlace | undefined
}

/** More would hide the faces. */
export const mostPins = 60

/** Checks that every pin belongs to a component of the list and stands somewhere, each number once. Refuses FEATURE_UNKNOWN, PIN_UNCLEAR. */
export function checkPins(pins: readonly Pin[], letter: string): void {
  const unknown = pins.find(({ feature }) => !features.some(({ code }) => code === feature))
  if (unknown) {
    throw refuse('FEATURE_UNKNOWN', {
      reason: `Pin ${unknown.number} on candidate ${letter} names ${JSON.stringify(unknown.feature.slice(0, 50))}, which is no facial component of the list.`,
      needed: 'Set the pin on a component of the list.',
    })
  }
  const numbers = new Set(pins.map(({ number }) => number))
  const nowhere = pins.find(({ probe, candidate }) => probe === undefined && candidate === undefined)
  if (nowhere || numbers.size < pins.length) {
    throw refuse('PIN_UNCLEAR', {
      reason: nowhere
        ? `Pin ${nowhere.number} on candidate ${letter} stands on neither picture.`
        : `Two pins on candidate ${letter} have one number.`,
      needed: 'Give each pin its own number and a place on the probe, on the candidate, or on both.',
    })
  }
}

const refuse = (code: ExaminationRefusalCode, words: { reason: string; needed: string }) =>
  new Refused<ExaminationRefusalCode>({ code, ...words })
