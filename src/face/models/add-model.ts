import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Refused } from '../../kernel/index.ts'
import { type CompileProgress, ensureDefaultModel } from '../ensure-default-model.ts'
import { findingFiles, findingIdOf } from '../finding.ts'
import {
  defaultModelName,
  defaultRecogniserFile,
  describeModel,
  descriptionFile,
  type ModelDescription,
  type ModelInfo,
  modelInfo,
  modelNameSchema,
} from '../model-description.ts'
import { descriptionText, readDescription, sha256Of, verifiedModel } from '../model-folder.ts'
import type { FaceRefusalCode } from '../refusal-code.ts'
import { writeDurably } from '../write-durably.ts'
import { type Described, describeRecogniser, type StatedInputs } from './describe-recogniser.ts'
import { licenceOf } from './licence.ts'
import { type ModelSource, readModelSource } from './model-source.ts'
import { presets } from './presets.ts'
import { proveRecogniser } from './prove-recogniser.ts'
import { type OnnxFacts, readOnnx } from './read-onnx.ts'
import { type OnnxTrial, tryOnnx } from './try-onnx.ts'
import { unsuitable } from './unsuitable.ts'

export type Addition = StatedInputs & {
  /** An ONNX file, or a folder. */
  readonly from: string
  /** The folder of all models; the default model in it lends detector and landmarks. */
  readonly modelsDir: string
  readonly name?: string | undefined
  readonly licence?: string | undefined
  readonly origin?: string | undefined
  readonly onCompile?: ((progress: CompileProgress) => void) | undefined
}

export type Added = {
  readonly model: ModelInfo
  readonly description: ModelDescription
  /** What was taken for granted, in sentences. */
  readonly assumed: readonly string[]
  /** The very same model was there before, and nothing was done. */
  readonly already: boolean
}

/**
 * Adds a recogniser as a folder beside the default model: reads it as hostile, opens and runs it in a process of its own,
 * describes it in model.json, and moves it into place whole. Refuses what the reading refuses, and LICENCE_NOT_STATED,
 * LICENCE_NON_COMMERCIAL, PRESET_NEEDED, MODEL_UNSUITABLE, MODEL_EXISTS, MODEL_NAME_INVALID.
 */
