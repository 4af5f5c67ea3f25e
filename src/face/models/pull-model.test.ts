import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type KnownModel, knownModels } from './known-models.ts'
import { knownModel, pullModel } from './pull-model.ts'
import { openSampleModelsFolder, type SampleModelsFolder } from './sample-models-folder.ts'
import { sampleRecogniser } from './sample-recogniser.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const weights = Buffer.from(sampleRecogniser())
let server: Server
let origin: string
let folder: SampleModelsFolder
let answer: Answer
let ranges: (string | undefined)[]

beforeAll(async () => {
  folder = await openSampleModelsFolder()
  server = createServer((request, response) => {
    ranges.push(request.headers.range)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await folder.close()
})

const known = (name: string, change: Partial<KnownModel> = {}): KnownModel => ({
  name,
  words: 'a small network for this test',
  licence: 'Apache-2.0',
  licenceAddress: `${origin}/LICENSE`,
  address: `${origin}/model.onnx`,
  redirectHosts: [],
  sizeBytes: weights.length,
  digest: { algorithm: 'sha256', hex: createHash('sha256').update(weights).digest('hex') },
  preset: 'arcface-112',
  ...change,
})
const whole: Answer = (_, response) =>
  void response.writeHead(200, { 'content-length': weights.length }).end(weights)

async function pull(model: KnownModel, by: Answer) {
  answer = by
  ranges = []
  const progress: number[] = []
  const added = await pullModel(model, {
    modelsDir: folder.modelsDir,
    onFetch: ({ done }) => progress.push(done),
  })
  return { added, progress }
}
const left = () => readdir(join(folder.modelsDir, '.pulling')).catch(() => [])
const models = async () => (await readdir(folder.modelsDir)).toSorted()

describe('pulling a model', () => {
  it('adds the pinned bytes with their licence and address, shows progress, and leaves nothing else behind', async () => {
    const { added, progress } = await pull(known('good'), whole)
    expect(added.model).toMatchObject({ name: 'good', licence: 'Apache-2.0', dimension: 196 })
    expect(added.model.origin).toContain(`${origin}/model.onnx`)
    expect(await readFile(join(folder.modelsDir, 'good', 'recogniser.onnx'))).toEqual(weights)
    expect(progress[0]).toBe(0)
    expect(progress.at(-1)).toBe(weights.length)
    expect(await models()).toEqual(['faceapi-128', 'good'])
  })

  it('takes a digest of the kind that its publisher states', async () => {
    const hex = createHash('sha384').update(weights).digest('hex')
    const { added } = await pull(known('longer', { digest: { algorithm: 'sha384', hex } }), whole)
    expect(added.already).toBe(false)
  })

  it('goes on where a cut connection left off', async () => {
    const half = Math.floor(weights.length / 2)
    const cutShort: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': weights.length })
      response.write(weights.subarray(0, half), () => setTimeout(() => response.destroy(), 50))
    }
    await expect(pull(known('cut'), cutShort)).rejects.toMatchObject({ code: 'DOWNLOAD_CUT' })
    expect(await left()).toEqual(['cut.onnx'])
    const rest: Answer = (request, response) => {
      const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1])
      response
        .writeHead(206, { 'content-range': `bytes ${from}-${weights.length - 1}/${weights.length}` })
        .end(weights.subarray(from))
    }
    const { progress } = await pull(known('cut'), rest)
    expect(ranges).toEqual([`bytes=${half}-`])
    expect(progress[0]).toBe(half)
    expect(await left()).toEqual([])
    expect(await models()).toContain('cut')
  })

  it('begins anew where the server knows no parts', async () => {
    const cutShort: Answer = (_, response) => {
      response.writeHead(200)
      response.write(weights.subarray(0, 1000), () => setTimeout(() => response.destroy(), 50))
    }
    await expect(pull(known('anew'), cutShort)).rejects.toMatchObject({ code: 'DOWNLOAD_CUT' })
    const { added } = await pull(known('anew'), whole)
    expect(added.already).toBe(false)
  })

  it('keeps nothing of a file with another digest', async () => {
    const flipped = Buffer.from(weights)
    flipped.writeUInt8(flipped.readUInt8(500) ^ 1, 500)
    const other: Answer = (_, response) => void response.end(flipped)
    await expect(pull(known('flipped'), other)).rejects.toMatchObject({ code: 'DOWNLOAD_WRONG' })
    expect(await left()).toEqual([])
    expect(await models()).not.toContain('flipped')
  })

  it('keeps nothing of a file of another size, announced or not', async () => {
    const longer = Buffer.concat([weights, Buffer.alloc(1)])
    const announced: Answer = (_, response) =>
      void response.writeHead(200, { 'content-length': longer.length }).end(longer)
    await expect(pull(known('long'), announced)).rejects.toMatchObject({ code: 'DOWNLOAD_WRONG' })
    const endless: Answer = (_, response) => {
      response.writeHead(200)
      response.end(longer)
    }
    await expect(pull(known('long'), endless)).rejects.toMatchObject({ code: 'DOWNLOAD_WRONG' })
    expect(await left()).toEqual([])
  })

  it('says what the server said', async () => {
    const gone: Answer = (_, response) => void response.writeHead(404).end('no')
    await expect(pull(known('gone'), gone)).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      reason: expect.stringContaining('404'),
    })
  })

  it('follows a redirect only to a pinned host', async () => {
    const port = new URL(origin).port
    const elsewhere: Answer = (request, response) =>
      request.url === '/there'
        ? whole(request, response)
        : void response.writeHead(302, { location: `http://localhost:${port}/there` }).end()
    await expect(pull(known('moved'), elsewhere)).rejects.toMatchObject({ code: 'DOWNLOAD_REDIRECTED' })
    expect(ranges).toHaveLength(1)
    const { added } = await pull(known('moved', { redirectHosts: [`localhost:${port}`] }), elsewhere)
    expect(added.already).toBe(false)
    const round: Answer = (_, response) => void response.writeHead(302, { location: '/again' }).end()
    await expect(pull(known('round'), round)).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' })
  })

  it('says that there is no network, and what to do then', async () => {
    const closed = known('offline', { address: 'http://127.0.0.1:9/model.onnx' })
    await expect(pull(closed, whole)).rejects.toMatchObject({
      code: 'DOWNLOAD_UNREACHABLE',
      needed: expect.stringContaining('models add'),
    })
    expect(await left()).toEqual([])
  })
})

describe('the list of known models', () => {
  it('pins a revision, a size and a digest over TLS, under a licence that an agency may use', () => {
    for (const { address, sizeBytes, digest, licence } of knownModels) {
      expect(address).toMatch(/^https:\/\/[^?]+\/[0-9a-f]{40}\/[^?]+\.onnx$/)
      expect(sizeBytes).toBeGreaterThan(1_000_000)
      expect(digest.hex).toMatch(/^[0-9a-f]{64}$/)
      expect(['Apache-2.0', 'MIT']).toContain(licence)
    }
  })

  it('refuses a name that is not on it', () => {
    expect(() => knownModel('../elsewhere')).toThrow('MODEL_UNKNOWN')
  })
})
