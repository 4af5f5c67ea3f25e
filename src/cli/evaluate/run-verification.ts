import {
  type Degradation,
  type Pair,
  type PictureSource,
  type VerificationFigures,
  verificationFigures,
} from '../../evaluation/index.ts'
import type { Terminal } from '../terminal.ts'
import { embedPictures } from './embed-pictures.ts'

/** One row of the evaluation: the pictures as they are, or as a worse camera would have shown them. */
export type VerificationRun = {
  readonly degradation: Degradation | undefined
  readonly figures: VerificationFigures
  readonly seconds: number
}

/** Embeds the pictures of all pairs and measures, once for each row asked for. */
export async function runVerification(
  pairs: readonly Pair[],
  of: {
    readonly source: PictureSource
    readonly rows: readonly (Degradation | undefined)[]
    readonly terminal: Terminal
  },
): Promise<readonly VerificationRun[]> {
  const { source, terminal } = of
  const files = pairs.flatMap(({ a, b }) => [a, b])
  const runs: VerificationRun[] = []
  for (const degradation of of.rows) {
    const { outcomes, seconds } = await embedPictures(files, {
      source,
      terminal,
      what: 'pictures',
      degradation,
    })
    runs.push({ degradation, figures: verificationFigures(pairs, outcomes), seconds })
  }
  return runs
}
