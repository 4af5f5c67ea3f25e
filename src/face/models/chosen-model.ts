import { join } from 'node:path'
import { z } from 'zod'
import { writeFileDurably } from '../../storage/index.ts'
import { defaultModelName, modelNameSchema } from '../model-description.ts'
import { readRegularFile } from '../model-folder.ts'

const file = 'in-use.json'
const schema = z.strictObject({ name: modelNameSchema })

/**
 * The model that a models folder names as chosen; the default model where it names none. A founded house keeps the truth in its
 * database and writes it here as well, for commands that open no house.
 */
export async function chosenModel(modelsDir: string): Promise<string> {
  const bytes = await readRegularFile(join(modelsDir, file), 4096)
  if (!bytes) return defaultModelName
  try {
    return schema.parse(JSON.parse(Buffer.from(bytes).toString('utf8'))).name
  } catch {
    return defaultModelName
  }
}

export const chooseModel = (modelsDir: string, name: string): Promise<void> =>
  writeFileDurably(join(modelsDir, file), Buffer.from(`${JSON.stringify({ name })}\n`), { mode: 0o644 })
