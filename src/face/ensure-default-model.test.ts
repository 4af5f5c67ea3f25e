import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CompileProgress, ensureDefaultModel } from './ensure-default-model.ts'
import { openFaceEngine } from './open-face-engine.ts'
import { testModelDir } from './test-model.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-model-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A private copy of the compiled model. */
async function modelCopy(name: string): Promise<string> {
  const copy = join(folder, name)
  await cp(await testModelDir(), copy, { recursive: true })
  return copy
}

describe('compiling the default model', () => {
  it('writes the model, reports each step, and leaves nothing else behind', async () => {
    const parent = join(folder, 'fresh')
    const progress: CompileProgress[] = []
    const model = await ensureDefaultModel(join(parent, 'model'), (step) => progress.push(step))
    expect(model).toMatchObject({ name: 'faceapi-128', dimension: 128 })
    expect(model.licence).toContain('MIT')
    expect(model.id).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(progress.map((step) => step.done)).toEqual([0, 1, 2, 3, 4])
    expect(await readdir(parent)).toEqual(['model'])
    expect((await readdir(join(parent, 'model'))).toSorted()).toEqual([...model.files].toSorted())
  })

  it('gives the same id wherever it is compiled', async () => {
    const elsewhere = await ensureDefaultModel(join(folder, 'elsewhere'))
    expect(elsewhere).toEqual(await ensureDefaultModel(await testModelDir()))
  })

  it('leaves a whole model as it is', async () => {
    const copy = await modelCopy('whole')
    const before = await stat(join(copy, 'recogniser.onnx'))
    const progress: CompileProgress[] = []
    await ensureDefaultModel(copy, (step) => progress.push(step))
    expect(progress).toEqual([])
    expect((await stat(join(copy, 'recogniser.onnx'))).mtimeMs).toBe(before.mtimeMs)
  })

  it('makes a damaged or partial model whole again', async () => {
    const copy = await modelCopy('partial')
    await rm(join(copy, 'landmarks.onnx'))
    await writeFile(join(copy, 'detector.onnx'), 'damaged')
    const model = await ensureDefaultModel(copy)
    expect((await readdir(copy)).toSorted()).toEqual([...model.files].toSorted())
    const engine = await openFaceEngine({ modelDir: copy, threads: 1 })
    expect(engine.model).toEqual(model)
    await engine.close()
  })

  it('never deletes files that are not a model', async () => {
    const precious = join(folder, 'precious')
    await mkdir(precious)
    await writeFile(join(precious, 'letter.txt'), 'keep me')
    await expect(ensureDefaultModel(precious)).rejects.toMatchObject({ code: 'MODEL_DAMAGED' })
    expect(await readFile(join(precious, 'letter.txt'), 'utf8')).toBe('keep me')
  })

  it('gives one whole model when two compile at once', async () => {
    const shared = join(folder, 'shared')
    const [one, two] = await Promise.all([ensureDefaultModel(shared), ensureDefaultModel(shared)])
    expect(one).toEqual(two)
    expect((await readdir(shared)).toSorted()).toEqual([...one.files].toSorted())
  })
})

describe('opening a model', () => {
  it('refuses a folder without one', async () => {
    await expect(openFaceEngine({ modelDir: join(folder, 'nowhere') })).rejects.toMatchObject({
      code: 'MODEL_MISSING',
    })
  })

  it('refuses one flipped bit in any file', async () => {
    const copy = await modelCopy('flipped')
    for (const name of ['detector.onnx', 'detector-priors.bin', 'landmarks.onnx', 'recogniser.onnx']) {
      const good = await readFile(join(copy, name))
      const bad = Buffer.from(good)
      bad.writeUInt8(bad.readUInt8(1000) ^ 1, 1000)
      await writeFile(join(copy, name), bad)
      await expect(openFaceEngine({ modelDir: copy })).rejects.toMatchObject({
        code: 'MODEL_DAMAGED',
        reason: expect.stringContaining(name),
      })
      await writeFile(join(copy, name), good)
    }
  })

  it('refuses a description that was changed, cut short, or made for another pipeline', async () => {
    const copy = await modelCopy('described')
    const path = join(copy, 'model.json')
    const text = await readFile(path, 'utf8')
    const changes = [
      text.slice(0, 100),
      text.replace('"name": "faceapi-128"', '"name": "../other"'),
      text.replace('"mirrored": true', '"mirrored": false'),
      text.replace('"licence"', '"surprise": 1, "licence"'),
      text.replace(/"id": "sha256:\w{4}/, '"id": "sha256:0000'),
      text.replace(/"finding": "sha256:\w{4}/, '"finding": "sha256:0000'),
      text.replace('"landmarks.onnx"', '"../landmarks.onnx"'),
    ]
    for (const changed of changes) {
      expect(changed).not.toBe(text)
      await writeFile(path, changed)
      await expect(openFaceEngine({ modelDir: copy })).rejects.toMatchObject({ code: 'MODEL_DAMAGED' })
    }
  })
})
