import { must } from '../../kernel/index.ts'
import type { PairComparison } from '../comparison.ts'
import { type Degradation, degradationWords } from '../degrade-photo.ts'
import type { TrueAccepts } from '../operating-points.ts'
import { foldsOf } from '../ten-folds.ts'
import type { VerificationFigures } from '../verification.ts'
import { errorCurveFigure, intervalFigure, similarityBins, similarityFigure } from './curves.ts'
import { type Html, html } from './html.ts'
import {
  cards,
  dataTable,
  definitionList,
  figureBlock,
  notes,
  percent,
  range,
  section,
  shareCell,
  whole,
} from './page-parts.ts'
import { type ReportFacts, reportPage } from './report-page.ts'
import { verificationTerms } from './terms.ts'
import { errorItem, type Thumbnails } from './thumbnails.ts'

export type VerificationRow = {
  readonly degradation: Degradation | undefined
  readonly figures: VerificationFigures
}

const shownPairs = 6
const shownWithoutFace = 12

/** The pairs and pictures that a report shows: what the machine got most wrong. */
export type WorstPairs = {
  /** Pairs of one person, least similar first, and pairs of two, most similar first. */
  readonly same: readonly PairComparison[]
  readonly different: readonly PairComparison[]
  readonly withoutTemplate: readonly string[]
}

export function worstPairs({ comparisons, withoutTemplate }: VerificationFigures): WorstPairs {
  const kind = (same: boolean) =>
    comparisons.filter((one) => one.same === same && Number.isFinite(one.similarity))
  return {
    same: kind(true)
      .sort((a, b) => a.similarity - b.similarity)
      .slice(0, shownPairs),
    different: kind(false)
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, shownPairs),
    withoutTemplate: withoutTemplate.slice(0, shownWithoutFace),
  }
}

/** Every picture that the report shows. */
export const picturesOf = ({ same, different, withoutTemplate }: WorstPairs): readonly string[] => [
  ...[...same, ...different].flatMap(({ a, b }) => [a, b]),
  ...withoutTemplate,
]

/** The report of a 1:1 evaluation as one file of HTML. */
export function verificationReport(of: {
  readonly rows: readonly VerificationRow[]
  readonly worst: WorstPairs
  readonly thumbnails: Thumbnails
  readonly facts: ReportFacts
}): string {
  const { figures } = must(of.rows[0], 'first row')
  const { accuracy, tarAtFar01, failureToDetect, equalError } = figures
  return reportPage({
    title: 'Same person or not?',
    summary: `${whole(figures.pairs)} pairs of pictures, ${whole(figures.samePairs)} of one person and ${whole(figures.differentPairs)} of two, from ${whole(figures.images)} images. The model ${of.facts.modelName} was asked of each pair whether it shows one person, and the truth is known.`,
    facts: of.facts,
    parts: [
      cards([
        { what: 'Decided right (ten folds)', value: percent(accuracy.value), range: range(accuracy) },
        { what: 'True accepts at FAR 1 %', value: percent(tarAtFar01.value), range: range(tarAtFar01) },
        {
          what: 'Equal error rate',
          value: percent(equalError.value),
          range: `at similarity ${equalError.threshold.toFixed(3)}`,
        },
        {
          what: 'No face found',
          value: percent(failureToDetect.value),
          range: `${whole(failureToDetect.count)} of ${whole(failureToDetect.of)} images`,
        },
      ]),
      section('Figures', 'Each with its 95 % interval.', notes(notesOf(figures)), figureTable(figures)),
      section(
        'How the errors trade off',
        '',
        html`<div class="pair-of-figures">${[similarity(figures), tradeOff(figures)]}</div>`,
      ),
      ...(of.rows.length > 1 ? [cameraSection(of.rows)] : []),
      worstSection(figures, of),
      section('What the words mean', '', definitionList(verificationTerms)),
    ],
  })
}

function notesOf(figures: VerificationFigures): readonly string[] {
  return [
    ...[figures.tarAtFar01, figures.tarAtFar001]
      .filter(({ resolved }) => !resolved)
      .map(
        ({ falseAcceptRate }) =>
          `A false accept rate of ${falseAcceptRate} needs ${whole(Math.ceil(1 / falseAcceptRate))} pairs of two persons. There are ${whole(figures.differentPairs)}; the figure is for none accepted.`,
      ),
    ...Object.entries(figures.unreadable).map(
      ([code, images]) => `${whole(images)} images gave no template (${code}).`,
    ),
  ]
}

function figureTable(figures: VerificationFigures): Html {
  const { accuracy, tarAtFar01, tarAtFar001, failureToDetect } = figures
  const accepts = (point: TrueAccepts) =>
    `similarity ${point.threshold.toFixed(4)}, ${point.falseAccepts} false accepts`
  return dataTable({
    caption: 'Figures of the pictures as they are',
    heading: ['Figure', 'Measured', 'Count', 'Where'],
    rows: [
      [
        'Accuracy by ten folds',
        shareCell(accuracy),
        `${whole(accuracy.count)} of ${whole(accuracy.of)}`,
        `standard error over folds ${percent(accuracy.standardError)}`,
      ],
      [
        'True accept rate at FAR 0.01',
        shareCell(tarAtFar01),
        `${whole(tarAtFar01.count)} of ${whole(tarAtFar01.of)}`,
        accepts(tarAtFar01),
      ],
      [
        'True accept rate at FAR 0.001',
        shareCell(tarAtFar001),
        `${whole(tarAtFar001.count)} of ${whole(tarAtFar001.of)}`,
        accepts(tarAtFar001),
      ],
      [
        'Failure to detect',
        shareCell(failureToDetect),
        `${whole(failureToDetect.count)} of ${whole(failureToDetect.of)}`,
        `${whole(figures.severalFaces)} images show several faces`,
      ],
    ],
  })
}

