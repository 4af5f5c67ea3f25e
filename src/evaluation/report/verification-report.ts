import { must } from '../../kernel/index.ts'
import {
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
import type { TrueAccepts } from '../operating-points.ts'
import type { VerificationFigures } from '../verification.ts'
import { errorCurveFigure, intervalFigure, similarityBins, similarityFigure } from './curves.ts'
import { notes, percent, range, shareCell } from './page-parts.ts'
import { type ReportFacts, reportPage } from './report-page.ts'
import { verificationTerms } from './terms.ts'
import type { Thumbnails } from './thumbnails.ts'
import { type WorstPairs, worstPairsSection } from './worst-pairs.ts'

export type VerificationRow = {
  readonly degradation: Degradation | undefined
  readonly figures: VerificationFigures
}

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
      worstPairsSection(figures, of),
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
  const label = ({ degradation }: VerificationRow) => pictureWords(degradation)
  const shares = rows.map((row) => ({ label: label(row), share: row.figures.accuracy }))
  return section(
    'What a worse camera costs',
    'The same pictures and pairs, each picture spoilt before it was measured.',
    figureBesideTable({
      title: 'Accuracy',
      words: 'Dots with their 95 % intervals.',
      svg: intervalFigure(shares, {
        x: 'accuracy',
        alternative: `Accuracy by kind of picture: ${shares.map(({ label: name, share }) => `${name} ${percent(share.value)}`).join(', ')}.`,
      }),
      table: dataTable({
        caption: 'By kind of picture',
        heading: ['Pictures', 'Accuracy', 'TAR at FAR 0.01', 'No face found'],
        rows: rows.map((row) => [
          label(row),
          shareCell(row.figures.accuracy),
          shareCell(row.figures.tarAtFar01),
          shareCell(row.figures.failureToDetect),
        ]),
      }),
    }),
  )
}
