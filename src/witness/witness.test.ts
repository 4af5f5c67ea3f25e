import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { makeLogKey, makeSampleLog, readFrom, sampleEntries } from '../../test/sample-log.ts'
import { must, systemClock } from '../kernel/index.ts'
import {
  consistencyProof,
  formatAddCheckpoint,
  formatCheckpoint,
  formatNote,
  parseNote,
  parseVerifierKey,
  tileNodeReader,
  verifyNote,
} from '../proof/index.ts'
import { openScratchWitnesses, type ScratchWitness, type ScratchWitnesses } from './open-scratch-witnesses.ts'
import { openWitness } from './open-witness.ts'
import { createWitness, originHash } from './witness-files.ts'

const log = makeLogKey('log.example/1')
const entries = sampleEntries(9)
const state = (size: number, from = entries) => makeSampleLog(from.slice(0, size), log)
const forged = state(9, [...entries.slice(0, 2), Buffer.from('{}'), ...entries.slice(3)])

let scratch: ScratchWitnesses
let one: ScratchWitness

beforeEach(async () => {
  scratch = await openScratchWitnesses(1, { log: log.vkey })
  one = must(scratch.each[0], 'witness')
})
afterEach(() => scratch.close())

async function proofOf(of: { from: number; to: number; in?: ReturnType<typeof state> }) {
  const { from, to, in: within = state(to) } = of
  return consistencyProof(from, to, tileNodeReader(readFrom(within.files), to))
}

async function post(body: string | Uint8Array) {
  const response = await fetch(`${one.url}/add-checkpoint`, { method: 'POST', body: Buffer.from(body) })
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text: await response.text(),
  }
}

async function add(from: number, to: number, within = state(to)) {
  const proof = await proofOf({ from, to, in: within })
  return post(formatAddCheckpoint({ oldSize: from, proof, checkpointNote: within.note }))
}

const cosigners = async (note: string, lines: string) =>
  verifyNote(note + lines, [log.key, parseVerifierKey(one.vkey)])

