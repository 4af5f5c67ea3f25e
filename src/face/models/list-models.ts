import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isRefused } from '../../kernel/index.ts'
import { type ModelInfo, modelInfo } from '../model-description.ts'
import { readDescription } from '../model-folder.ts'

/** A folder among the models: what its model.json says, or why it cannot be read. Files are not hashed here. */
export type ListedModel =
  | { readonly folder: string; readonly model: ModelInfo }
  | { readonly folder: string; readonly fault: string }

/** All model folders, by name. */
export async function listModels(modelsDir: string): Promise<readonly ListedModel[]> {
  const entries = await readdir(modelsDir, { withFileTypes: true }).catch(() => [])
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  const listed = folders.map(async ({ name: folder }): Promise<ListedModel> => {
    try {
      return { folder, model: modelInfo(await readDescription(join(modelsDir, folder))) }
    } catch (error) {
      if (isRefused(error)) return { folder, fault: error.reason }
      throw error
    }
  })
  return (await Promise.all(listed)).toSorted((a, b) => (a.folder < b.folder ? -1 : 1))
}
