import { fileURLToPath } from 'node:url'
import { ensureDefaultModel } from './ensure-default-model.ts'

/**
 * For tests only: the folder of the default model, compiled once on this machine and shared by all test files.
 * Lies in the package's own cache folder, which no release contains.
 */
export async function testModelDir(): Promise<string> {
  const folder = fileURLToPath(new URL('../../node_modules/.cache/casebound-test-model', import.meta.url))
  await ensureDefaultModel(folder)
  return folder
}
