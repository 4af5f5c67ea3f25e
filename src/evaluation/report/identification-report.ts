import { must } from '../../kernel/index.ts'
import {
  type Card,
  cards,
  dataTable,
  definitionList,
  figureBesideTable,
  figureBlock,
  type Html,
  html,
  section,
  whole,
} from '../../page/index.ts'
import { type Degradation, pictureWords } from '../degrade-photo.ts'
import type { GroupFigures } from '../group-figures.ts'
import { listLength } from '../identification.ts'
import type { IdentificationFigures } from '../identification-figures.ts'
import { cumulativeFigure, errorCurveFigure, intervalFigure } from './curves.ts'
import { notes, percent, range, shareCell } from './page-parts.ts'
import { type ReportFacts, reportPage } from './report-page.ts'
import { identificationTerms } from './terms.ts'
import type { Thumbnails } from './thumbnails.ts'
import { type WorstSearches, worstSearchesSection } from './worst-searches.ts'

export type IdentificationRow = {
  readonly degradation: Degradation | undefined
  readonly figures: IdentificationFigures
}

/** The report of a 1:N evaluation as one file of HTML. */
export function identificationReport(of: {
  readonly rows: readonly IdentificationRow[]
  readonly worst: WorstSearches
  readonly thumbnails: Thumbnails
  readonly facts: ReportFacts
}): string {
  const { figures } = must(of.rows[0], 'first row')
  return reportPage({
    title: 'Who is it, of all in the gallery?',
    summary: `${whole(figures.matedSearches)} searches of persons in a gallery of ${whole(figures.persons)} persons (${whole(figures.galleryPictures)} pictures), and ${whole(figures.nonMatedSearches)} of persons who are not in it. The model is ${of.facts.modelName}.`,
    facts: of.facts,
    parts: [
      cards(cardsOf(figures)),
      section('Figures', 'Each with its 95 % interval.', notes(notesOf(figures)), figureTable(figures)),
      section(
        'Curves',
        '',
        html`<div class="pair-of-figures">${[cumulative(figures), ...tradeOff(figures)]}</div>`,
      ),
      ...(figures.groups.length > 0 ? [groupSection(figures)] : []),
      ...(of.rows.length > 1 ? [cameraSection(of.rows)] : []),
      worstSearchesSection(of.worst, of.thumbnails),
      section('What the words mean', '', definitionList(identificationTerms)),
    ],
  })
}

function cardsOf(figures: IdentificationFigures): readonly Card[] {
  const [at01] = figures.points
  return [
    { what: 'Found at rank 1', value: percent(figures.rank1.value), range: range(figures.rank1) },
    {
      what: 'Missed at rank 1, FNIR(N,1,0)',
      value: percent(figures.fnirRank1.value),
      range: range(figures.fnirRank1),
    },
    at01 === undefined
      ? { what: 'Missed at FPIR 1 %', value: '–', range: 'no searches of other persons' }
      : { what: 'Missed at FPIR 1 %', value: percent(at01.fnir.value), range: range(at01.fnir) },
    {
      what: 'No face found in the probe',
      value: percent(figures.failureToDetect.value),
      range: `${whole(figures.failureToDetect.count)} of ${whole(figures.failureToDetect.of)} images`,
    },
  ]
}

function notesOf(figures: IdentificationFigures): readonly string[] {
  const nonMated = {
    given: [],
    'leave-out': [
      'Persons outside the gallery are the same probes again, each against the gallery without its person (N − 1 persons).',
    ],
    none: [
      'No probe shows a person outside the gallery, so nothing is known about how often somebody is wrongly returned.',
    ],
  }[figures.nonMated]
  return [
    ...nonMated,
    ...figures.points
      .filter(({ resolved }) => !resolved)
      .map(
        ({ falsePositiveRate }) =>
          `FPIR ${falsePositiveRate} needs ${whole(Math.ceil(1 / falsePositiveRate))} non-mated searches. There are ${whole(figures.nonMatedSearches)}; the figure is for none returned.`,
      ),
    ...(figures.personsNotEnrolled > 0
      ? [
          `${whole(figures.personsNotEnrolled)} persons of the gallery have no template; every search for them is a miss.`,
        ]
      : []),
    ...Object.entries(figures.unreadable).map(
      ([code, images]) => `${whole(images)} images gave no template (${code}).`,
    ),
  ]
}

