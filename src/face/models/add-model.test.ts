import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sharedPath } from '../../../test/shared-data.ts'
import { must } from '../../kernel/index.ts'
import { onnxGraph } from '../onnx-graph.ts'
import { openFaceEngine } from '../open-face-engine.ts'
import { protobufMessage } from '../protobuf-message.ts'
import { sampleBytes } from '../sample-photos.ts'
import { type Addition, addModel } from './add-model.ts'
import { listModels } from './list-models.ts'
import { readOnnx } from './read-onnx.ts'
import { openSampleModelsFolder, type SampleModelsFolder } from './sample-models-folder.ts'
import { sampleRecogniser } from './sample-recogniser.ts'
import { tryOnnx } from './try-onnx.ts'

let folder: SampleModelsFolder
beforeAll(async () => {
  folder = await openSampleModelsFolder()
})
afterAll(() => folder.close())

async function file(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder.root, name)
  await writeFile(path, bytes)
  return path
}
const add = (from: string, stated: Partial<Addition> = {}) =>
  addModel({ from, modelsDir: folder.modelsDir, licence: 'MIT', preset: 'arcface-112', ...stated })
const names = async () => (await readdir(folder.modelsDir)).toSorted()

describe('a recogniser that is added', () => {
  it('is described from its file and preset, and opens beside the default model with its detector', async () => {
    const from = await file('small.onnx', sampleRecogniser())
    const { model, description, assumed, already } = await add(from)
    expect(already).toBe(false)
    expect(model).toMatchObject({ name: 'small', dimension: 196, licence: 'MIT' })
    expect(description.recogniser.input).toMatchObject({
      sizePx: 112,
      layout: 'nchw',
      channels: 'rgb',
      mean: [127.5, 127.5, 127.5],
      batch: 'any',
    })
    expect(description.answers).toHaveLength(3)
    expect(assumed.join(' ')).toContain('127.5')
    const engine = await openFaceEngine({ modelDir: join(folder.modelsDir, 'small'), threads: 1 })
    const photo = await engine.readPhoto(await sampleBytes(6))
    const [template] = await engine.embed(photo, (await engine.findFaces(photo)).slice(0, 1))
    expect(must(template, 'template')).toHaveLength(196)
    expect(engine.model.id).toBe(model.id)
    await engine.close()
    expect(await names()).toEqual(['faceapi-128', 'small'])
  })

  it('gets another id when its weights, its input or its points differ, and the same when it is added again', async () => {
    const from = await file('again.onnx', sampleRecogniser({ seed: 2 }))
    const first = await add(from)
    expect(await add(from)).toMatchObject({ already: true, model: { id: first.model.id } })
    const others = await Promise.all([
      add(from, { name: 'bgr', channels: 'bgr' }),
      add(from, { name: 'plain', mirrored: false }),
      add(from, {
        name: 'moved',
        points: [
          [0.3, 0.4],
          [0.7, 0.4],
          [0.5, 0.6],
          [0.35, 0.8],
          [0.65, 0.8],
        ],
      }),
      add(await file('other.onnx', sampleRecogniser({ seed: 3 }))),
    ])
    const ids = new Set([first, ...others].map(({ model }) => model.id))
    expect(ids.size).toBe(5)
    await expect(add(from, { channels: 'bgr' })).rejects.toMatchObject({ code: 'MODEL_EXISTS' })
  })

  it('takes one face at a time where its file says so', async () => {
    const { description } = await add(await file('single.onnx', sampleRecogniser({ batch: 1, seed: 4 })))
    expect(description.recogniser.input.batch).toBe('one')
  })

  it('may come as a folder with model.json, and as one with a single ONNX file', async () => {
    await add(await file('whole.onnx', sampleRecogniser({ seed: 5 })))
    const copy = join(folder.root, 'carried')
    await cp(join(folder.modelsDir, 'whole'), copy, { recursive: true })
    expect(await add(copy)).toMatchObject({ already: true })
    const bare = join(folder.root, 'bare')
    await mkdir(bare)
    await writeFile(join(bare, 'x.onnx'), sampleRecogniser({ seed: 6 }))
    expect((await add(bare)).model.name).toBe('bare')
  })

  it('is listed, and a folder that is none says why', async () => {
    await mkdir(join(folder.modelsDir, 'broken'))
    const listed = await listModels(folder.modelsDir)
    expect(listed.map((one) => one.folder)).toContain('small')
    expect(listed.find((one) => one.folder === 'broken')).toMatchObject({ fault: expect.any(String) })
    await rm(join(folder.modelsDir, 'broken'), { recursive: true })
  })
})

