import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline as streamPipeline } from 'node:stream/promises'
import { z } from 'zod'
import { asId, canonicalJson, type ModelId, Refused } from '../kernel/index.ts'
import { detectorInputPx } from './detector-graph.ts'
import { landmarkInputPx } from './landmark-graph.ts'
import { recogniserInputPx, templateDimension } from './recogniser-graph.ts'
import type { FaceRefusalCode } from './refusal-code.ts'

/** What a template must name to say which model made it; templates of different ids never meet. */
export type ModelInfo = {
  /** `sha256:` and the digest of file digests and pipeline, as canonical JSON. */
  readonly id: ModelId
  readonly name: string
  /** Length of a template. */
  readonly dimension: number
  readonly licence: string
  readonly files: readonly string[]
}

export const modelFiles = {
  detector: 'detector.onnx',
  priors: 'detector-priors.bin',
  landmarks: 'landmarks.onnx',
  recogniser: 'recogniser.onnx',
} as const

export const descriptionFile = 'model.json'

/** Everything in code that changes a template. A change here must raise the version, and gives a new id. */
export const pipeline = {
  version: 1,
  detectorInputPx,
  landmarkInputPx,
  landmarkPasses: 2,
  alignment: 'similarity to the dlib mean face, 36 inner points',
  chipPx: recogniserInputPx,
  chipPadding: '0.25',
  sampling: 'box average of bilinear samples',
  mirrored: true,
  normalisation: 'unit length',
} as const

const digest = z.string().regex(/^[0-9a-f]{64}$/)

const descriptionSchema = z.strictObject({
  format: z.literal('casebound-face-model/1'),
  id: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  name: z.literal('faceapi-128'),
  dimension: z.literal(templateDimension),
  licence: z.string().min(1).max(200),
  pipeline: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  files: z.array(z.strictObject({ name: z.string(), sha256: digest })),
})
export type ModelDescription = z.infer<typeof descriptionSchema>

/** Describes a model whose files have these SHA-256 digests. */
export function describeModel(digests: ReadonlyMap<string, string>): ModelDescription {
  const files = [...digests].map(([name, sha256]) => ({ name, sha256 }))
  return {
    format: 'casebound-face-model/1',
    id: modelIdOf(files),
    name: 'faceapi-128',
    dimension: templateDimension,
    licence: 'MIT (face-api package weights)',
    pipeline,
    files,
  }
}

function modelIdOf(files: ModelDescription['files']): string {
  return `sha256:${createHash('sha256').update(canonicalJson({ files, pipeline })).digest('hex')}`
}

export const modelInfo = (description: ModelDescription): ModelInfo => ({
  id: asId<ModelId>(description.id),
  name: description.name,
  dimension: description.dimension,
  licence: description.licence,
  files: [...description.files.map((file) => file.name), descriptionFile],
})

const damaged = (reason: string) =>
  new Refused<FaceRefusalCode>({
    code: 'MODEL_DAMAGED',
    reason,
    needed: 'Delete the model folder and let it be compiled again.',
  })

/**
 * Reads a model folder and checks every file against model.json; the folder lies outside the program and is not
 * trusted. Refuses MODEL_MISSING without model.json, MODEL_DAMAGED when anything differs.
 */
export async function verifiedModel(modelDir: string): Promise<ModelInfo> {
  const description = await readDescription(modelDir)
  const expected = Object.values(modelFiles)
  const named = description.files.map((file) => file.name)
  if (canonicalJson(named) !== canonicalJson(expected)) throw damaged('model.json names other files.')
  if (canonicalJson(description.pipeline) !== canonicalJson(pipeline)) {
    throw damaged('The model was made for another version of the face pipeline.')
  }
  if (description.id !== modelIdOf(description.files)) throw damaged('The id in model.json does not fit it.')
  for (const { name, sha256 } of description.files) {
    if ((await fileDigest(join(modelDir, name))) !== sha256)
      throw damaged(`The model file ${name} has changed.`)
  }
  return modelInfo(description)
}

async function readDescription(modelDir: string): Promise<ModelDescription> {
  let text: string
  try {
    text = await readFile(join(modelDir, descriptionFile), 'utf8')
  } catch {
    throw new Refused<FaceRefusalCode>({
      code: 'MODEL_MISSING',
      reason: 'The folder holds no face model.',
      needed: 'Compile the default model first.',
    })
  }
  try {
    return descriptionSchema.parse(JSON.parse(text))
  } catch {
    throw damaged('model.json cannot be read.')
  }
}

/** SHA-256 of a file in hex; undefined when it cannot be read. */
async function fileDigest(path: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    await streamPipeline(createReadStream(path), hash)
  } catch {
    return undefined
  }
  return hash.digest('hex')
}
