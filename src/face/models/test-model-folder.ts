import { createHash } from 'node:crypto'
import { canonicalJson, isRefused, must } from '../../kernel/index.ts'
import { templateOf } from '../embed-faces.ts'
import type { Face } from '../face.ts'
import { type VerifiedModel, verifiedModel } from '../model-folder.ts'
import { type FaceEngine, openFaceEngine } from '../open-face-engine.ts'
import { openRecogniser } from '../recogniser.ts'
import { drawPattern, patternNames } from './test-patterns.ts'

/** A picture of a synthetic person. */
export type TestPicture = { readonly person: string; readonly read: () => Promise<Uint8Array> }
/** Synthetic people: one picture of each in the gallery, and camera stills of some of them. */
export type TestPeople = { readonly gallery: readonly TestPicture[]; readonly probes: readonly TestPicture[] }

/** What a self-test found. Synthetic people only: it says that the model works here, not how well it knows real ones. */
export type ModelTestReport = {
  readonly modelId: string
  readonly name: string
  /** Patterns whose answers were recorded when the model was added, and the least similarity to those now. */
  readonly answers: { readonly recorded: number; readonly leastSimilarity: number | 'none recorded' }
  readonly people: {
    readonly gallery: number
    readonly probes: number
    /** Pictures in which no face was found. */
    readonly unseen: number
    /** Probes whose person came first. */
    readonly rankOne: number
    /** Share of probes that must come first. */
    readonly rankOneLimit: number
  }
  readonly faults: readonly string[]
  readonly passed: boolean
}

type Options = {
  readonly modelDir: string
  readonly people: TestPeople
  /** Ends it between two pictures, with an error. */
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** Recorded answers are rounded to five digits, and processors differ in the last digits of a float; another network differs far more. */
const answerSimilarityLimit = 0.999
/** Of the synthetic probes: what recognises faces at all is above it, wrong colours or a wrong template of points below. */
const rankOneLimit = 0.9

/**
 * Tests a model as it lies on the disk: every file's digest, the answers recorded when it was added, and whether synthetic persons
 * are found first among others through the whole pipeline. A model that cannot be opened is refused as always.
 */
export async function testModelFolder(options: Options): Promise<ModelTestReport> {
  const { modelDir, people } = options
  const model = await verifiedModel(modelDir)
  const answers = await compareAnswers(model)
  const engine = await openFaceEngine({ modelDir })
  try {
    const found = await rankPeople(engine, options)
    const faults = [
      ...(answers.leastSimilarity !== 'none recorded' && answers.leastSimilarity < answerSimilarityLimit
        ? ['It answers the drawn patterns otherwise than when it was added.']
        : []),
      ...(people.probes.length === 0 ? ['There are no synthetic people to test with.'] : []),
      ...(found.rankOne < rankOneLimit * people.probes.length
        ? [
            `Only ${found.rankOne} of ${people.probes.length} synthetic persons came first; at least ${rankOneLimit * 100} % must.`,
          ]
        : []),
    ]
    return {
      modelId: model.info.id,
      name: model.info.name,
      answers,
      people: {
        gallery: people.gallery.length,
        probes: people.probes.length,
        ...found,
        rankOneLimit,
      },
      faults,
      passed: faults.length === 0,
    }
  } finally {
    await engine.close()
  }
}

/** SHA-256 of a report in canonical JSON, as its log entry names it. */
export const reportDigest = (report: ModelTestReport): string =>
  createHash('sha256').update(canonicalJson(report)).digest('hex')

async function compareAnswers({
  description,
  recogniserBytes,
}: VerifiedModel): Promise<ModelTestReport['answers']> {
  const { answers, recogniser } = description
  const known = answers.flatMap(({ pattern, values }) => {
    const name = patternNames.find((one) => one === pattern)
    return name ? [{ name, values }] : []
  })
  if (known.length === 0) return { recorded: 0, leastSimilarity: 'none recorded' }
  const network = await openRecogniser(recogniserBytes, { description: recogniser, threads: 1 })
  try {
    let least = 1
    for (const { name, values } of known) {
      const raw = await network.run(drawPattern(name, recogniser.input.sizePx), 1)
      const template = templateOf([raw], { at: 0, dimension: recogniser.output.dimension })
      least = Math.min(least, cosine(template.slice(0, values.length), values))
    }
    return { recorded: known.length, leastSimilarity: Number(least.toFixed(6)) }
  } finally {
    await network.close()
  }
}

async function rankPeople(
  engine: FaceEngine,
  of: Pick<Options, 'people' | 'onProgress' | 'signal'>,
): Promise<{ unseen: number; rankOne: number }> {
  const { gallery, probes } = of.people
  const total = gallery.length + probes.length
  let done = 0
  let unseen = 0
  const code = async ({ person, read }: TestPicture) => {
    of.signal?.throwIfAborted()
    const template = await largestFace(engine, await read())
    of.onProgress?.({ done: ++done, total })
    if (template) return [{ person, template }]
    unseen++
    return []
  }
  const rows: { person: string; template: Float32Array }[] = []
  for (const picture of gallery) rows.push(...(await code(picture)))
  let rankOne = 0
  for (const picture of probes) {
    for (const probe of await code(picture)) {
      const ranked = rows
        .map((row) => ({ person: row.person, similarity: cosine(probe.template, row.template) }))
        .toSorted((a, b) => b.similarity - a.similarity)
      if (ranked[0]?.person === probe.person) rankOne++
    }
  }
  return { unseen, rankOne }
}

async function largestFace(engine: FaceEngine, bytes: Uint8Array): Promise<Float32Array | undefined> {
  try {
    const photo = await engine.readPhoto(bytes)
    const [face]: readonly Face[] = await engine.findFaces(photo)
    if (!face) return undefined
    return must((await engine.embed(photo, [face]))[0], 'template of a face')
  } catch (error) {
    if (isRefused(error)) return undefined
    throw error
  }
}

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let product = 0
  let aSquare = 0
  let bSquare = 0
  for (let at = 0; at < a.length; at++) {
    product += (a[at] ?? 0) * (b[at] ?? 0)
    aSquare += (a[at] ?? 0) ** 2
    bSquare += (b[at] ?? 0) ** 2
  }
  return product / Math.sqrt(aSquare * bSquare)
}
