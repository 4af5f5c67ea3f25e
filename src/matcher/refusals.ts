import { assert, isIsoDate, type ModelId, Refused } from '../kernel/index.ts'
import type { MatcherOptions, SearchOptions, TemplateRow } from './matcher.ts'
import { idBytesMax, isStorableAge, isStorableDate } from './template-record.ts'

/**
 * Why the matcher says no. GALLERY_CHANGED: rows were removed while the search ran, so it no longer speaks of the
 * gallery root it was given. BOUND_VIOLATED: stored codes and vectors disagree; no list from them may be trusted.
 */
export type MatcherRefusal =
  | 'DIMENSION_MISMATCH'
  | 'TEMPLATE_NOT_UNIT'
  | 'NOT_FINITE'
  | 'K_OUT_OF_RANGE'
  | 'MODEL_MISMATCH'
  | 'ID_TOO_LONG'
  | 'TEMPLATES_KEY_WRONG'
  | 'TEMPLATES_OF_OTHER_MODEL'
  | 'TEMPLATES_NEWER'
  | 'TEMPLATES_DAMAGED'
  | 'GALLERY_CHANGED'
  | 'BOUND_VIOLATED'

/** Limits that every engine keeps. Lengths are Euclidean. */
export const matcherLimits = {
  dimensionMin: 64,
  dimensionMax: 1024,
  kMax: 200,
  unitLengthTolerance: 1e-3,
} as const

export function checkDimension(dimension: number): void {
  const { dimensionMin, dimensionMax } = matcherLimits
  if (Number.isInteger(dimension) && dimension >= dimensionMin && dimension <= dimensionMax) return
  throw new Refused<MatcherRefusal>({
    code: 'DIMENSION_MISMATCH',
    reason: `The model gives templates of dimension ${dimension}; the matcher takes ${dimensionMin} to ${dimensionMax}.`,
    needed: 'Use a model whose templates lie within these limits.',
    evidence: { dimension, dimensionMin, dimensionMax },
  })
}

/** Templates come from outside this room: a wrong one would poison every later bound, so each is measured here. */
export function checkTemplate(vector: Float32Array, expected: { dimension: number; what: string }): void {
  const { dimension, what } = expected
  if (vector.length !== dimension)
    throw new Refused<MatcherRefusal>({
      code: 'DIMENSION_MISMATCH',
      reason: `The ${what} has ${vector.length} dimensions; this gallery has ${dimension}.`,
      needed: "Make the template with the gallery's own model.",
      evidence: { measured: vector.length, dimension },
    })
  let squares = 0
  for (const value of vector) squares += value * value
  const length = Math.sqrt(squares)
  if (!Number.isFinite(length))
    throw new Refused<MatcherRefusal>({
      code: 'NOT_FINITE',
      reason: `The ${what} holds a value that is not a finite number.`,
      needed: 'Make the template again.',
    })
  if (Math.abs(length - 1) > matcherLimits.unitLengthTolerance)
    throw new Refused<MatcherRefusal>({
      code: 'TEMPLATE_NOT_UNIT',
      reason: `The ${what} has length ${length.toFixed(5)}; it must be 1 within ${matcherLimits.unitLengthTolerance}.`,
      needed: 'Divide the template by its length.',
      evidence: { length, tolerance: matcherLimits.unitLengthTolerance },
    })
}

export function checkModel(given: ModelId | undefined, own: ModelId): void {
  if (given === undefined || given === own) return
  throw new Refused<MatcherRefusal>({
    code: 'MODEL_MISMATCH',
    reason: `The template was made by model ${given}; this gallery holds templates of model ${own}.`,
    needed:
      "Make the template with the gallery's own model; templates of different models cannot be compared.",
    evidence: { given, own },
  })
}

/** Refuses a bad template; a date or an age that is none is a bug of the caller, who read it at the door. */
export function checkRow(row: TemplateRow, matcher: MatcherOptions): void {
  checkModel(row.modelId, matcher.modelId)
  checkTemplate(row.vector, { dimension: matcher.dimension, what: 'template' })
  assert(isStorableDate(row.bookedOn), 'a booking date written YYYY-MM-DD, from 1900 to 2079')
  assert(isStorableAge(row.ageAtBooking), 'an age in whole years, at most 253')
  const idBytes = Buffer.byteLength(row.personId) + Buffer.byteLength(row.bookingId)
  if (idBytes <= idBytesMax) return
  throw new Refused<MatcherRefusal>({
    code: 'ID_TOO_LONG',
    reason: `Person id and booking id have ${idBytes} bytes together; a template file keeps ${idBytesMax}.`,
    needed: 'Use shorter ids.',
    evidence: { idBytes, idBytesMax },
  })
}

export function checkSearch(query: Float32Array, options: SearchOptions, matcher: MatcherOptions): void {
  checkModel(options.modelId, matcher.modelId)
  checkTemplate(query, { dimension: matcher.dimension, what: 'query template' })
  const { k, filter = {} } = options
  if (!Number.isInteger(k) || k < 1 || k > matcherLimits.kMax)
    throw new Refused<MatcherRefusal>({
      code: 'K_OUT_OF_RANGE',
      reason: `The list was to hold ${k} persons; it can hold 1 to ${matcherLimits.kMax}.`,
      needed: `Ask for 1 to ${matcherLimits.kMax} persons.`,
      evidence: { k, kMax: matcherLimits.kMax },
    })
  assert(/^[0-9a-f]{64}$/.test(options.galleryRoot), 'a gallery root of 64 hex digits')
  for (const date of [filter.bookedFrom, filter.bookedTo])
    assert(date === undefined || isIsoDate(date), 'a filter date written YYYY-MM-DD')
  for (const age of [filter.ageAtBookingMin, filter.ageAtBookingMax])
    assert(age === undefined || Number.isFinite(age), 'a filter age that is a number')
}

export function refuseGalleryChanged(): never {
  throw new Refused<MatcherRefusal>({
    code: 'GALLERY_CHANGED',
    reason:
      'Templates were removed from the gallery while the search ran, so its gallery root no longer holds.',
    needed: 'Search again under the new gallery root.',
  })
}

export function refuseDamaged(path: string): never {
  throw new Refused<MatcherRefusal>({
    code: 'TEMPLATES_DAMAGED',
    reason: `A block of the template file ${path} does not open any more: its bytes were changed on the disk.`,
    needed:
      'Start Casebound again: it finds the damage and makes the block again from the database. Check the disk.',
    evidence: { path },
  })
}

/** The loud failure: what was computed contradicts what was promised, so the whole search is void. */
export function refuseBoundViolated(measured: number, bound: number): never {
  throw new Refused<MatcherRefusal>({
    code: 'BOUND_VIOLATED',
    reason: `A similarity of ${measured} lies outside its proven bound of ${bound}; the stored codes and templates disagree.`,
    needed: 'Rebuild the matcher from the stored templates and check the memory of this machine.',
    evidence: { measured, bound },
  })
}
