import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeLogKey, makeSampleLog, makeWitness, readFrom, sampleEntries } from '../../test/sample-log.ts'
import { fixedClock } from '../kernel/index.ts'
import {
  consistencyProof,
  leafHash,
  parseNote,
  parseTrustPolicy,
  rootFromLeaves,
  signatureLine,
  tileNodeReader,
} from '../proof/index.ts'
import type { Submission } from './ask-witness.ts'
import { createGatherer } from './gather-cosignatures.ts'
import { openScratchWitnesses, type ScratchWitnesses } from './open-scratch-witnesses.ts'

const log = makeLogKey('log.example/1')
const entries = sampleEntries(12)
const liar = makeWitness('liar.example/1')

function submission(size: number): Submission {
  const { note, files } = makeSampleLog(entries.slice(0, size), log)
  const root = (count: number) => rootFromLeaves(entries.slice(0, count).map(leafHash))
  const readNode = tileNodeReader(readFrom(files), size)
  return {
    ...{ log: log.key, note, text: parseNote(note).text, size, root: root(size) },
    proofFrom: (oldSize) => consistencyProof(oldSize, size, readNode),
    rootAt: async (older) => root(older),
  }
}

let honest: ScratchWitnesses
let server: Server | undefined

beforeEach(async () => {
  honest = await openScratchWitnesses(2, { log: log.vkey })
})
afterEach(async () => {
  await honest.close()
  server?.closeAllConnections()
  await new Promise((resolve) => (server === undefined ? resolve(0) : server.close(resolve)))
  server = undefined
})

type Answer = (response: ServerResponse, asked: { path: string; body: string }) => void

/** Two honest witnesses and one that answers as it is told; two of the three are enough. */
async function gathererWith(answer: Answer, needed = 2) {
  const listening = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => answer(response, { path: request.url ?? '', body }))
  })
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const { port } = listening.address() as AddressInfo
  const policy = [
    ...honest.each.map(({ vkey, url }, at) => `witness h${at} ${vkey} ${url}`),
    `witness liar ${liar.vkey} http://127.0.0.1:${port}/`,
    `group g ${needed} h0 h1 liar`,
    'quorum g',
    '',
  ].join('\n')
  return createGatherer(parseTrustPolicy(policy), { timeoutMs: 5_000 })
}

const answered =
  (status: number, body: string | Buffer): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/html' })
    response.end(body)
  }
const cosignature = (text: string, by = liar) => signatureLine(by.sign(text))
const three = submission(3)

