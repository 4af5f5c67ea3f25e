import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Refused } from '../../kernel/index.ts'
import { writeFileDurably } from '../../storage/index.ts'
import { type CompileProgress, wholeDefaultModel } from '../ensure-default-model.ts'
import { defaultModelName, describeModel, descriptionFile, modelNameSchema } from '../model-description.ts'
import { descriptionText, ownsFinding, readDescription, type VerifiedModel } from '../model-folder.ts'
import type { FaceRefusalCode } from '../refusal-code.ts'

/**
 * Brings a model of a models folder up to this version of the program: the default model is compiled anew where its pipeline
 * changed, and a model that borrows its detector is described anew with the id that follows. Whoever uses it sees another id and
 * codes the gallery again. Gives what `openFaceEngine` takes, with what was read to check it. Refuses MODEL_MISSING, MODEL_DAMAGED.
 */
export async function refreshModel(
  modelsDir: string,
  of: { name: string; onCompile?: ((progress: CompileProgress) => void) | undefined },
): Promise<{ modelDir: string; verified?: VerifiedModel }> {
  const verified = await wholeDefaultModel(join(modelsDir, defaultModelName), of.onCompile)
  // The name may come over HTTP: it must not lead out of the folder.
  if (!modelNameSchema.safeParse(of.name).success) throw absent(of.name)
  const modelDir = join(modelsDir, of.name)
  if (of.name === defaultModelName) return { modelDir, verified }
  if (!(await stat(modelDir).catch(() => undefined))) throw absent(of.name)
  const { id, format, ...described } = await readDescription(modelDir)
  const { finding } = verified.description
  if (ownsFinding(described) || described.finding === finding) return { modelDir }
  const text = descriptionText(describeModel({ ...described, finding }))
  await writeFileDurably(join(modelDir, descriptionFile), Buffer.from(text), { mode: 0o644 })
  return { modelDir }
}

const absent = (name: string) =>
  new Refused<FaceRefusalCode>({
    code: 'MODEL_MISSING',
    reason: `There is no face model ${JSON.stringify(name.slice(0, 80))}.`,
    needed: 'See casebound models list; add one with casebound models add or pull.',
  })
