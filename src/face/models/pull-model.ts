import { mkdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Refused } from '../../kernel/index.ts'
import type { FaceRefusalCode } from '../refusal-code.ts'
import { type Added, type Addition, addModel } from './add-model.ts'
import { fetchPinned } from './fetch-pinned.ts'
import { type KnownModel, knownModels } from './known-models.ts'

type Pulling = {
  readonly modelsDir: string
  readonly onFetch?: ((progress: { done: number; total: number }) => void) | undefined
  readonly onCompile?: Addition['onCompile']
}

/** The known model of this name. Refuses MODEL_UNKNOWN. */
export function knownModel(name: string): KnownModel {
  const found = knownModels.find((known) => known.name === name)
  if (found) return found
  throw new Refused<FaceRefusalCode>({
    code: 'MODEL_UNKNOWN',
    reason: `There is no published model ${JSON.stringify(name.slice(0, 80))} in this version's list.`,
    needed: `Known are ${knownModels.map((known) => known.name).join(', ')}; any other is added from its file.`,
  })
}

/**
 * Fetches a known model and adds it as any other. What a cut connection left is kept and gone on with; what is added, or wrong, is
 * removed. Refuses what `fetchPinned` and `addModel` refuse.
 */
export async function pullModel(known: KnownModel, pulling: Pulling): Promise<Added> {
  const folder = join(pulling.modelsDir, '.pulling')
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${known.name}.onnx`)
  try {
    await fetchPinned(known, { path, onProgress: pulling.onFetch })
    const added = await addModel({
      from: path,
      modelsDir: pulling.modelsDir,
      name: known.name,
      preset: known.preset,
      licence: known.licence,
      origin: `${known.address} (${known.digest.algorithm} ${known.digest.hex.slice(0, 16)}…)`,
      onCompile: pulling.onCompile,
    })
    await rm(path)
    return added
  } finally {
    // Goes only when it is empty: a part that can be gone on with keeps it.
    await rmdir(folder).catch(() => undefined)
  }
}
