import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultModelName } from '../model-description.ts'
import { testModelDir } from '../test-model.ts'

/** For tests only: a models folder with the default model in it, compiled once on this machine. */
export async function openSampleModelsFolder() {
  const root = await mkdtemp(join(tmpdir(), 'casebound-models-'))
  const modelsDir = join(root, 'models')
  await mkdir(modelsDir)
  await symlink(await testModelDir(), join(modelsDir, defaultModelName))
  return { root, modelsDir, close: () => rm(root, { recursive: true, force: true }) }
}
export type SampleModelsFolder = Awaited<ReturnType<typeof openSampleModelsFolder>>
