import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline as streamPipeline } from 'node:stream/promises'
import { Refused } from '../kernel/index.ts'
import { findingFiles, findingIdOf } from './finding.ts'
import {
  defaultModelName,
  descriptionFile,
  descriptionSchema,
  type ModelDescription,
  type ModelInfo,
  modelIdOf,
  modelInfo,
} from './model-description.ts'
import type { FaceRefusalCode } from './refusal-code.ts'

/** No description of ours comes near this; and no recogniser of today near the other. */
export const descriptionLimitBytes = 256 * 1024
export const weightsLimitBytes = 1024 * 1024 * 1024

/** A model that was checked file by file: what it is, where its networks lie, and the recogniser's own bytes. */
export type VerifiedModel = {
  readonly info: ModelInfo
  readonly description: ModelDescription
  /** Folder of detector and landmarks: the model's own, or that of the default model beside it. */
  readonly findingDir: string
  readonly recogniserBytes: Uint8Array
}

export const damagedModel = (reason: string) =>
  new Refused<FaceRefusalCode>({
    code: 'MODEL_DAMAGED',
    reason,
    needed: 'Delete the model folder; the default model is compiled again, another is added or pulled again.',
  })

/** Where the default model lies for a model in this folder: beside it. */
export const defaultModelBeside = (modelDir: string): string => join(dirname(modelDir), defaultModelName)

/**
 * Reads a model folder and checks every file against model.json; the folder lies outside the program and is not
 * trusted. A model without detector and landmarks borrows those of the default model beside it, or in `findingDir`.
 * Refuses MODEL_MISSING without model.json, MODEL_DAMAGED when anything differs.
 */
export async function verifiedModel(
  modelDir: string,
  options: { findingDir?: string | undefined } = {},
): Promise<VerifiedModel> {
  const description = await readDescription(modelDir)
  if (description.id !== modelIdOf(description)) throw damagedModel('The id in model.json does not fit it.')
  for (const { name, sha256 } of description.files) {
    if (name === description.recogniser.file) continue
    if ((await fileDigest(join(modelDir, name))) !== sha256)
      throw damagedModel(`The model file ${name} has changed.`)
  }
  const findingDir = ownsFinding(description)
    ? modelDir
    : (options.findingDir ?? defaultModelBeside(modelDir))
  const finding = findingDir === modelDir ? findingIdOf(description.files) : await findingOf(findingDir)
  if (finding !== description.finding)
    throw damagedModel('The model was made for another version of the face pipeline.')
  const recogniserBytes = await checkedBytes(modelDir, description)
  return { info: modelInfo(description), description, findingDir, recogniserBytes }
}

/** Whether the folder brings detector and landmarks of its own. */
export const ownsFinding = ({ files }: Pick<ModelDescription, 'files'>): boolean =>
  files.some(({ name }) => name === findingFiles.detector)

/** Id of what finds faces in the default model of this folder, after checking those files. */
export async function findingOf(folder: string): Promise<string> {
  const files: { name: string; sha256: string }[] = []
  const { files: described } = await readDescription(folder)
  for (const name of Object.values(findingFiles)) {
    const sha256 = await fileDigest(join(folder, name))
    if (sha256 === undefined || described.find((file) => file.name === name)?.sha256 !== sha256)
      throw damagedModel(`The model file ${name} of ${defaultModelName} has changed.`)
    files.push({ name, sha256 })
  }
  return findingIdOf(files)
}

async function checkedBytes(modelDir: string, description: ModelDescription): Promise<Uint8Array> {
  const { file } = description.recogniser
  const bytes = await readRegularFile(join(modelDir, file), weightsLimitBytes)
  const expected = description.files.find(({ name }) => name === file)?.sha256
  // Read whole and checked whole: what was checked is what the runtime gets, whatever happens to the file meanwhile.
  if (bytes === undefined || sha256Of(bytes) !== expected)
    throw damagedModel(`The model file ${file} has changed.`)
  return bytes
}

/** model.json of a folder. Refuses MODEL_MISSING, MODEL_DAMAGED. */
export async function readDescription(modelDir: string): Promise<ModelDescription> {
  const bytes = await readRegularFile(join(modelDir, descriptionFile), descriptionLimitBytes)
  if (bytes === undefined) {
    throw new Refused<FaceRefusalCode>({
      code: 'MODEL_MISSING',
      reason: 'The folder holds no face model.',
      needed: 'See casebound models list; the default model is compiled by casebound init.',
    })
  }
  const parsed = parseDescription(Buffer.from(bytes).toString('utf8'))
  if (parsed) return parsed
  throw damagedModel('model.json cannot be read.')
}

/** A description out of text from anywhere; undefined when it is not one. */
export function parseDescription(text: string): ModelDescription | undefined {
  try {
    return descriptionSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Bytes of an ordinary file within a limit; undefined when there is none, or it is a link, a folder or too large. */
export async function readRegularFile(path: string, limitBytes: number): Promise<Uint8Array | undefined> {
  const found = await lstat(path).catch(() => undefined)
  if (!found?.isFile() || found.size > limitBytes) return undefined
  const file = await open(path, 'r').catch(() => undefined)
  if (!file) return undefined
  try {
    return new Uint8Array(await file.readFile())
  } finally {
    await file.close()
  }
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

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

/** The text of model.json. */
export const descriptionText = (description: ModelDescription): string =>
  `${JSON.stringify(description, undefined, 2)}\n`