describe('asking witnesses', () => {
  it.each<[string, Answer, string, RegExp]>([
    ['never answers', () => undefined, 'silent', /did not answer in time/],
    ['hangs up', (response) => void response.destroy(), 'silent', /cannot be reached/],
    ['sends 10 MB', answered(200, Buffer.alloc(10_000_000, 65)), 'false', /more than 65536 bytes/],
    ['sends a page', answered(200, '<html>'), 'false', /does not hold/],
    ['claims a nonsense size', answered(409, '99999999999999999999\n'), 'false', /no size/],
    ['claims a size without a newline', answered(409, '3'), 'false', /no size/],
    ['signs another checkpoint', answered(200, cosignature(submission(4).text)), 'false', /does not hold/],
    [
      'signs with another key',
      answered(200, cosignature(three.text, makeWitness('liar.example/1'))),
      'false',
      /without a cosignature of its key/,
    ],
    ['fails', answered(500, 'no'), 'refused', /status 500/],
    [
      'moves elsewhere',
      (response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'silent',
      /cannot be reached/,
    ],
    ['claims to know more and shows nothing', answered(409, '7\n'), 'ahead', /does not show it/],
    ['claims another history and shows nothing', answered(422, 'no\n'), 'forked', /does not show it/],
  ])('does without one that %s, and says so', async (_, answer, kind, words) => {
    const gatherer = await gathererWith(answer)
    const { reached, signatures, standings } = await gatherer.askAll(three)
    expect(reached).toBe(true)
    expect(signatures.map(({ name }) => name)).toEqual(['inspector.example/w1', 'inspector.example/w2'])
    expect(standings[2]?.last).toMatchObject({ kind, words: expect.stringMatching(words) })
    expect(standings[2]?.last).not.toHaveProperty('evidence')
  })

  it('misses the quorum when all three are asked for and one lies', async () => {
    const gatherer = await gathererWith(answered(200, ''), 3)
    expect((await gatherer.gather(three)).reached).toBe(false)
  })

  it('counts the third when it tells the truth', async () => {
    const gatherer = await gathererWith(answered(200, cosignature(three.text)), 3)
    expect(await gatherer.gather(three)).toMatchObject({ reached: true, signatures: { length: 3 } })
  })

  it('takes a checkpoint of more entries, signed by the log, for evidence', async () => {
    const more = submission(7)
    const gatherer = await gathererWith((response, { path }) =>
      path.endsWith('/checkpoint')
        ? answered(200, more.note)(response, { path, body: '' })
        : answered(409, '7\n')(response, { path, body: '' }),
    )
    const { standings } = await gatherer.askAll(three)
    expect(standings[2]?.last).toMatchObject({ kind: 'ahead', size: 7, evidence: more.note })
  })

  it('takes another history, signed by the log, for evidence, and the beginning of its own for none', async () => {
    const forged = makeSampleLog(sampleEntries(2).toReversed(), log).note
    for (const [shown, evidence] of [
      [forged, forged],
      [submission(2).note, undefined],
    ] as const) {
      const gatherer = await gathererWith((response, { path }) =>
        answered(path.endsWith('/checkpoint') ? 200 : 422, shown)(response, { path, body: '' }),
      )
      const { standings } = await gatherer.askAll(three)
      const expected = evidence === undefined ? {} : { evidence }
      const said = { kind: 'forked', size: 2 + (evidence === undefined ? -2 : 0), words: expect.any(String) }
      expect(standings[2]?.last).toEqual({ ...said, ...expected })
      await new Promise((resolve) => server?.close(resolve))
    }
  })

  it('finds out by itself where witnesses stand, and asks once more from there', async () => {
    const gatherer = await gathererWith(answered(500, 'no'))
    await gatherer.askAll(submission(3))
    await gatherer.askAll(submission(5))
    const fresh = await gathererWith(answered(500, 'no'))
    const { reached, standings } = await fresh.askAll(submission(12))
    expect(reached).toBe(true)
    expect(standings.map(({ followedTo }) => followedTo)).toEqual([12, 12, 0])
  })

  it('does not believe one whose clock went back', async () => {
    const times = [2_000_000_000, 1_900_000_000, 2_000_000_000]
    const gatherer = await gathererWith((response, { path, body }) => {
      const { text } = parseNote(body.slice(body.indexOf('\n\n') + 2))
      const line = signatureLine(liar.at(times.shift() ?? 0).sign(text))
      answered(200, line)(response, { path, body })
    })
    const kinds: (string | undefined)[] = []
    for (const size of [3, 5, 7])
      kinds.push((await gatherer.askAll(submission(size))).standings[2]?.last?.kind)
    expect(kinds).toEqual(['cosigned', 'false', 'cosigned'])
  })

  it('does not ask one again that has not answered yet, and waits for nobody over the quorum', async () => {
    let asked = 0
    const gatherer = await gathererWith(() => void asked++)
    for (const size of [3, 5, 7]) expect((await gatherer.gather(submission(size))).reached).toBe(true)
    expect(asked).toBe(1)
  })

  it('works with witnesses whose clock stands still', async () => {
    const still = await openScratchWitnesses(1, { log: log.vkey, clock: fixedClock('2026-11-26T10:00:00Z') })
    const gatherer = createGatherer(parseTrustPolicy(still.policy(1)), { timeoutMs: 5_000 })
    for (const size of [3, 5]) expect((await gatherer.gather(submission(size))).reached).toBe(true)
    await still.close()
  })
})