function similarity(figures: VerificationFigures): Html {
  const bins = similarityBins(figures.comparisons)
  const { threshold } = figures.equalError
  return figureBlock({
    title: 'How similar pairs are',
    words:
      'Where the two hills overlap, the model cannot tell. The dashed line is the threshold of equal errors.',
    svg: similarityFigure(bins, {
      threshold,
      alternative: `Two hills of similarity: pairs of two persons on the left, pairs of one person on the right; the threshold of equal errors at ${threshold.toFixed(3)} lies between.`,
    }),
    table: dataTable({
      caption: 'Pairs by similarity',
      heading: ['Similarity', 'One person', 'Two persons'],
      rows: bins
        .filter(({ same, different }) => same + different > 0)
        .map((bin) => [
          `${bin.from.toFixed(3)} to ${bin.to.toFixed(3)}`,
          whole(bin.same),
          whole(bin.different),
        ]),
    }),
  })
}

function tradeOff(figures: VerificationFigures): Html {
  const marked = [figures.tarAtFar01, figures.tarAtFar001].map((point) => ({
    x: point.falseAccepts / figures.differentPairs,
    y: 1 - point.value,
    label: `FAR ${point.falseAcceptRate}`,
  }))
  const rows = [figures.tarAtFar01, figures.tarAtFar001].map((point) => [
    `${point.falseAcceptRate}`,
    percent(1 - point.value),
    point.threshold.toFixed(4),
  ])
  return figureBlock({
    title: 'Error trade-off (DET)',
    words:
      'Each point is a threshold: how many pairs of two persons it accepts, and how many of one person it refuses. Lower and further left is better.',
    svg: errorCurveFigure(
      figures.curve.map(({ falseAcceptRate: x, falseRejectRate: y }) => ({ x, y })),
      {
        x: 'false accept rate',
        y: 'false reject rate',
        alternative: `Detection error trade-off on logarithmic axes: false reject rate ${percent(1 - figures.tarAtFar01.value)} at a false accept rate of 0.01, ${percent(1 - figures.tarAtFar001.value)} at 0.001.`,
        marked,
      },
    ),
    table: dataTable({
      caption: 'Points of the curve',
      heading: ['False accept rate', 'False reject rate', 'Similarity'],
      rows: [...rows, ['equal', percent(figures.equalError.value), figures.equalError.threshold.toFixed(4)]],
    }),
  })
}

function cameraSection(rows: readonly VerificationRow[]): Html {
  const label = ({ degradation }: VerificationRow) =>
    degradation === undefined ? 'as they are' : degradationWords[degradation]
  const shares = rows.map((row) => ({ label: label(row), share: row.figures.accuracy }))
  return section(
    'What a worse camera costs',
    'The same pictures and pairs, each picture spoilt before it was measured.',
    figureBlock({
      title: 'Accuracy',
      words: 'Dots with their 95 % intervals.',
      svg: intervalFigure(shares, {
        x: 'accuracy',
        alternative: `Accuracy by kind of picture: ${shares.map(({ label: name, share }) => `${name} ${percent(share.value)}`).join(', ')}.`,
      }),
      table: dataTable({
        caption: 'By kind of picture',
        heading: [
          'Pictures',
          'Accuracy',
          'TAR at FAR 0.01',
          'TAR at FAR 0.001',
          'Equal error rate',
          'No face found',
        ],
        rows: rows.map((row) => [
          label(row),
          shareCell(row.figures.accuracy),
          shareCell(row.figures.tarAtFar01),
          shareCell(row.figures.tarAtFar001),
          percent(row.figures.equalError.value),
          shareCell(row.figures.failureToDetect),
        ]),
      }),
    }),
  )
}

function worstSection(
  figures: VerificationFigures,
  { worst, thumbnails }: { readonly worst: WorstPairs; readonly thumbnails: Thumbnails },
): Html {
  const folds = foldsOf(figures.comparisons)
  const item = (pair: PairComparison): Html => {
    const at = figures.comparisons.indexOf(pair)
    const right = figures.accuracy.right[at] === true
    const threshold = figures.accuracy.thresholds[folds[at] ?? 0] ?? 0
    return errorItem({
      pictures: [
        { file: pair.a, words: 'first picture' },
        { file: pair.b, words: 'second picture' },
      ],
      thumbnails,
      tag: {
        words: right
          ? 'Decided right.'
          : pair.same
            ? 'Called two persons; it is one.'
            : 'Called one person; they are two.',
        right,
      },
      words: `Similarity ${pair.similarity.toFixed(3)}, threshold ${threshold.toFixed(3)}.`,
    })
  }
  const list = (title: string, items: readonly Html[]): Html =>
    items.length === 0 ? html`` : html`<h3>${title}</h3><ul class="errors">${items}</ul>`
  return section(
    'The hardest pairs',
    'What the model got most wrong, or, where it got all right, what came nearest to it. Look at them: a wrong label in the file shows here first.',
    list('One person, least similar', worst.same.map(item)),
    list('Two persons, most similar', worst.different.map(item)),
    list(
      'No template',
      worst.withoutTemplate.map((file) =>
        errorItem({
          pictures: [{ file, words: 'picture' }],
          thumbnails,
          tag: { words: 'No face was found, or the file could not be read.', right: false },
          words: 'Its pairs count as two persons.',
        }),
      ),
    ),
  )
}
