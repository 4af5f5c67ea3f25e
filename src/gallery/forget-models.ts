import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { modelDigest } from '../face/index.ts'
import type { ModelId } from '../kernel/index.ts'
import type { Storage } from '../storage/index.ts'
import { modelChange } from './model-use.ts'

/** Name of the folder of a model's template files. */
export const templateFolderOf = (modelId: ModelId): string => modelDigest(modelId).slice(0, 16)

/**
 * Erases the templates of models that are neither in use nor about to be: the rows, and the files that were made from them. A
 * template is a face; nobody keeps two of a person for convenience.
 */
export async function forgetModels(of: {
  storage: Storage
  templatesDir: string
  inUse: ModelId
}): Promise<void> {
  const { storage, templatesDir, inUse } = of
  const kept = [inUse]
  await storage.transaction(async (tx) => {
    const change = await modelChange(tx)
    if (change) kept.push(change.modelId)
    await tx.deleteFrom('templates').where('model_id', 'not in', kept).execute()
  })
  const folders = new Set(kept.map(templateFolderOf))
  for (const name of await readdir(templatesDir).catch(() => []))
    if (/^[0-9a-f]{16}$/.test(name) && !folders.has(name))
      await rm(join(templatesDir, name), { recursive: true, force: true })
}
