import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leafHash, openCheckpoint, parseVerifierKey, rootFromLeaves } from '../proof/index.ts'
import { openSigner } from './signer.ts'
import { createSignerFiles } from './signer-files.ts'

const origin = 'agency.example/fr-log/1'
const leaves = [0, 1, 2, 3].map((at) => leafHash(Uint8Array.of(at)))
const root = (size: number): Uint8Array => rootFromLeaves(leaves.slice(0, size))
const [first = leafHash(Uint8Array.of(0)), second = first] = leaves
/** From 1 to 2 leaves the proof is the second leaf; from 2 to 4 the right half. */
const fromOneToTwo = [second]
const fromTwoToFour = [rootFromLeaves(leaves.slice(2))]

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-signer-'))
  await createSignerFiles(folder, origin)
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the signer', () => {
  it('signs a log that grows, and each note opens with its verifier key', async () => {
    const signer = await openSigner(folder)
    const keys = [parseVerifierKey(signer.vkey)]
    const steps = [
      { size: 1, root: root(1), consistency: [] },
      { size: 2, root: root(2), consistency: fromOneToTwo },
      { size: 4, root: root(4), consistency: fromTwoToFour },
    ]
    for (const step of steps) {
      const opened = await openCheckpoint(await signer.sign(step), { keys })
      expect(opened).toMatchObject({ origin, size: step.size, rootHash: step.root })
    }
  })

  it('gives the same note for the same checkpoint again, also after a restart', async () => {
    const request = { size: 2, root: root(2), consistency: [] }
    const note = await (await openSigner(folder)).sign(request)
    expect(await (await openSigner(folder)).sign(request)).toBe(note)
  })

  it.each([
    ['another root of the same size', { size: 2, root: first, consistency: [] }],
    ['a smaller log', { size: 1, root: root(1), consistency: [] }],
    ['growth without a proof', { size: 4, root: root(4), consistency: [] }],
    ['growth with a proof of another history', { size: 4, root: root(4), consistency: [first] }],
    ['a rewritten history', { size: 4, root: first, consistency: fromTwoToFour }],
  ])('refuses %s, also after a restart', async (_, request) => {
    const signer = await openSigner(folder)
    await signer.sign({ size: 2, root: root(2), consistency: [] })
    const refusal = { code: 'SIGNER_REFUSED' }
    await expect(signer.sign(request)).rejects.toMatchObject(refusal)
    await expect((await openSigner(folder)).sign(request)).rejects.toMatchObject(refusal)
    expect((await signer.memory()).size).toBe(2)
  })

  it('refuses one of two different histories that are asked for at once', async () => {
    const signer = await openSigner(folder)
    const asked = [root(2), first].map((each) => signer.sign({ size: 2, root: each, consistency: [] }))
    const answers = await Promise.allSettled(asked)
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  })

  it('keeps its key and its memory from other users of the machine', async () => {
    for (const name of ['log-key.pem', 'signed.json'])
      expect((await stat(join(folder, name))).mode & 0o077).toBe(0)
  })

  it('refuses to run with a damaged memory, and never makes a second key over a used memory', async () => {
    await (await openSigner(folder)).sign({ size: 1, root: root(1), consistency: [] })
    const memory = join(folder, 'signed.json')
    await rm(join(folder, 'log-key.pem'))
    await expect(createSignerFiles(folder, origin)).rejects.toMatchObject({ code: 'SIGNER_MISSING' })
    await createSignerFiles(join(folder, 'new'), origin)
    await writeFile(join(folder, 'new', 'signed.json'), '{"origin":1}')
    await expect(openSigner(join(folder, 'new'))).rejects.toMatchObject({ code: 'SIGNER_MEMORY_LOST' })
    expect((await stat(memory)).size).toBeGreaterThan(0)
  })
})
