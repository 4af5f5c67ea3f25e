import type { SealExamination } from '../parts/api.ts'
import type { DisplayMeans } from './display-means.ts'
import { type Pins, sealedPins } from './pins.ts'

type Work = { readonly pins: Pins; readonly used: readonly DisplayMeans[] }

/** A conclusion with the pins of every candidate that has an answer of its own, and with the means of display that were used. */
export function withWork(said: SealExamination, { pins, used }: Work): SealExamination {
  const answers = said.answers.map((answer) => {
    const set = sealedPins(pins[answer.letter])
    return set === undefined ? answer : { ...answer, pins: set }
  })
  return { ...said, answers, display: [...used] }
}
