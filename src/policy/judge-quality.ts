import type { PackData } from './pack-data.ts'

/** The least qualities a pack asks for in one use of a photograph. */
export type QualityMinima = PackData['quality']['enrolment']

/** What is said of a photograph by the one who measured it; `quality` from 0 to 100, unknown in measures of an earlier version. */
export type MeasuredQuality = {
  readonly name: string
  readonly quality?: number | undefined
  readonly words: string
}

export type QualityFinding = {
  readonly component: string
  readonly action: 'refuse' | 'warn'
  /** Undefined when it was not measured, which only a minimum that refuses minds. */
  readonly quality: number | undefined
  readonly minimum: number
  readonly words: string
}

/** Every minimum that a photograph misses, in the pack's order; the graver one where it misses both of a component. */
export function judgeQuality(
  minima: QualityMinima,
  measures: readonly MeasuredQuality[],
): readonly QualityFinding[] {
  return minima.flatMap(({ component, refuseBelow, warnBelow }) => {
    const measure = measures.find(({ name }) => name === component)
    const quality = measure?.quality
    const misses = (minimum: number | undefined): minimum is number =>
      minimum !== undefined && (quality ?? -1) < minimum
    const finding = (action: QualityFinding['action'], minimum: number): QualityFinding => ({
      component,
      action,
      quality,
      minimum,
      words: `${measure?.words ?? `The ${component} was not measured.`} Quality ${quality ?? 'unknown'} of 100, the policy asks for ${minimum}.`,
    })
    if (misses(refuseBelow)) return [finding('refuse', refuseBelow)]
    return quality !== undefined && misses(warnBelow) ? [finding('warn', warnBelow)] : []
  })
}
