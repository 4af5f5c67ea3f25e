type Terms = readonly (readonly [term: string, meaning: string])[]

const intervals: Terms = [
  [
    '95 % interval',
    'Wilson score interval: on pictures of the same kind the true share lies within it in 19 of 20 such evaluations. It says nothing about pictures of another kind.',
  ],
]

/** In plain words, after ISO/IEC 19795-1 and the reports of NIST FRTE. */
export const verificationTerms: Terms = [
  [
    'Similarity',
    'Dot product of the templates of two pictures, at most 1. It is no probability, and means nothing between models.',
  ],
  [
    'Accuracy by ten folds',
    'The protocol of Labeled Faces in the Wild: the pairs are parted into ten folds, each the next tenth of the pairs of one person with the next tenth of the pairs of two. For each fold the best threshold of the nine others decides. The figure is the share decided right.',
  ],
  [
    'True accept rate at FAR',
    'Share of pairs of one person that are accepted when the threshold lets at most this share of pairs of two persons through (1 − FNMR at FMR, ISO/IEC 19795-1).',
  ],
  [
    'Equal error rate',
    'The error where as large a share of pairs of one person is refused as of pairs of two is accepted.',
  ],
  [
    'Failure to detect',
    'Share of images in which no face was found. A picture without a template is unlike every other: its pairs count as "two persons", so a failure is an error where they show one (as NIST FRTE counts a failure to make a template).',
  ],
  [
    'Which face',
    'Of several faces the largest whose box covers the centre of the picture; without one, the face nearest to the centre.',
  ],
  ...intervals,
]

export const identificationTerms: Terms = [
  ['N', 'Persons in the gallery. Each stands once in a list, by the most similar of their pictures.'],
  ['Mated, non-mated', 'A search whose person is in the gallery, and one whose person is not.'],
  [
    'FNIR(N, R, T)',
    'False negative identification rate: share of mated searches whose person is not among the first R at a similarity of at least T (ISO/IEC 19795-1; NIST FRTE 1:N). T = 0 means that there is no threshold: a person looks through the list.',
  ],
  [
    'FPIR(N, T)',
    'False positive identification rate: share of non-mated searches that return anybody at a similarity of at least T.',
  ],
  [
    'CMC',
    'Cumulative match characteristic: share of mated searches whose person stands within each rank, 1 − FNIR(N, r, 0).',
  ],
  [
    'Failures',
    'A probe without a template is a miss. So is every search for a person of whom the gallery has no template.',
  ],
  [
    'Left out',
    'Where no probe shows a person outside the gallery, each mated probe may be searched again in the gallery without its person: N − 1 persons, and the same pictures on both sides.',
  ],
  [
    'Groups',
    'By the values that the probes file gives. The threshold is that of all searches, because one threshold serves everybody. A group with fewer persons than the minimum has no figures: they would only mislead.',
  ],
  ...intervals,
  ['Searches of one person', 'are not independent of each other; intervals count persons.'],
]
