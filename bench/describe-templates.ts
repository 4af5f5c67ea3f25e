import type { TemplateBlock, TemplateMaker } from './make-templates.ts'
import { similarityOf } from './similarity.ts'
import { deviation, mean, percentile } from './statistics.ts'

export type TemplateFigures = {
  readonly impostorMean: number
  readonly impostorDeviation: number
  /** 1st, 50th and 99th percentile of two templates of one person. */
  readonly genuine: readonly [number, number, number]
}

/** Measures what was made: strangers against two blocks, and the pairs within the persons of these blocks. */
export function describeTemplates(maker: TemplateMaker): TemplateFigures {
  const blocks = [0, 1].filter((index) => index < maker.blocks).map((index) => maker.block(index))
  const strangers = maker.probes(100).filter(({ person }) => person === undefined)
  const impostor = blocks.flatMap(({ rows, vectors }) =>
    strangers.flatMap(({ vector }) =>
      Array.from({ length: rows }, (_, row) => similarityOf(vector, vectors, row * vector.length)),
    ),
  )
  const genuine = blocks.flatMap((block) => pairsWithin(block, maker.plan.dimension))
  return {
    impostorMean: mean(impostor),
    impostorDeviation: deviation(impostor),
    genuine: [percentile(genuine, 0.01), percentile(genuine, 0.5), percentile(genuine, 0.99)],
  }
}

function pairsWithin({ rows, persons, vectors }: TemplateBlock, dimension: number): readonly number[] {
  const rowsOf = new Map<number, number[]>()
  for (let row = 0; row < rows; row++) {
    const person = persons[row] ?? 0
    rowsOf.set(person, [...(rowsOf.get(person) ?? []), row])
  }
  return [...rowsOf.values()].flatMap((own) =>
    own.slice(1).map((row) => {
      const first = (own[0] ?? 0) * dimension
      return similarityOf(vectors.subarray(first, first + dimension), vectors, row * dimension)
    }),
  )
}
