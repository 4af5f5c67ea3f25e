import { type Html, section } from '../../page/index.ts'
import type { IdentificationFigures } from '../identification-figures.ts'
import type { SearchRecord } from '../rank-searches.ts'
import {
  errorItem,
  errorList,
  type ShownPicture,
  type Thumbnails,
  withoutTemplateItem,
} from './thumbnails.ts'

const shown = 6

export type WorstSearches = {
  /** Searches whose person was found last, or least similar. */
  readonly mated: readonly SearchRecord[]
  /** Searches that returned the most similar wrong person. */
  readonly wrong: readonly SearchRecord[]
  readonly withoutTemplate: readonly SearchRecord[]
}

export function worstSearches({ searches, nonMated }: IdentificationFigures): WorstSearches {
  const rank = ({ mate }: SearchRecord) => mate?.rank ?? Number.MAX_SAFE_INTEGER
  const strangers = searches.filter(
    ({ mated, bestOther }) => bestOther !== undefined && (nonMated !== 'given' || !mated),
  )
  return {
    mated: searches
      .filter(({ mated, searched }) => mated && searched)
      .sort((a, b) => rank(b) - rank(a) || (a.mate?.similarity ?? -1) - (b.mate?.similarity ?? -1))
      .slice(0, shown),
    wrong: strangers
      .sort((a, b) => (b.bestOther?.similarity ?? -1) - (a.bestOther?.similarity ?? -1))
      .slice(0, shown),
    withoutTemplate: searches.filter(({ searched }) => !searched).slice(0, shown * 2),
  }
}

/** Pictures the report shows of the probes, and of the gallery. */
export const probePicturesOf = ({ mated, wrong, withoutTemplate }: WorstSearches): readonly string[] =>
  [...mated, ...wrong, ...withoutTemplate].map(({ probe }) => probe.file)
export const galleryPicturesOf = ({ mated, wrong }: WorstSearches): readonly string[] =>
  [...mated, ...wrong].flatMap(({ mate, bestOther }) => [mate?.file ?? [], bestOther?.file ?? []].flat())

/** Thumbnails of probes and of the gallery may share names; they are told apart by a prefix. */
export const probeKey = (file: string): string => `probe ${file}`
export const galleryKey = (file: string): string => `gallery ${file}`

export function worstSearchesSection(worst: WorstSearches, thumbnails: Thumbnails): Html {
  return section(
    'The hardest searches',
    'What the model got most wrong, or, where it got all right, what came nearest to it.',
    errorList('The right person, found last or least similar', worst.mated.map(matedItem(thumbnails))),
    errorList('The most similar wrong persons', worst.wrong.map(wrongItem(thumbnails))),
    errorList(
      'No template',
      worst.withoutTemplate.map(({ probe }) =>
        withoutTemplateItem(
          { file: probeKey(probe.file), words: 'probe' },
          { thumbnails, words: 'The search is a miss.' },
        ),
      ),
    ),
  )
}

const matedItem =
  (thumbnails: Thumbnails) =>
  ({ probe, mate, bestOther }: SearchRecord): Html => {
    const right = mate?.rank === 1
    const pictures: readonly ShownPicture[] = [
      { file: probeKey(probe.file), words: 'probe' },
      ...(mate === undefined
        ? []
        : [{ file: galleryKey(mate.file), words: `the person, rank ${mate.rank}` }]),
      ...(bestOther === undefined ? [] : [{ file: galleryKey(bestOther.file), words: 'most similar other' }]),
    ]
    return errorItem({
      pictures,
      thumbnails,
      tag: {
        words: right
          ? 'Found at rank 1.'
          : mate === undefined
            ? 'Not in any list.'
            : `Found at rank ${mate.rank}.`,
        right,
      },
      words: [
        ...(mate === undefined ? [] : [`Similarity ${mate.similarity.toFixed(3)}`]),
        ...(bestOther === undefined ? [] : [`the other ${bestOther.similarity.toFixed(3)}`]),
      ].join(', '),
    })
  }

const wrongItem =
  (thumbnails: Thumbnails) =>
  ({ probe, bestOther }: SearchRecord): Html =>
    errorItem({
      pictures: [
        { file: probeKey(probe.file), words: 'probe' },
        ...(bestOther === undefined ? [] : [{ file: galleryKey(bestOther.file), words: 'another person' }]),
      ],
      thumbnails,
      tag: { words: 'Two persons.', right: true },
      words: `Similarity ${bestOther?.similarity.toFixed(3) ?? '–'}: a threshold below it would return this person wrongly.`,
    })
