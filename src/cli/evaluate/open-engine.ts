import { access } from 'node:fs/promises'
import { availableParallelism, homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { ensureDefaultModel, type FaceEngine, openFaceEngine } from '../../face/index.ts'
import { Refused } from '../../kernel/index.ts'
import type { Desk, Input } from '../command.ts'
import { modelProgress } from '../model-progress.ts'

const defaultModel = 'faceapi-128'

/** Pictures in work at once: one for each core, and one more that is being read meanwhile. */
export const picturesInFlight = availableParallelism() + 1

/**
 * Opens the model that --model names: a folder, or a model of the data folder. Without it the data folder's default
 * model; where there is none, the default model is compiled into the user's cache folder. No house is needed.
 * Refuses MODEL_MISSING, MODEL_DAMAGED.
 */
export async function openEngine(input: Input, { terminal }: Desk): Promise<FaceEngine> {
  // One thread a network: several pictures in work fill the cores better than the parts of one do.
  return openFaceEngine({ modelDir: await modelFolder(input, terminal), threads: 1 })
}

async function modelFolder(input: Input, terminal: Desk['terminal']): Promise<string> {
  const models = join(input.dataDir, 'models')
  const asked = input.text('model')
  if (asked !== undefined) {
    for (const folder of [resolve(asked), join(models, asked)]) if (await holdsModel(folder)) return folder
    throw new Refused<'MODEL_MISSING'>({
      code: 'MODEL_MISSING',
      reason: `There is no face model ${asked}: neither a folder of this name nor a model in ${models}.`,
      needed: 'Name a folder that holds model.json, or a model of the data folder.',
    })
  }
  const ofHouse = join(models, defaultModel)
  if (await holdsModel(ofHouse)) return ofHouse
  const ofUser = join(
    process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
    'casebound',
    'models',
    defaultModel,
  )
  await ensureDefaultModel(ofUser, modelProgress(terminal))
  return ofUser
}

const holdsModel = (folder: string): Promise<boolean> =>
  access(join(folder, 'model.json')).then(
    () => true,
    () => false,
  )