describe('a witness', () => {
  it('cosigns a log that it sees for the first time, and as it grows, and the same again', async () => {
    for (const [from, to] of [
      [0, 3],
      [3, 9],
      [9, 9],
    ] as const) {
      const { status, text } = await add(from, to)
      expect(status).toBe(200)
      const { signers } = await cosigners(state(to).note, text)
      expect(signers[1]?.timestampSec).toBeCloseTo(Date.now() / 1000, -2)
    }
  })

  it('answers 409 with the size it stands at when it is asked from elsewhere', async () => {
    await add(0, 3)
    const answer = await add(2, 9)
    expect(answer).toEqual({ status: 409, type: 'text/x.tlog.size', text: '3\n' })
    expect((await add(0, 3)).status).toBe(409)
  })

  it('refuses another root of the same size, a rewritten history, a shorter log and a wrong proof', async () => {
    await add(0, 5)
    expect((await add(5, 5, state(5, forged.entries.slice()))).status).toBe(409)
    const rewritten = await add(5, 9, forged)
    expect(rewritten.status).toBe(422)
    expect((await add(3, 3)).status).toBe(409)
    const proof = await proofOf({ from: 4, to: 9 })
    const wrong = formatAddCheckpoint({ oldSize: 5, proof, checkpointNote: state(9).note })
    expect((await post(wrong)).status).toBe(422)
    expect((await add(5, 9)).status).toBe(200)
  })

  it('refuses a first proof that is not empty, and an old size above the new', async () => {
    const hash = new Uint8Array(32)
    const checkpointNote = state(3).note
    const first = formatAddCheckpoint({ oldSize: 0, proof: [hash], checkpointNote })
    expect((await post(first)).status).toBe(422)
    const above = formatAddCheckpoint({ oldSize: 4, proof: [], checkpointNote })
    expect((await post(above)).status).toBe(400)
  })

  it('answers 404 for a log it does not follow and 403 for a signature that is not the log’s', async () => {
    const other = makeSampleLog(entries, makeLogKey('other.example/1'))
    expect((await add(0, 9, other)).status).toBe(404)
    const impostor = makeSampleLog(entries, makeLogKey(log.key.name))
    expect((await add(0, 9, impostor)).status).toBe(403)
    const { text, signatures } = parseNote(state(9).note)
    const changed = formatCheckpoint({ origin: log.key.name, size: 8, rootHash: new Uint8Array(32) })
    const altered = formatNote({ text: changed, signatures })
    expect(text).not.toBe(changed)
    expect((await post(formatAddCheckpoint({ oldSize: 0, proof: [], checkpointNote: altered }))).status).toBe(
      403,
    )
  })

  it.each([
    ['nothing', ''],
    ['no old size', 'old\n\n'],
    ['a size with a leading zero', `old 01\n\n${state(3).note}`],
    ['no note', 'old 0\n\nnothing\n'],
    ['a proof line that is no hash', `old 1\nAAAA\n\n${state(3).note}`],
    ['64 proof lines', `old 1\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}\n${state(3).note}`],
    ['bytes that are not UTF-8', Buffer.from([0x6f, 0xff])],
  ])('answers 400 to a request with %s', async (_, body) => {
    expect((await post(body)).status).toBe(400)
  })

  it('reads no more than it must of a body that is too long, and goes on', async () => {
    const answer = await post('x'.repeat(200_000)).catch(() => ({ status: 413 }))
    expect(answer.status).toBe(413)
    expect((await add(0, 3)).status).toBe(200)
  })

  it('remembers over a restart', async () => {
    await add(0, 5)
    await one.stop()
    await one.start()
    expect((await add(0, 9)).text).toBe('5\n')
    expect((await add(5, 9, forged)).status).toBe(422)
    expect((await add(5, 9)).status).toBe(200)
  })

  it('lets one of two histories pass that come at once', async () => {
    const answers = await Promise.all([add(0, 9), add(0, 9, forged)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('shows the newest checkpoint it cosigned, and nothing of what it never saw', async () => {
    const shown = () => fetch(`${one.url}/${originHash(log.key.name)}/checkpoint`)
    expect((await shown()).status).toBe(404)
    await add(0, 3)
    const note = await (await shown()).text()
    expect((await verifyNote(note, [log.key, parseVerifierKey(one.vkey)])).signers).toHaveLength(2)
    expect((await fetch(`${one.url}/${'0'.repeat(64)}/checkpoint`)).status).toBe(404)
    expect(await (await fetch(one.url)).text()).toContain('log.example/1: followed to 3 entries')
    expect((await fetch(`${one.url}/add-checkpoint`)).status).toBe(400)
    expect((await fetch(`${one.url}/elsewhere`)).status).toBe(404)
  })
})

describe('the folder of a witness', () => {
  const logs = [log.key]
  const open = () => openWitness({ dir: one.dir, logs, clock: systemClock })

  it('is served by one process at a time', async () => {
    expect(await catchCode(open)).toBe('WITNESS_IN_USE')
  })

  it('keeps its key for life', async () => {
    expect(await catchCode(createWitness(one.dir, 'again'))).toBe('WITNESS_EXISTS')
    expect(await catchCode(createWitness(join(one.dir, 'new'), 'a b'))).toBe('WITNESS_NAME_INVALID')
  })

  it('stops the witness when it is damaged, instead of making it forget', async () => {
    await add(0, 3)
    await one.stop()
    const path = join(one.dir, 'logs', originHash(log.key.name), 'checkpoint')
    const good = await readFile(path)
    await writeFile(path, good.subarray(0, 40))
    expect(await catchCode(open)).toBe('WITNESS_STATE_DAMAGED')
    await writeFile(path, good)
    await writeFile(join(one.dir, 'witness.vkey'), `${makeLogKey('x').vkey}\n`)
    expect(await catchCode(open)).toBe('WITNESS_STATE_DAMAGED')
    expect(await catchCode(openWitness({ dir: join(one.dir, 'none'), logs, clock: systemClock }))).toBe(
      'WITNESS_ABSENT',
    )
  })
})
