/** Sizes of a face at which strangers are measured, by pixels between the centres of the eyes: from, up to, and the size they are drawn at. */
export const strangerBands = [
  { fromPx: 10, belowPx: 20, drawnPx: 15 },
  { fromPx: 20, belowPx: 30, drawnPx: 25 },
  { fromPx: 30, belowPx: 60, drawnPx: 45 },
  { fromPx: 60, belowPx: undefined, drawnPx: 90 },
] as const

/** What was measured at one size. */
export type StrangerBand = {
  readonly fromPx: number
  /** Similarity of each stranger to the most similar other person of the gallery, rising. */
  readonly similarities: readonly number[]
  /** Photographs in which no face was found any more at this size. */
  readonly unseen: number
}

export type StrangerStudy = {
  readonly n: number
  readonly modelId: string
  /** Persons in the gallery then. */
  readonly persons: number
  /** Persons whose photographs were taken for strangers'. */
  readonly strangers: number
  readonly bands: readonly StrangerBand[]
  /** ISO date. */
  readonly measuredOn: string
  readonly logIndex: number
}

const sizeWords = (band: (typeof strangerBands)[number]): string =>
  band.belowPx === undefined
    ? `${band.fromPx} px or more between the eyes`
    : `${band.fromPx} to ${band.belowPx - 1} px between the eyes`

/** The size of a face in words, by the pixels at which its band begins. */
export function strangerBandWords(fromPx: number): string {
  const band = strangerBands.find((one) => one.fromPx === fromPx)
  return band ? sizeWords(band) : `${fromPx} px or more between the eyes`
}

/**
 * How often somebody in this gallery scores as high for a stranger's face of this size: a statement about the gallery, never about the
 * person in the probe. The similarity itself is not told.
 */
export function strangerWords(
  study: StrangerStudy | undefined,
  of: { readonly similarity: number; readonly eyeDistancePx: number },
): string {
  const band = strangerBands.findLast(({ fromPx }) => of.eyeDistancePx >= fromPx)
  const measured = study?.bands.find(({ fromPx }) => fromPx === band?.fromPx)
  if (
    study === undefined ||
    band === undefined ||
    measured === undefined ||
    measured.similarities.length === 0
  )
    return 'How high strangers score in this gallery has not been measured for a face of this size (casebound models strangers).'
  const { similarities } = measured
  const asHigh = similarities.filter((one) => one >= of.similarity).length
  return (
    `In ${asHigh === 0 ? 'none' : asHigh} of ${similarities.length} searches with a stranger’s face of this size (${sizeWords(band)}), someone in ` +
    `this gallery scored at least this high. Measured on ${study.measuredOn} with booking photographs of the gallery itself, each made as ` +
    `small as such a face and compared with everybody else among ${study.persons} persons (log entry ${study.logIndex}). It says how often a ` +
    'stranger looks as much alike, and nothing about who this is.'
  )
}
