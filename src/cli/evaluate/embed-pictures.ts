import { type Degradation, makeTemplates, type Outcomes, type PictureSource } from '../../evaluation/index.ts'
import type { Terminal } from '../terminal.ts'

export type Embedding = { readonly outcomes: Outcomes; readonly seconds: number }

/** Embeds pictures with a bar that tells how far it is; each once, nothing is kept on disk. */
export async function embedPictures(
  files: readonly string[],
  of: {
    readonly source: PictureSource
    readonly terminal: Terminal
    readonly what: string
    readonly degradation?: Degradation | undefined
  },
): Promise<Embedding> {
  const { terminal, what, degradation } = of
  const total = new Set(files).size
  const progress = terminal.progress({
    title: degradation === undefined ? `Embedding ${what}` : `Embedding ${what}, ${degradation}`,
    total,
    unit: 'pictures',
  })
  const startedAt = performance.now()
  const source = { ...of.source, onPicture: progress.at }
  const outcomes = await makeTemplates(files, source, degradation).finally(progress.end)
  return { outcomes, seconds: (performance.now() - startedAt) / 1000 }
}
