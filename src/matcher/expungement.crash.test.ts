import { spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openMatcher } from './open-matcher.ts'
import { scratchFolder } from './open-scratch-matcher.ts'
import { randomVector, sampleModel, sampleRoot, sampleRow, seededRandom } from './sample-rows.ts'
import type { ExpungeStep } from './template-store.ts'

const child = fileURLToPath(new URL('./crash-child.ts', import.meta.url))
const key = new Uint8Array(32).fill(9)
const dimension = 64
const rowsOfGone = 9
let folder: string

/** 200 persons, and one with nine photographs that stand in nine blocks. */
beforeEach(async () => {
  folder = scratchFolder()
  const matcher = await open()
  const random = seededRandom(5)
  for (let index = 0; index < 288; index++) {
    const person = index % 32 === 7 ? 'gone' : `p${index}`
    matcher.insert(sampleRow({ vector: randomVector(random, dimension) }, { person, booking: `b${index}` }))
  }
  await matcher.close()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = () => openMatcher({ folder, key, modelId: sampleModel, dimension, threads: 0, segmentRows: 128 })

async function run(given: { fatal?: string; person?: string; killAfterMs?: number }) {
  const { fatal = 'none', person = 'nobody', killAfterMs } = given
  const started = spawn(process.execPath, ['--import', 'tsx', child, folder, fatal, person])
  let text = ''
  started.stdout.on('data', (chunk) => {
    text += chunk
    if (killAfterMs !== undefined && text.includes('opened'))
      setTimeout(() => started.kill('SIGKILL'), killAfterMs)
  })
  const signal = await new Promise<string>((resolve) =>
    started.on('close', (code, name) => resolve(name ?? `exit ${code}`)),
  )
  return { signal, text }
}

/** What is left of the person: how many rows the matcher holds in all, and whether a search or a record still knows one. */
async function leftOf(): Promise<{ rows: number; known: boolean; damage: number }> {
  const matcher = await open()
  const query = randomVector(seededRandom(1), dimension)
  const { rows } = await matcher.search(query, { k: 200, galleryRoot: sampleRoot })
  const left = {
    rows: matcher.size().rows,
    known: rows.some(({ personId }) => personId === 'gone'),
    damage: matcher.damage().length,
  }
  await matcher.close()
  return left
}

const whole = { rows: 288, known: true, damage: 0 }
const without = { rows: 288 - rowsOfGone, known: false, damage: 0 }

describe('an expungement that is killed', () => {
  const steps: readonly [ExpungeStep, typeof whole][] = [
    // Nothing was promised yet: the person is all there, and the caller, who got no answer, asks again.
    ['zeroed', whole],
    ['noted', without],
    ['erased', without],
    ['written', without],
    ['flushed', without],
    ['done', without],
  ]
  it.each(steps)('at the step %s leaves all of the person or nothing', async (step, left) => {
    const { signal, text } = await run({ fatal: step, person: 'gone' })
    expect(signal).toBe('SIGKILL')
    expect(text).not.toContain('expunged')
    expect(await leftOf()).toEqual(left)
    expect(existsSync(join(folder, 'expungement.pending'))).toBe(false)
  })

  it('is finished by a later start, even when that start is killed again and again', async () => {
    await run({ fatal: 'noted', person: 'gone' })
    for (const step of ['erased', 'written', 'flushed'])
      expect(await run({ fatal: step })).toEqual({ signal: 'SIGKILL', text: '' })
    expect(await run({})).toEqual({ signal: 'exit 0', text: `opened ${288 - rowsOfGone}\nclosed\n` })
    expect(await leftOf()).toEqual(without)
  })

  it('at any other moment leaves all or nothing, and nothing once it had answered', async () => {
    for (const killAfterMs of [0, 1, 2, 3, 5, 8]) {
      const { text } = await run({ person: 'gone', killAfterMs })
      const left = await leftOf()
      if (text.includes(`expunged ${rowsOfGone}`)) expect(left).toEqual(without)
      expect([whole, without]).toContainEqual(left)
      if (left.rows === without.rows) break
    }
  })
})