export async function addModel(addition: Addition): Promise<Added> {
  const source = await readModelSource(addition.from)
  const facts = safeOnnx(source.weights)
  const published = publishedAs(source, addition)
  const licence = licenceOf({
    stated: addition.licence,
    described: source.described?.licence ?? published?.licence,
  })
  const name = nameOf(addition.name ?? source.described?.name ?? source.label)
  await ensureDefaultModel(join(addition.modelsDir, defaultModelName), addition.onCompile)
  await mkdir(addition.modelsDir, { recursive: true })
  const workshop = await mkdtemp(join(addition.modelsDir, '.adding-'))
  try {
    const made = join(workshop, 'new')
    await mkdir(made)
    await writeDurably(join(made, defaultRecogniserFile), source.weights)
    for (const [file, bytes] of source.others) await writeDurably(join(made, file), bytes)
    const tried = await tryIn(made, { source, facts, stated: addition })
    const origin =
      addition.origin ??
      source.described?.origin ??
      published?.origin ??
      `file ${source.label}, added by hand`
    const description = describeModel({
      ...{ name, licence, origin, finding: await findingFor(source, addition.modelsDir) },
      recogniser: tried.recogniser,
      files: filesOf(source),
      answers: tried.answers,
    })
    await writeDurably(join(made, descriptionFile), Buffer.from(descriptionText(description)))
    const already = await moveIn({ made, modelsDir: addition.modelsDir, description })
    const assumed =
      published && !addition.licence ? [...tried.assumed, licenceAssumed(licence)] : tried.assumed
    return { model: modelInfo(description), description, assumed, already }
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

const licenceAssumed = (licence: string) =>
  `The licence ${licence}, under which the maker publishes this network; the file itself states none.`

/** Refuses what a recogniser never is: no ONNX, values in other files, loops that need not end. */
function safeOnnx(weights: Uint8Array): OnnxFacts {
  const facts = readOnnx(weights)
  if (!facts) throw unsuitable('The file is not an ONNX model.')
  if (facts.externalData)
    throw unsuitable(
      'Its values lie in another file.',
      'Save the model as one ONNX file, without external data.',
    )
  const loop = facts.operators.find((operator) => operator === 'Loop' || operator === 'Scan')
  if (loop) throw unsuitable(`It holds a ${loop}, which no face recogniser needs.`)
  return facts
}

/** The published network that the preset, or the name of the file, says this is. */
function publishedAs({ label, described }: ModelSource, { preset }: StatedInputs) {
  if (described) return undefined
  if (preset !== undefined) return presets[preset]?.published
  return Object.values(presets).find(({ published }) => published && label.includes(published.name))
    ?.published
}

function nameOf(text: string): string {
  const parsed = modelNameSchema.safeParse(text)
  if (parsed.success && text !== defaultModelName) return text
  throw new Refused<FaceRefusalCode>({
    code: 'MODEL_NAME_INVALID',
    reason:
      text === defaultModelName
        ? `The name ${defaultModelName} belongs to the default model.`
        : `${JSON.stringify(text.slice(0, 80))} cannot be the name of a model.`,
    needed:
      'Give --name: a letter, then letters, digits, dot, hyphen or underscore, at most 64, no five digits in a row. It is public in the log.',
  })
}

type Tried = Pick<Described, 'recogniser' | 'assumed'> & Pick<ModelDescription, 'answers'>

async function tryIn(
  folder: string,
  of: { source: ModelSource; facts: OnnxFacts; stated: StatedInputs },
): Promise<Tried> {
  const { source, facts, stated } = of
  for (const file of [...source.others.keys()].filter((name) => name.endsWith('.onnx')))
    (await tryOnnx(join(folder, file))).close()
  const trial = await tryOnnx(join(folder, defaultRecogniserFile))
  try {
    const { recogniser, assumed } = source.described
      ? { ...asDescribed(trial, source.described.recogniser), assumed: [] }
      : await describeRecogniser({ trial, facts }, stated)
    return { ...(await proveRecogniser(trial, recogniser)), assumed }
  } finally {
    trial.close()
  }
}

/** A description that came with the folder, with the file under the name it has with us. */
function asDescribed(trial: OnnxTrial, recogniser: Described['recogniser']): Pick<Described, 'recogniser'> {
  const { input, output } = recogniser
  if (!trial.inputs.some(({ name }) => name === input.tensor) || trial.inputs.length > 1)
    throw unsuitable(`model.json feeds ${JSON.stringify(input.tensor)}, which the network does not take.`)
  if (!trial.outputs.some(({ name }) => name === output.tensor))
    throw unsuitable(`model.json reads ${JSON.stringify(output.tensor)}, which the network does not give.`)
  return { recogniser: { ...recogniser, file: defaultRecogniserFile } }
}

function filesOf(source: ModelSource): ModelDescription['files'] {
  const all: [string, Uint8Array][] = [...source.others, [defaultRecogniserFile, source.weights]]
  return all.map(([name, bytes]) => ({ name, sha256: sha256Of(bytes) }))
}

async function findingFor(source: ModelSource, modelsDir: string): Promise<string> {
  if (source.others.size === 0) return (await readDescription(join(modelsDir, defaultModelName))).finding
  const wanted = Object.values(findingFiles)
  if (source.others.size === wanted.length && wanted.every((name) => source.others.has(name)))
    return findingIdOf(filesOf(source))
  throw unsuitable(`A folder with a detector of its own holds ${wanted.join(', ')} and the recogniser.`)
}

/** Whether the same model was there; refuses another one of the same name. */
async function moveIn(of: {
  made: string
  modelsDir: string
  description: ModelDescription
}): Promise<boolean> {
  const { made, modelsDir, description } = of
  await verifiedModel(made, { findingDir: join(modelsDir, defaultModelName) })
  const target = join(modelsDir, description.name)
  try {
    // Succeeds where nothing is there, or an empty folder; a folder with files is never overwritten by rename.
    await rename(made, target)
    return false
  } catch {
    const there = await readDescription(target).catch(() => undefined)
    if (there?.id === description.id && there.licence === description.licence) return true
    throw new Refused<FaceRefusalCode>({
      code: 'MODEL_EXISTS',
      reason: `There is another model or folder of the name ${description.name} already.`,
      needed: 'Choose another --name, or remove the folder if no gallery uses it.',
    })
  }
}
