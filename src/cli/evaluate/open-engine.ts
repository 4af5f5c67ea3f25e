import { access } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import {
  chosenModel,
  defaultModelName,
  ensureDefaultModel,
  type FaceEngine,
  openFaceEngine,
  refreshModel,
} from '../../face/index.ts'
import { Refused } from '../../kernel/index.ts'
import { houseFolders } from '../../lead/index.ts'
import type { Desk, Input } from '../command.ts'
import { modelProgress } from '../model-progress.ts'
import { userModels } from '../packet-engine.ts'

/**
 * Opens the model that --model names: a folder, or a model of the data folder. Without it the one that the data
 * folder has chosen; where there is none, the default model is compiled into the user's cache folder. No house is needed.
 * Refuses MODEL_MISSING, MODEL_DAMAGED.
 */
export async function openEngine(input: Input, { terminal }: Desk): Promise<FaceEngine> {
  return openFaceEngine(await modelFolder(input, terminal))
}

async function modelFolder(input: Input, terminal: Desk['terminal']): ReturnType<typeof refreshModel> {
  const { models } = houseFolders(input.dataDir)
  const onCompile = modelProgress(terminal)
  const asked = input.text('model')
  if (asked !== undefined && (await holdsModel(resolve(asked)))) return { modelDir: resolve(asked) }
  const name = asked ?? (await chosenModel(models))
  if (await holdsModel(join(models, name))) return refreshModel(models, { name, onCompile })
  if (asked !== undefined && asked !== defaultModelName)
    throw new Refused<'MODEL_MISSING'>({
      code: 'MODEL_MISSING',
      reason: `There is no face model ${asked}: neither a folder of this name nor a model in ${models}.`,
      needed: 'Name a folder that holds model.json, or a model of casebound models list.',
    })
  const ofUser = join(userModels(), defaultModelName)
  await ensureDefaultModel(ofUser, onCompile)
  return { modelDir: ofUser }
}

const holdsModel = (folder: string): Promise<boolean> =>
  access(join(folder, 'model.json')).then(
    () => true,
    () => false,
  )