describe('the licence of weights', () => {
  it('must be stated, by the operator or by whoever publishes them', async () => {
    const from = await file('nobody.onnx', sampleRecogniser({ seed: 7 }))
    await expect(add(from, { licence: undefined })).rejects.toMatchObject({ code: 'LICENCE_NOT_STATED' })
    await expect(add(from, { licence: '  ' })).rejects.toMatchObject({ code: 'LICENCE_NOT_STATED' })
  })

  it('that bars an agency is refused, unless the operator states another', async () => {
    const from = await file('barred.onnx', sampleRecogniser({ seed: 8 }))
    for (const licence of ['CC-BY-NC-4.0', 'Non-commercial research purposes only', 'academic use only'])
      await expect(add(from, { licence })).rejects.toMatchObject({ code: 'LICENCE_NON_COMMERCIAL' })
    const copy = join(folder.root, 'barred')
    await add(from, { name: 'barred', licence: 'MIT' })
    await cp(join(folder.modelsDir, 'barred'), copy, { recursive: true })
    await rm(join(folder.modelsDir, 'barred'), { recursive: true })
    const text = await readFile(join(copy, 'model.json'), 'utf8')
    await writeFile(join(copy, 'model.json'), text.replace('"MIT"', '"CC BY-NC 4.0"'))
    await expect(add(copy, { licence: undefined })).rejects.toMatchObject({ code: 'LICENCE_NON_COMMERCIAL' })
    const { model } = await add(copy, { licence: 'Contract 2026-114 with the maker' })
    expect(model.licence).toBe('Contract 2026-114 with the maker')
  })
})

describe('what is no recogniser', () => {
  const graphOf = (operator: string, attributes = {}) => {
    const graph = onnxGraph()
    const output = graph.node(operator, ['input'], attributes)
    return graph.finish({
      inputs: [{ name: 'input', shape: ['n', 3, 112, 112] }],
      outputs: [{ name: output, shape: ['n', 3] }],
    })
  }
  const constant = () => {
    const graph = onnxGraph()
    const zeros = new Float32Array(3 * 112 * 112 * 128)
    const flat = graph.node('Flatten', ['input'], { axis: 1 })
    const none = graph.node('MatMul', [flat, graph.floats([3 * 112 * 112, 128], zeros)])
    const output = graph.node('Add', [none, graph.floats([128], new Float32Array(128).fill(1))])
    return graph.finish({
      inputs: [{ name: 'input', shape: ['n', 3, 112, 112] }],
      outputs: [{ name: output, shape: ['n', 128] }],
    })
  }
  /** A model whose one weight lies in a file outside. */
  const external = () => {
    const tensor = protobufMessage()
      .integer(1, 1)
      .integer(2, 1)
      .text(8, 'w')
      .message(13, protobufMessage().text(1, 'location').text(2, '../../etc/passwd'))
      .integer(14, 1)
    const node = protobufMessage().text(1, 'input').text(2, 'out').text(4, 'Identity')
    const graph = protobufMessage().message(1, node).message(5, tensor)
    return protobufMessage().integer(1, 8).message(7, graph).finish()
  }

  it('is refused with the reason, and leaves nothing behind', async () => {
    const before = await names()
    const cases: [name: string, bytes: Uint8Array, reason: RegExp][] = [
      ['text', Buffer.from('hello'), /not an ONNX model/],
      ['empty', new Uint8Array(), /not an ONNX model/],
      ['cut', sampleRecogniser().subarray(0, 2000), /not an ONNX model/],
      ['external', external(), /another file/],
      ['loop', graphOf('Loop'), /Loop/],
      ['unknown', graphOf('NoSuchOperator'), /runtime says/],
      ['tiny', graphOf('GlobalAveragePool'), /vectors of 64 to 1024/],
      ['constant', constant(), /same way/],
    ]
    for (const [name, bytes, reason] of cases) {
      await expect(add(await file(`${name}.onnx`, bytes)), name).rejects.toMatchObject({
        code: 'MODEL_UNSUITABLE',
        reason: expect.stringMatching(reason),
      })
    }
    await expect(add(await file('model.xml', Buffer.from('<net/>')))).rejects.toMatchObject({
      code: 'MODEL_UNSUITABLE',
    })
    await expect(add(join(folder.root, 'nowhere.onnx'))).rejects.toMatchObject({ code: 'MODEL_MISSING' })
    expect(await names()).toEqual(before)
  })

  it('is refused when its size or preset is unknown', async () => {
    const from = await file('unpreset.onnx', sampleRecogniser({ seed: 9 }))
    await expect(add(from, { preset: 'no-such' })).rejects.toMatchObject({ code: 'PRESET_NEEDED' })
    await expect(add(from, { preset: 'omz-0095-128' })).rejects.toMatchObject({ code: 'MODEL_UNSUITABLE' })
    await expect(add(from, { inputSizePx: 96 })).rejects.toMatchObject({ code: 'MODEL_UNSUITABLE' })
  })

  it('is refused by its name when that leads elsewhere, is secret in the log, or belongs to the default model', async () => {
    const from = await file('named.onnx', sampleRecogniser({ seed: 9 }))
    for (const name of ['../out', 'a/b', '.hidden', 'a..b', 'case-12345', 'faceapi-128', 'x'.repeat(65)])
      await expect(add(from, { name }), name).rejects.toMatchObject({ code: 'MODEL_NAME_INVALID' })
  })

  it('is ended when it takes too long or too much memory', async () => {
    const from = await file('slow.onnx', sampleRecogniser())
    await expect(tryOnnx(from, { timeMs: 1, memoryBytes: 4 * 1024 ** 3 })).rejects.toMatchObject({
      reason: expect.stringContaining('longer'),
    })
    if (process.platform === 'linux')
      await expect(tryOnnx(from, { timeMs: 60_000, memoryBytes: 1 })).rejects.toMatchObject({
        reason: expect.stringContaining('memory'),
      })
  })
})

