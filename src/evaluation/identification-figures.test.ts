import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identificationFigures } from './identification-figures.ts'
import type { Outcomes, PictureOutcome } from './make-templates.ts'
import type { PersonPicture } from './person-picture.ts'

/** A template on the unit circle, so that similarity is the cosine of the angle between two. */
const at = (degrees: number): PictureOutcome => ({
  template: Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)),
  faces: 1,
})
const noFace: PictureOutcome = { failure: 'NO_FACE' }

type Row = readonly [person: string, outcome: PictureOutcome, groups?: Readonly<Record<string, string>>]
const setOf = (
  kind: string,
  rows: readonly Row[],
): { pictures: readonly PersonPicture[]; outcomes: Outcomes } => ({
  pictures: rows.map(([person, , groups = {}], index) => ({ file: `${kind}${index}`, person, groups })),
  outcomes: new Map(rows.map(([, outcome], index) => [`${kind}${index}`, outcome])),
})
function measure(
  gallery: readonly Row[],
  probes: readonly Row[],
  options: { leaveOut?: boolean; minGroupPersons?: number } = {},
) {
  const [enrolled, searched] = [setOf('g', gallery), setOf('p', probes)]
  return identificationFigures({
    gallery: enrolled.pictures,
    probes: searched.pictures,
    enrolled: enrolled.outcomes,
    searched: searched.outcomes,
    leaveOut: options.leaveOut ?? false,
    minGroupPersons: options.minGroupPersons ?? 1,
  })
}

const gallery: readonly Row[] = [
  ['A', at(0)],
  ['B', at(40)],
  ['C', at(80)],
  ['C', at(120)],
]

describe('searches of persons in the gallery', () => {
  it('count persons, each by the best picture', () => {
    // 100° lies between the two pictures of C (cos 20°), and 60° from B.
    const { persons, galleryPictures, cmc, searches } = measure(gallery, [['C', at(100)]])
    expect([persons, galleryPictures]).toEqual([3, 4])
    expect(cmc).toEqual([1, 1, 1])
    expect(searches[0]?.bestOther).toMatchObject({ person: 'B' })
  })

  it('find a person at the rank of their best picture', () => {
    // A's probe at 30° is nearer to B (10°) than to A (30°): rank 2. B's probe at 70° has C first: rank 2.
    const figures = measure(gallery, [
      ['A', at(30)],
      ['A', at(5)],
      ['B', at(70)],
      ['C', at(90)],
    ])
    expect(figures.cmc).toEqual([0.5, 1, 1])
    expect(figures.fnirRank1).toMatchObject({ value: 0.5, count: 2, of: 4 })
    expect(figures.rank1).toMatchObject({ value: 0.5, count: 2 })
  })

  it('miss when the probe, or the whole of the person, gave no template', () => {
    const figures = measure(
      [
        ['A', at(0)],
        ['B', noFace],
      ],
      [
        ['A', noFace],
        ['B', at(40)],
        ['A', at(1)],
      ],
    )
    expect(figures).toMatchObject({ matedSearches: 3, personsNotEnrolled: 1, persons: 2 })
    expect(figures.rank1.count).toBe(1)
    expect(figures.failureToDetect).toMatchObject({ count: 1, of: 3 })
  })

  it('break ties by the name of the person, as the list of a search does', () => {
    const figures = measure(
      [
        ['B', at(10)],
        ['A', at(10)],
      ],
      [['B', at(0)]],
    )
    expect(figures.searches[0]?.mate?.rank).toBe(2)
  })
})

