import { type Html, section } from '../../page/index.ts'
import type { PairComparison } from '../comparison.ts'
import { foldsOf } from '../ten-folds.ts'
import type { VerificationFigures } from '../verification.ts'
import { errorItem, errorList, type Thumbnails, withoutTemplateItem } from './thumbnails.ts'

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

/** The pairs that are shown, with what was decided of each. */
export function worstPairsSection(
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
  return section(
    'The hardest pairs',
    'What the model got most wrong, or, where it got all right, what came nearest to it. Look at them: a wrong label in the file shows here first.',
    errorList('One person, least similar', worst.same.map(item)),
    errorList('Two persons, most similar', worst.different.map(item)),
    errorList(
      'No template',
      worst.withoutTemplate.map((file) =>
        withoutTemplateItem(
          { file, words: 'picture' },
          { thumbnails, words: 'Its pairs count as two persons.' },
        ),
      ),
    ),
  )
}
