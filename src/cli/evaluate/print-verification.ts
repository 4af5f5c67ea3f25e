import { pictureWords, type VerificationFigures } from '../../evaluation/index.ts'
import { duration, type Terminal, table } from '../terminal.ts'
import { intervalOf, percent, withInterval } from './percent.ts'
import type { VerificationRun } from './run-verification.ts'

/** The figures of the pictures as they are, then a row for each degradation. */
export function printVerification(terminal: Terminal, runs: readonly VerificationRun[]): void {
  const [first] = runs
  if (first === undefined) return
  const { figures, seconds } = first
  const { print } = terminal
  print(
    `${figures.pairs} pairs (${figures.samePairs} of one person, ${figures.differentPairs} of two), ${figures.images} images`,
  )
  print(`  ${duration(seconds)}, ${(figures.images / Math.max(seconds, 0.001)).toFixed(1)} images a second\n`)
  print(table([['', 'measured (95 % interval)', ''], ...figureRows(figures)]))
  for (const note of notesOf(figures)) print(`  ${note}`)
  if (runs.length > 1) print(`\n${table([degradedHeading, ...runs.map(degradedRow)])}`)
}

function figureRows(figures: VerificationFigures): readonly (readonly string[])[] {
  const { accuracy, tarAtFar01, tarAtFar001, equalError, failureToDetect } = figures
  return [
    ['accuracy, ten folds', withInterval(accuracy), `± ${percent(accuracy.standardError)} over folds`],
    ['TAR at FAR 0.01', withInterval(tarAtFar01), `threshold ${tarAtFar01.threshold.toFixed(4)}`],
    ['TAR at FAR 0.001', withInterval(tarAtFar001), `threshold ${tarAtFar001.threshold.toFixed(4)}`],
    ['equal error rate', percent(equalError.value), `threshold ${equalError.threshold.toFixed(4)}`],
    ['failure to detect', withInterval(failureToDetect), `${failureToDetect.count} images`],
  ]
}

function notesOf(figures: VerificationFigures): readonly string[] {
  const unresolved = [figures.tarAtFar01, figures.tarAtFar001].filter(({ resolved }) => !resolved)
  return [
    ...unresolved.map(
      ({ falseAcceptRate }) =>
        `FAR ${falseAcceptRate} needs ${Math.ceil(1 / falseAcceptRate)} pairs of two persons; the figure is for none accepted.`,
    ),
    ...Object.entries(figures.unreadable).map(
      ([code, images]) => `${images} images gave no template: ${code}.`,
    ),
    ...(figures.severalFaces > 0
      ? [`${figures.severalFaces} images show several faces; the one at the centre was taken.`]
      : []),
  ]
}

const degradedHeading = ['pictures', 'accuracy', 'TAR at FAR 0.01', 'equal error', 'no face']

const degradedRow = ({ degradation, figures }: VerificationRun): readonly string[] => [
  pictureWords(degradation),
  percent(figures.accuracy.value),
  percent(figures.tarAtFar01.value),
  percent(figures.equalError.value),
  percent(figures.failureToDetect.value),
]

/** Plain numbers, shares from 0 to 1. */
export function verificationJson({ figures, seconds }: VerificationRun) {
  const { accuracy, tarAtFar01, tarAtFar001, equalError, failureToDetect } = figures
  return {
    accuracy: accuracy.value,
    accuracyStandardError: accuracy.standardError,
    tarAtFar01: tarAtFar01.value,
    tarAtFar001: tarAtFar001.value,
    equalErrorRate: equalError.value,
    failureToDetect: failureToDetect.value,
    pairs: figures.pairs,
    samePairs: figures.samePairs,
    differentPairs: figures.differentPairs,
    images: figures.images,
    imagesWithoutFace: failureToDetect.count,
    unreadableImages: figures.unreadable,
    imagesWithSeveralFaces: figures.severalFaces,
    pairsWithoutTemplate: figures.pairsWithoutTemplate,
    intervals: {
      accuracy: intervalOf(accuracy),
      tarAtFar01: intervalOf(tarAtFar01),
      tarAtFar001: intervalOf(tarAtFar001),
      failureToDetect: intervalOf(failureToDetect),
    },
    thresholds: {
      tarAtFar01: tarAtFar01.threshold,
      tarAtFar001: tarAtFar001.threshold,
      equalError: equalError.threshold,
    },
    seconds,
    imagesPerSecond: figures.images / Math.max(seconds, 0.001),
  }
}
