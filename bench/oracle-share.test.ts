import { describe, expect, it } from 'vitest'
import { personsBefore, type Ranked } from './best-list.ts'
import { TemplateMaker } from './make-templates.ts'
import { personsWanted, rankShare } from './oracle-share.ts'
import { personName } from './person-name.ts'
import { similarityOf } from './similarity.ts'

/** Every row by the float64 sum, every person by the best row, all sorted. */
function rankPlainly(maker: TemplateMaker, query: Float32Array) {
  const persons = new Map<number, number>()
  const rows: Ranked[] = []
  for (let index = 0; index < maker.blocks; index++) {
    const block = maker.block(index)
    for (let row = 0; row < block.rows; row++) {
      const similarity = similarityOf(query, block.vectors, row * query.length)
      const person = block.persons[row] ?? -1
      persons.set(person, Math.max(similarity, persons.get(person) ?? -2))
      rows.push({ id: block.first + row, similarity })
    }
  }
  const before = personsBefore(personName)
  return {
    persons: [...persons]
      .map(([id, similarity]) => ({ id, similarity }))
      .sort((first, second) => (before(first, second) ? -1 : 1))
      .slice(0, personsWanted),
    rows: rows.sort((first, second) => second.similarity - first.similarity).slice(0, 20),
  }
}

describe('the oracle of the benchmark', () => {
  it.each([64, 100, 512])('ranks as a plain exhaustive search does, %d dimensions', (dimension) => {
    const plan = { rows: 5000, dimension, seed: 3 }
    const maker = new TemplateMaker(plan)
    const queries = maker.probes(6)
    const truth = rankShare({ plan, queries: 6, lane: 0, lanes: 1 }, () => undefined)
    expect(truth).toEqual(queries.map(({ vector }) => rankPlainly(maker, vector)))
  })

  it('finds the person of a new picture first', () => {
    const plan = { rows: 6000, dimension: 512, seed: 4 }
    const truth = rankShare({ plan, queries: 20, lane: 0, lanes: 1 }, () => undefined)
    const mated = new TemplateMaker(plan).probes(20).map(({ person }, at) => ({ person, best: truth[at] }))
    const known = mated.filter(({ person }) => person !== undefined)
    expect(known).toHaveLength(10)
    expect(known.map(({ best }) => best?.persons[0]?.id)).toEqual(known.map(({ person }) => person))
  })
})
