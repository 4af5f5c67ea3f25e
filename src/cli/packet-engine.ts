import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { defaultModelName, type FaceEngine, openFaceEngine, refreshModel } from '../face/index.ts'
import { houseFolders } from '../lead/index.ts'
import type { Packet } from '../packet/index.ts'
import type { Desk } from './command.ts'
import { modelProgress } from './model-progress.ts'

/**
 * Opens the model that a packet names: of the data folder, where one is named and has it; else the default model, compiled into the
 * user's cache folder. Whether it is the right one is for the replay to say. Refuses MODEL_DAMAGED.
 */
export async function packetEngine(
  desk: Desk,
  of: { packet: Packet; dataDir: string | undefined },
): Promise<FaceEngine> {
  const onCompile = modelProgress(desk.terminal)
  const { name } = of.packet.frozen.model
  if (of.dataDir !== undefined && /^[A-Za-z][\w-]{0,63}$/.test(name)) {
    const { models } = houseFolders(of.dataDir)
    const there = await stat(join(models, name)).catch(() => undefined)
    if (there) return openFaceEngine(await refreshModel(models, { name, onCompile }))
  }
  return openFaceEngine(await refreshModel(userModels(), { name: defaultModelName, onCompile }))
}

/** Where models lie that no data folder needs. */
export const userModels = (): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'casebound', 'models')
