import {
  type Degradation,
  makeTemplates,
  type Outcomes,
  type Pair,
  type PictureSource,
  type VerificationFigures,
  verificationFigures,
} from '../../evaluation/index.ts'
import type { Terminal } from '../terminal.ts'

/** One row of the evaluation: the pictures as they are, or as a worse camera would have shown them. */
export type VerificationRun = {
  readonly degradation: Degradation | undefined
  readonly figures: VerificationFigures
  readonly outcomes: Outcomes
  readonly seconds: number
}

/** Embeds the pictures of all pairs and measures, once for each row asked for. */
export async function runVerification(
  pairs: readonly Pair[],
  of: {
    readonly source: Pick<PictureSource, 'engine' | 'read' | 'inFlight'>
    readonly rows: readonly (Degradation | undefined)[]
    readonly terminal: Terminal
  },
): Promise<readonly VerificationRun[]> {
  const files = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]
  const runs: VerificationRun[] = []
  for (const degradation of of.rows) {
    const title = degradation === undefined ? 'Embedding' : `Embedding, ${degradation}`
    const progress = of.terminal.progress({ title, total: files.length, unit: 'pictures' })
    const startedAt = performance.now()
    const source = { ...of.source, onPicture: progress.at }
    const outcomes = await makeTemplates(files, source, degradation).finally(progress.end)
    const seconds = (performance.now() - startedAt) / 1000
    runs.push({ degradation, figures: verificationFigures(pairs, outcomes), outcomes, seconds })
  }
  return runs
}
