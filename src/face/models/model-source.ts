import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import { Refused } from '../../kernel/index.ts'
import { descriptionFile, descriptionSchema } from '../model-description.ts'
import { descriptionLimitBytes, readRegularFile, sha256Of, weightsLimitBytes } from '../model-folder.ts'
import type { FaceRefusalCode } from '../refusal-code.ts'
import { unsuitable } from './unsuitable.ts'

/** A model.json as anybody may hand it over: what depends on this house (id, detector, recorded answers) may be left out. */
const portableSchema = descriptionSchema.partial({ id: true, finding: true, answers: true })
export type PortableDescription = z.infer<typeof portableSchema>

/** What is to be added, read whole into memory. */
export type ModelSource = {
  /** Name of the file or folder, without its ending. */
  readonly label: string
  readonly weights: Uint8Array
  /** Detector and landmarks, where the folder brings its own. */
  readonly others: ReadonlyMap<string, Uint8Array>
  readonly described: PortableDescription | undefined
}

const absent = (path: string) =>
  new Refused<FaceRefusalCode>({
    code: 'MODEL_MISSING',
    reason: `There is no file or folder ${path}.`,
    needed: 'Name an ONNX file, or a folder that holds one.',
  })

/**
 * Reads an ONNX file, a folder with one, or a folder with model.json whose every file must have the digest it names. What lies
 * there is not trusted: no links are followed inside a folder, no name leads out of it, sizes are limited.
 * Refuses MODEL_MISSING, MODEL_DAMAGED, MODEL_UNSUITABLE.
 */
export async function readModelSource(from: string): Promise<ModelSource> {
  const path = await realpath(from).catch(() => undefined)
  if (path === undefined) throw absent(from)
  const label = basename(path).replace(/\.onnx$/i, '')
  if (!(await stat(path)).isDirectory()) {
    if (!/\.onnx$/i.test(path))
      throw unsuitable(
        `${basename(path)} is not an ONNX file by its name; OpenVINO's .xml and .bin cannot be run.`,
      )
    return { label, weights: await weightsAt(path), others: new Map(), described: undefined }
  }
  if (await lstat(join(path, descriptionFile)).catch(() => undefined))
    return { label, ...(await described(path)) }
  const files = (await readdir(path)).filter((name) => /\.onnx$/i.test(name))
  const [only] = files
  if (only === undefined || files.length > 1)
    throw unsuitable(`The folder holds ${files.length} ONNX files and no model.json.`, 'Name the one file.')
  return { label, weights: await weightsAt(join(path, only)), others: new Map(), described: undefined }
}

async function described(folder: string): Promise<Omit<ModelSource, 'label'>> {
  const description = await portableDescription(folder)
  const all = new Map<string, Uint8Array>()
  for (const { name, sha256 } of description.files) {
    const bytes = await weightsAt(join(folder, name))
    if (sha256Of(bytes) !== sha256) throw notWhole(`The file ${name} is not the one that model.json names.`)
    all.set(name, bytes)
  }
  const weights = all.get(description.recogniser.file)
  if (!weights) throw notWhole('model.json names a recogniser that is not among its files.')
  all.delete(description.recogniser.file)
  return { weights, others: all, described: description }
}

async function portableDescription(folder: string): Promise<PortableDescription> {
  const bytes = await readRegularFile(join(folder, descriptionFile), descriptionLimitBytes)
  if (!bytes) throw notWhole('model.json is no ordinary file, or larger than 256 KiB.')
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    throw notWhole('model.json is not JSON.')
  }
  const parsed = portableSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw notWhole(`model.json: ${issue?.path.join('.') || 'top'}: ${issue?.message ?? 'not as described'}`)
}

async function weightsAt(path: string): Promise<Uint8Array> {
  const found = await lstat(path).catch(() => undefined)
  if (!found) throw absent(path)
  if (found.size > weightsLimitBytes)
    throw unsuitable(`${basename(path)} has ${found.size} bytes; the limit is ${weightsLimitBytes}.`)
  const bytes = await readRegularFile(path, weightsLimitBytes)
  if (bytes) return bytes
  throw unsuitable(`${basename(path)} is no ordinary file.`)
}

const notWhole = (reason: string) =>
  new Refused<FaceRefusalCode>({
    code: 'MODEL_DAMAGED',
    reason,
    needed: 'Get the folder anew from where it came, or name its ONNX file with a preset.',
  })