describe('searches of persons outside the gallery', () => {
  const outsiders: readonly Row[] = [
    ['X', at(200)],
    ['Y', at(55)],
  ]

  it('set the threshold, at which somebody in the gallery may no longer be found', () => {
    // Y at 55° reaches B with cos 15°. No false positive is permitted at 1 in 100 of two searches.
    const figures = measure(gallery, [['A', at(5)], ['B', at(60)], ...outsiders])
    expect(figures).toMatchObject({ nonMated: 'given', nonMatedSearches: 2, matedSearches: 2 })
    const [point] = figures.points
    expect(point?.threshold).toBeCloseTo(Math.cos((15 * Math.PI) / 180), 6)
    expect(point?.fpir.count).toBe(0)
    // A at cos 5° stays above; B at cos 20° falls below.
    expect(point?.fnir).toMatchObject({ count: 1, of: 2 })
    expect(point?.resolved).toBe(false)
  })

  it('return nobody when they gave no template', () => {
    const figures = measure(gallery, [
      ['A', at(5)],
      ['X', noFace],
    ])
    expect(figures.points[0]).toMatchObject({ fpir: { count: 0 }, fnir: { count: 0 } })
  })

  it('are not invented when there are none', () => {
    const figures = measure(gallery, [['A', at(5)]])
    expect(figures).toMatchObject({ nonMated: 'none', nonMatedSearches: 0, points: [], det: [] })
  })

  it('are the same probes without their person when that is asked for', () => {
    const figures = measure(
      gallery,
      [
        ['A', at(5)],
        ['B', at(41)],
      ],
      { leaveOut: true },
    )
    expect(figures).toMatchObject({ nonMated: 'leave-out', nonMatedSearches: 2 })
    // Without A the probe at 5° reaches B with cos 35°; without B the one at 41° reaches C with cos 39°.
    expect(figures.points[0]?.threshold).toBeCloseTo(Math.cos((35 * Math.PI) / 180), 6)
  })

  it('are the given ones when there are some, whatever was asked for', () => {
    expect(measure(gallery, [['A', at(5)], ...outsiders], { leaveOut: true }).nonMated).toBe('given')
  })
})

describe('groups', () => {
  const probes: readonly Row[] = [
    ['A', at(30), { sex: 'F', age: '21' }],
    ['B', at(41), { sex: 'M', age: 'NA' }],
    ['C', noFace, { sex: 'M', age: '25' }],
  ]

  it('have their own figures', () => {
    const { groups } = measure(gallery, probes, { leaveOut: true })
    const of = (column: string, value: string) =>
      groups.find((one) => one.column === column && one.value === value)
    expect(of('sex', 'F')).toMatchObject({
      matedPersons: 1,
      fnirRank1: { count: 1 },
      failureToDetect: { count: 0 },
    })
    expect(of('sex', 'M')).toMatchObject({
      matedPersons: 2,
      fnirRank1: { count: 1 },
      failureToDetect: { count: 1 },
    })
    expect(of('age', 'not stated')).toMatchObject({ matedPersons: 1 })
  })

  it('have no figures when they are too small', () => {
    const { groups } = measure(gallery, probes, { leaveOut: true, minGroupPersons: 2 })
    const small = groups.find(({ value }) => value === 'F')
    expect(small).toMatchObject({ matedPersons: 1, fnirRank1: undefined, fnirAtThreshold: undefined })
    expect(groups.find(({ value }) => value === 'M')?.fnirRank1?.of).toBe(2)
  })

  it('count persons, not pictures, towards their size', () => {
    const twice: readonly Row[] = [
      ['A', at(1), { sex: 'F' }],
      ['A', at(2), { sex: 'F' }],
    ]
    const { groups } = measure(gallery, twice, { minGroupPersons: 2 })
    expect(groups[0]).toMatchObject({ matedPersons: 1, fnirRank1: undefined })
  })

  it('are banded in tens where a column holds many numbers', () => {
    const many: readonly Row[] = Array.from({ length: 12 }, (_, index) => [
      'A',
      at(index),
      { age: `${18 + index}` },
    ])
    expect(measure(gallery, many).groups.map(({ value }) => value)).toEqual(['10–19', '20–29'])
  })
})

describe('whatever the templates', () => {
  const angle = fc.integer({ min: 0, max: 359 }).map(at)
  const row = (persons: readonly string[]) => fc.tuple(fc.constantFrom(...persons), angle)

  it('the share found never falls with the rank, and errors trade off', () => {
    fc.assert(
      fc.property(
        fc.array(row(['A', 'B', 'C', 'D']), { minLength: 2, maxLength: 12 }),
        fc.array(row(['A', 'B', 'C', 'D', 'X', 'Y']), { minLength: 2, maxLength: 20 }),
        (enrolled, searched) => {
          const { cmc, det, rank1, fnirRank1, matedSearches } = measure(enrolled, searched)
          for (const [at, value] of cmc.entries()) expect(value).toBeGreaterThanOrEqual(cmc[at - 1] ?? 0)
          if (matedSearches > 0) {
            expect(cmc.at(-1)).toBe(1)
            expect(rank1.value + fnirRank1.value).toBeCloseTo(1, 12)
          }
          for (const [at, point] of det.entries()) {
            expect(point.fpir).toBeLessThanOrEqual(det[at - 1]?.fpir ?? 1)
            expect(point.fnir).toBeGreaterThanOrEqual(det[at - 1]?.fnir ?? 0)
          }
        },
      ),
    )
  })
})
