import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { addModel, defaultModelName, type ModelTestReport, testModelDir } from '../face/index.ts'
import { sampleRecogniser } from '../face/models/sample-recogniser.ts'
import type { House } from './house.ts'
import type { ScratchHouse } from './open-scratch-house.ts'

/** For tests only: puts the default model and one or more small ones into the models folder of a scratch house. */
export async function addSampleModels(dataDir: string, names: readonly string[]): Promise<void> {
  const modelsDir = join(dataDir, 'models')
  await mkdir(modelsDir, { recursive: true })
  await symlink(await testModelDir(), join(modelsDir, defaultModelName)).catch(() => undefined)
  for (const [at, name] of names.entries()) {
    const from = join(dataDir, `${name}.onnx`)
    await writeFile(from, sampleRecogniser({ seed: 11 + at }))
    await addModel({ from, modelsDir, name, licence: 'MIT', preset: 'arcface-112' })
  }
}

export const dataDirOf = (scratch: ScratchHouse): string => dirname(scratch.logDir)

/** Waits until the change that is under way has ended, however it did. */
export async function changeEnded(house: House) {
  for (;;) {
    const { change } = await house.models.status()
    if (!change?.work.running) return change
    await sleep(20)
  }
}

/** Waits for the self-test. */
export async function testEnded(house: House) {
  for (;;) {
    const { test } = await house.models.status()
    if (test && !test.work.running) return test
    await sleep(20)
  }
}

/** A report as a model gives that passes: the small sample model knows nobody and never would. */
export const passedReport = (house: House): ModelTestReport => ({
  modelId: house.face.model.id,
  name: house.face.model.name,
  answers: { recorded: 3, leastSimilarity: 1 },
  people: { gallery: 2, probes: 2, unseen: 0, rankOne: 2, rankOneLimit: 0.9 },
  faults: [],
  passed: true,
})