describe('a hostile folder', () => {
  async function hostile(name: string, change: (description: Record<string, unknown>) => void) {
    const copy = join(folder.root, `hostile-${name}`)
    await rm(copy, { recursive: true, force: true })
    await cp(join(folder.modelsDir, 'small'), copy, { recursive: true })
    const description = JSON.parse(await readFile(join(copy, 'model.json'), 'utf8'))
    change(description)
    await writeFile(join(copy, 'model.json'), JSON.stringify(description))
    return copy
  }

  it('is refused when its description is not strictly one', async () => {
    const changes: Record<string, (description: Record<string, unknown>) => void> = {
      surprise: (description) => Object.assign(description, { script: 'rm -rf /' }),
      path: (description) =>
        Object.assign(description, { files: [{ name: '../../secret', sha256: '0'.repeat(64) }] }),
      digest: (description) =>
        Object.assign(description, { files: [{ name: 'recogniser.onnx', sha256: '0'.repeat(64) }] }),
      size: (description) => Object.assign(description.recogniser as object, { input: { sizePx: 1e9 } }),
      missing: (description) => Object.assign(description, { recogniser: undefined }),
    }
    for (const [name, change] of Object.entries(changes))
      await expect(add(await hostile(name, change)), name).rejects.toMatchObject({ code: 'MODEL_DAMAGED' })
    const described = await hostile('tensor', ({ recogniser }) => {
      ;(recogniser as { input: { tensor: string } }).input.tensor = 'elsewhere'
    })
    await expect(add(described, { name: 'tensor' })).rejects.toMatchObject({ code: 'MODEL_UNSUITABLE' })
  })

  it('is refused when a file of it is a link, or the description is huge', async () => {
    const linked = await hostile('linked', () => {})
    await rm(join(linked, 'recogniser.onnx'))
    await symlink(join(folder.modelsDir, 'small', 'recogniser.onnx'), join(linked, 'recogniser.onnx'))
    await expect(add(linked)).rejects.toMatchObject({ code: 'MODEL_UNSUITABLE' })
    const huge = await hostile('huge', (description) =>
      Object.assign(description, { origin: 'x'.repeat(300_000) }),
    )
    await expect(add(huge)).rejects.toMatchObject({ code: 'MODEL_DAMAGED' })
  })

  it('never makes the reader of ONNX files throw or run on', () => {
    const good = sampleRecogniser()
    for (let at = 0; at < good.length; at += 97) {
      const bad = Uint8Array.from(good)
      bad[at] = (bad[at] ?? 0) ^ 0xff
      readOnnx(bad)
      readOnnx(good.subarray(0, at))
    }
  })
})

const published = sharedPath('models', 'omz_face-reidentification-retail-0095_converted.onnx')

describe.runIf(published)('a published recogniser', () => {
  it('needs nothing but its file: preset and licence follow from shape and name, and that is said', async () => {
    const { model, description, assumed } = await addModel({
      from: must(published, 'path'),
      modelsDir: folder.modelsDir,
    })
    expect(model).toMatchObject({ dimension: 256, licence: 'Apache-2.0' })
    expect(description.recogniser.input).toMatchObject({ sizePx: 128, channels: 'bgr', batch: 'one' })
    expect(assumed).toHaveLength(2)
  })
})
