import { createHash } from 'node:crypto'
import { z } from 'zod'
import { asId, canonicalJson, type ModelId } from '../kernel/index.ts'
import { dlibMeanFace } from './dlib-mean-face.ts'
import { findingFiles, findingIdOf } from './finding.ts'
import { type RecogniserDescription, recogniserSchema } from './recogniser-description.ts'
import { recogniserInputPx, templateDimension, templateTensor } from './recogniser-graph.ts'

/** What a template must name to say which model made it; templates of different ids never meet. */
export type ModelInfo = {
  /** `sha256:` and the digest of weights and pipeline: of what finds the face, and of what recognises it. */
  readonly id: ModelId
  readonly name: string
  /** Length of a template. */
  readonly dimension: number
  readonly licence: string
  /** Where the weights came from. */
  readonly origin: string
  /** Id of detector, landmarks and the pipeline around them. */
  readonly finding: string
  readonly files: readonly string[]
}

export const defaultModelName = 'faceapi-128'
export const descriptionFile = 'model.json'
export const defaultRecogniserFile = 'recogniser.onnx'

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)
const sha256Id = z.string().regex(/^sha256:[0-9a-f]{64}$/)

/** A name is public in the log, so it keeps to the log's rule for names. */
export const modelNameSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9._-]{0,63}$/)
  .refine((text) => !/\d{5}/.test(text) && !text.includes('..'))

const vectorSchema = z.strictObject({
  pattern: z.string().max(40),
  values: z.array(z.number()).min(8).max(64),
})
/** What the recogniser answered to patterns drawn by us when the model was added: the first numbers of each template. */
export type AnswerVector = z.infer<typeof vectorSchema>

/** model.json, read strictly: it may come from anybody. */
export const descriptionSchema = z.strictObject({
  format: z.literal('casebound-face-model/2'),
  id: sha256Id,
  name: modelNameSchema,
  /** SPDX expression, or the licence in words. */
  licence: z.string().min(1).max(200),
  origin: z.string().min(1).max(500),
  finding: sha256Id,
  recogniser: recogniserSchema,
  files: z
    .array(z.strictObject({ name: z.string().regex(/^[A-Za-z0-9][\w.-]{0,99}$/), sha256: sha256Hex }))
    .min(1)
    .max(4),
  answers: z.array(vectorSchema).max(8),
})
export type ModelDescription = z.infer<typeof descriptionSchema>

type Identity = Pick<ModelDescription, 'finding' | 'recogniser' | 'files'>

/** Name, licence and recorded answers change no template, so they do not count for the id. */
export function modelIdOf({ finding, recogniser, files }: Identity): string {
  const weights = files.find(({ name }) => name === recogniser.file)?.sha256 ?? 'missing'
  const text = canonicalJson({ finding, recogniser, weights })
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}

/** A whole description, with its id, from all the rest. */
export function describeModel(of: Omit<ModelDescription, 'format' | 'id'>): ModelDescription {
  return { format: 'casebound-face-model/2', id: modelIdOf(of), ...of }
}

const defaultRecogniser: RecogniserDescription = {
  file: defaultRecogniserFile,
  input: {
    tensor: 'input',
    sizePx: recogniserInputPx,
    layout: 'nchw',
    channels: 'rgb',
    mean: [0, 0, 0],
    scale: [1, 1, 1],
    batch: 'any',
  },
  output: { tensor: templateTensor, dimension: templateDimension },
  alignment: { points: [...dlibMeanFace.points], padding: dlibMeanFace.padding },
  mirrored: true,
}

/** Describes the default model, whose files have these SHA-256 digests. */
export function describeDefaultModel(digests: ReadonlyMap<string, string>): ModelDescription {
  const files = [...digests].map(([name, sha256]) => ({ name, sha256 }))
  return describeModel({
    name: defaultModelName,
    licence: 'MIT (face-api package weights)',
    origin: 'compiled from the weights in the npm package @vladmandic/face-api',
    finding: findingIdOf(files),
    recogniser: defaultRecogniser,
    files,
    answers: [],
  })
}

export const defaultModelFiles = [...Object.values(findingFiles), defaultRecogniserFile]

export const modelInfo = (description: ModelDescription): ModelInfo => ({
  id: asId<ModelId>(description.id),
  name: description.name,
  dimension: description.recogniser.output.dimension,
  licence: description.licence,
  origin: description.origin,
  finding: description.finding,
  files: [...description.files.map((file) => file.name), descriptionFile],
})
