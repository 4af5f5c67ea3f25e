import {
  type GroupFigures,
  type IdentificationFigures,
  listLength,
  pictureWords,
  type ThresholdPoint,
} from '../../evaluation/index.ts'
import type { Share } from '../../kernel/index.ts'
import { duration, type Terminal, table } from '../terminal.ts'
import { intervalOf, percent, withInterval } from './percent.ts'
import type { IdentificationRun } from './run-identification.ts'

/** The figures of the probes as they are, by group, then a row for each degradation. */
export function printIdentification(terminal: Terminal, runs: readonly IdentificationRun[]): void {
  const [first] = runs
  if (first === undefined) return
  const { figures, seconds } = first
  const { print } = terminal
  print(
    `${figures.matedSearches} searches of persons in the gallery, ${figures.nonMatedSearches} of others; ` +
      `N = ${figures.persons} persons, ${figures.galleryPictures} pictures`,
  )
  print(`  ${duration(seconds)}\n`)
  print(table([['', 'measured (95 % interval)', ''], ...figureRows(figures)]))
  for (const note of notesOf(figures)) print(`  ${note}`)
  if (figures.groups.length > 0) print(`\n${table([groupHeading, ...figures.groups.map(groupRow)])}`)
  if (runs.length > 1) print(`\n${table([degradedHeading, ...runs.map(degradedRow)])}`)
}

function figureRows(figures: IdentificationFigures): readonly (readonly string[])[] {
  const { ranks, fnirRank1, points, failureToDetect } = figures
  return [
    ...ranks.map(({ rank, found }) => [
      `found at rank ${rank === 1 ? '1' : `1 to ${rank}`}`,
      withInterval(found),
      `${found.count} of ${found.of}`,
    ]),
    ['FNIR(N,1,0)', withInterval(fnirRank1), `${fnirRank1.count} missed`],
    ...points.map(({ falsePositiveRate, fnir, threshold }) => [
      `FNIR(N,${listLength},T) at FPIR ${falsePositiveRate}`,
      withInterval(fnir),
      `threshold ${threshold.toFixed(4)}`,
    ]),
    ['failure to detect, probes', withInterval(failureToDetect), `${failureToDetect.count} images`],
  ]
}

function notesOf(figures: IdentificationFigures): readonly string[] {
  const nonMated = {
    given: [],
    'leave-out': [
      'Persons outside the gallery: each probe again, against the gallery without its person (N - 1 persons).',
    ],
    none: [
      'No probe is of a person outside the gallery, so nothing is known about false positives.',
      'Add such probes, or let each person be left out once: --non-mated leave-out.',
    ],
  }[figures.nonMated]
  return [
    ...nonMated,
    ...figures.points
      .filter(({ resolved }) => !resolved)
      .map(
        ({ falsePositiveRate }) =>
          `FPIR ${falsePositiveRate} needs ${Math.ceil(1 / falsePositiveRate)} such searches; the figure is for none returned.`,
      ),
    ...(figures.personsNotEnrolled > 0
      ? [
          `${figures.personsNotEnrolled} persons of the gallery have no template: every search for them is a miss.`,
        ]
      : []),
    ...Object.entries(figures.unreadable).map(
      ([code, images]) => `${images} images gave no template: ${code}.`,
    ),
  ]
}

const groupHeading = ['group', '', 'persons', 'no face', 'FNIR(N,1,0)', 'FNIR at FPIR 0.01', 'FPIR']

function groupRow(group: GroupFigures): readonly string[] {
  const cell = (value: Share | undefined, persons: number) =>
    value !== undefined ? withInterval(value) : persons === 0 ? '–' : 'too few'
  return [
    group.column,
    group.value,
    `${group.matedPersons}`,
    cell(group.failureToDetect, group.matedPersons + group.nonMatedPersons),
    cell(group.fnirRank1, group.matedPersons),
    cell(group.fnirAtThreshold, group.nonMatedPersons === 0 ? 0 : group.matedPersons),
    cell(group.fpirAtThreshold, group.nonMatedPersons),
  ]
}

const degradedHeading = ['probes', 'rank 1', 'FNIR at FPIR 0.01', 'no face']

const degradedRow = ({ degradation, figures }: IdentificationRun): readonly string[] => [
  pictureWords(degradation),
  percent(figures.rank1.value),
  figures.points[0] === undefined ? '–' : percent(figures.points[0].fnir.value),
  percent(figures.failureToDetect.value),
]

/** Plain numbers, shares from 0 to 1; null where nothing could be measured. */
export function identificationJson({ figures, seconds }: IdentificationRun) {
  const [at01, at003] = figures.points
  return {
    persons: figures.persons,
    galleryImages: figures.galleryPictures,
    personsNotEnrolled: figures.personsNotEnrolled,
    matedSearches: figures.matedSearches,
    nonMatedSearches: figures.nonMatedSearches,
    nonMated: figures.nonMated,
    rank1: figures.rank1.value,
    rank1Count: figures.rank1.count,
    fnirRank1: figures.fnirRank1.value,
    fnirAtFpir01: at01?.fnir.value ?? null,
    fnirAtFpir003: at003?.fnir.value ?? null,
    failureToDetect: figures.failureToDetect.value,
    unreadableImages: figures.unreadable,
    intervals: {
      rank1: intervalOf(figures.rank1),
      fnirRank1: intervalOf(figures.fnirRank1),
      failureToDetect: intervalOf(figures.failureToDetect),
    },
    points: figures.points.map(pointJson),
    cmc: figures.cmc,
    minGroupPersons: figures.minGroupPersons,
    groups: figures.groups.map(groupJson),
    seconds,
  }
}

const pointJson = ({ falsePositiveRate, threshold, fnir, fpir, resolved }: ThresholdPoint) => ({
  atFpir: falsePositiveRate,
  threshold: Number.isFinite(threshold) ? threshold : null,
  fnir: fnir.value,
  fnirInterval: intervalOf(fnir),
  fpir: fpir.value,
  fpirInterval: intervalOf(fpir),
  resolved,
})

const shareJson = (value: Share | undefined) =>
  value === undefined
    ? null
    : { value: value.value, count: value.count, of: value.of, interval: intervalOf(value) }

const groupJson = (group: GroupFigures) => ({
  column: group.column,
  value: group.value,
  galleryPersons: group.galleryPersons ?? null,
  matedPersons: group.matedPersons,
  nonMatedPersons: group.nonMatedPersons,
  failureToDetect: shareJson(group.failureToDetect),
  fnirRank1: shareJson(group.fnirRank1),
  fnirAtFpir01: shareJson(group.fnirAtThreshold),
  fpirAtThreshold: shareJson(group.fpirAtThreshold),
})
