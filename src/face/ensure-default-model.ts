import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { isRefused, Refused } from '../kernel/index.ts'
import { detectorGraph } from './detector-graph.ts'
import { findingFiles } from './finding.ts'
import { landmarkGraph } from './landmark-graph.ts'
import {
  defaultModelFiles,
  defaultRecogniserFile,
  describeDefaultModel,
  descriptionFile,
  type ModelInfo,
} from './model-description.ts'
import { descriptionText, sha256Of, type VerifiedModel, verifiedModel } from './model-folder.ts'
import { recogniserGraph } from './recogniser-graph.ts'
import type { FaceRefusalCode } from './refusal-code.ts'
import { readWeights } from './weights-manifest.ts'
import { writeDurably } from './write-durably.ts'

export type CompileProgress = { readonly step: string; readonly done: number; readonly total: number }

/** In the order in which model.json lists the files. */
const steps: readonly { step: string; file: string; make: () => Promise<Uint8Array> }[] = [
  {
    step: 'detector',
    file: findingFiles.detector,
    make: async () => detectorGraph(await readWeights('ssd_mobilenetv1_model')),
  },
  { step: 'detector priors', file: findingFiles.priors, make: detectorPriors },
  {
    step: 'landmarks',
    file: findingFiles.landmarks,
    make: async () => landmarkGraph(await readWeights('face_landmark_68_model')),
  },
  {
    step: 'recogniser',
    file: defaultRecogniserFile,
    make: async () => recogniserGraph(await readWeights('face_recognition_model')),
  },
]

/**
 * Gives the default model, compiling it from the weights in the face-api package when `modelDir` does not hold it
 * whole. Written beside the folder and moved into place, so that a crash leaves the old state or the new one.
 * Refuses MODEL_DAMAGED when the folder holds files that are not a model's: they are never deleted.
 */
export async function ensureDefaultModel(
  modelDir: string,
  onProgress?: (progress: CompileProgress) => void,
): Promise<ModelInfo> {
  return (await wholeDefaultModel(modelDir, onProgress)).info
}

/** The same, with all that was read to check it. */
export async function wholeDefaultModel(
  modelDir: string,
  onProgress: (progress: CompileProgress) => void = () => {},
): Promise<VerifiedModel> {
  const target = resolve(modelDir)
  const existing = await wholeModel(target)
  if (existing) return existing
  await checkReplaceable(target)
  await mkdir(dirname(target), { recursive: true })
  const workshop = await mkdtemp(join(dirname(target), `.${basename(target)}-`))
  try {
    const made = join(workshop, 'new')
    await mkdir(made)
    await compileInto(made, onProgress)
    const model = await verifiedModel(made)
    await moveIntoPlace({ made, target, discarded: join(workshop, 'old') })
    return { ...model, findingDir: target }
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

async function wholeModel(modelDir: string): Promise<VerifiedModel | undefined> {
  try {
    return await verifiedModel(modelDir)
  } catch (error) {
    if (isRefused(error)) return undefined
    throw error
  }
}

async function checkReplaceable(target: string): Promise<void> {
  const ours = new Set<string>([...defaultModelFiles, descriptionFile])
  const foreign = (await listFolder(target)).filter((name) => !ours.has(name))
  if (foreign.length === 0) return
  throw new Refused<FaceRefusalCode>({
    code: 'MODEL_DAMAGED',
    reason: `The model folder holds ${foreign.length} files that do not belong to the model.`,
    needed: 'Name an empty or new folder for the model.',
    evidence: { foreignFiles: foreign.length },
  })
}

async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

async function compileInto(folder: string, onProgress: (progress: CompileProgress) => void): Promise<void> {
  const digests = new Map<string, string>()
  for (const [done, { step, file, make }] of steps.entries()) {
    onProgress({ step, done, total: steps.length })
    const bytes = await make()
    digests.set(file, sha256Of(bytes))
    await writeDurably(join(folder, file), bytes)
  }
  const text = descriptionText(describeDefaultModel(digests))
  await writeDurably(join(folder, descriptionFile), Buffer.from(text, 'utf8'))
  onProgress({ step: 'finished', done: steps.length, total: steps.length })
}

/** The anchors the detector's offsets refer to: top, left, bottom, right as shares of the input edge. */
async function detectorPriors(): Promise<Uint8Array> {
  const { values } = (await readWeights('ssd_mobilenetv1_model')).weight('Output/extra_dim')
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}

/** A whole model that another process put there first stays: only what is not one is moved out of the way. */
async function moveIntoPlace(paths: { made: string; target: string; discarded: string }): Promise<void> {
  const { made, target, discarded } = paths
  try {
    // Succeeds where nothing is there, or an empty folder; a folder with files is never overwritten by rename.
    await rename(made, target)
    return
  } catch {
    if (await wholeModel(target)) return
  }
  await rename(target, discarded)
  await rename(made, target)
}