const figureTable = (figures: IdentificationFigures): Html =>
  dataTable({
    caption: 'Figures of the probes as they are',
    heading: ['Figure', 'Measured', 'Count', 'Where'],
    rows: [
      ...figures.ranks.map(({ rank, found }) => [
        rank === 1 ? 'Found at rank 1' : `Found within rank ${rank}`,
        shareCell(found),
        `${whole(found.count)} of ${whole(found.of)}`,
        'no threshold',
      ]),
      ...figures.points.map(({ falsePositiveRate, fnir, threshold }) => [
        `FNIR(N,${listLength},T) at FPIR ${falsePositiveRate}`,
        shareCell(fnir),
        `${whole(fnir.count)} of ${whole(fnir.of)}`,
        `similarity ${threshold.toFixed(4)}`,
      ]),
    ],
  })

const cumulative = (figures: IdentificationFigures): Html =>
  figureBlock({
    title: 'Found within rank (CMC)',
    words: 'How far down the list one must look. No threshold: a person looks at every candidate.',
    svg: cumulativeFigure(
      figures.cmc,
      `Cumulative match characteristic: ${figures.ranks.map(({ rank, found }) => `${percent(found.value)} within rank ${rank}`).join(', ')}.`,
    ),
    table: dataTable({
      caption: 'Share found by rank',
      heading: ['Rank', 'Found'],
      rows: figures.cmc.map((share, at) => [`${at + 1}`, percent(share)]),
    }),
  })

function tradeOff(figures: IdentificationFigures): readonly Html[] {
  if (figures.det.length === 0) return []
  const points = figures.points.map(({ falsePositiveRate, fpir, fnir, threshold }) => ({
    label: `FPIR ${falsePositiveRate}`,
    x: fpir.value,
    y: fnir.value,
    threshold,
  }))
  const seen = figures.det.some(({ fpir, fnir }) => fpir > 0 && fnir > 0)
  return [
    figureBlock({
      title: 'Error trade-off (DET)',
      words: seen
        ? 'Each point is a threshold: how often it returns somebody wrongly, and how often it misses the right person. Lower and further left is better.'
        : 'At every threshold one of the two errors did not occur, so the curve lies off its logarithmic axes.',
      svg: errorCurveFigure(
        figures.det.map(({ fpir: x, fnir: y }) => ({ x, y })),
        {
          x: 'FPIR, wrongly returned',
          y: 'FNIR, missed',
          alternative: `Detection error trade-off on logarithmic axes: ${points.map(({ label, y }) => `FNIR ${percent(y)} at ${label}`).join(', ')}.`,
          marked: points,
        },
      ),
      table: dataTable({
        caption: 'Points of the curve',
        heading: ['At', 'FNIR', 'Similarity'],
        rows: points.map(({ label, y, threshold }) => [label, percent(y), threshold.toFixed(4)]),
      }),
    }),
  ]
}

function groupSection(figures: IdentificationFigures): Html {
  const hasThreshold = figures.points.length > 0
  const row = (group: GroupFigures) => [
    `${group.column}: ${group.value}`,
    group.galleryPersons === undefined ? '–' : whole(group.galleryPersons),
    whole(group.matedPersons),
    shareCell(group.failureToDetect),
    shareCell(group.fnirRank1),
    ...(hasThreshold ? [shareCell(group.fnirAtThreshold), shareCell(group.fpirAtThreshold)] : []),
  ]
  return section(
    'By group',
    `Groups of fewer than ${figures.minGroupPersons} persons have no figures. Treat every difference as unknown until the intervals part.`,
    dataTable({
      caption: 'Figures by group of the probe',
      heading: [
        'Group',
        'In the gallery',
        'Searched for',
        'No face found',
        'FNIR(N,1,0)',
        ...(hasThreshold ? ['FNIR at FPIR 0.01', 'FPIR at that threshold'] : []),
      ],
      rows: figures.groups.map(row),
    }),
  )
}

function cameraSection(rows: readonly IdentificationRow[]): Html {
  const label = ({ degradation }: IdentificationRow) => pictureWords(degradation)
  const shares = rows.map((row) => ({ label: label(row), share: row.figures.rank1 }))
  return section(
    'What a worse camera costs',
    'The same searches, each probe spoilt before it was measured. The gallery stays as it is.',
    figureBesideTable({
      title: 'Found at rank 1',
      words: 'Dots with their 95 % intervals.',
      svg: intervalFigure(shares, {
        x: 'found at rank 1',
        alternative: `Found at rank 1 by kind of probe: ${shares.map(({ label: name, share }) => `${name} ${percent(share.value)}`).join(', ')}.`,
      }),
      table: dataTable({
        caption: 'By kind of probe',
        heading: ['Probes', 'Found at rank 1', 'FNIR at FPIR 0.01', 'No face found'],
        rows: rows.map((row) => [
          label(row),
          shareCell(row.figures.rank1),
          row.figures.points[0] === undefined ? '–' : shareCell(row.figures.points[0].fnir),
          shareCell(row.figures.failureToDetect),
        ]),
      }),
    }),
  )
}
