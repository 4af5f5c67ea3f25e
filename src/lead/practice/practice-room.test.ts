import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copySomePeople } from '../../../test/synthetic-people.ts'
import { scratchClock } from '../open-scratch-house.ts'
import { openPracticeRoom } from './practice-room.ts'

describe('a practice house that cannot be opened', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'casebound-practice-room-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))

  it('is said to have failed, is tried again when somebody asks again, and does not hold up the end', async () => {
    const reported: unknown[] = []
    let tries = 0
    const room = openPracticeRoom({
      ...{ dataDir: join(folder, 'practice'), clock: scratchClock() },
      peopleDir: await copySomePeople(join(folder, 'people'), 1),
      open: async () => {
        throw new Error(`not today: ${++tries}`)
      },
      report: (error) => reported.push(error),
    })
    for (const times of [1, 2]) {
      room.prepare()
      await expect.poll(() => reported.length, { timeout: 50_000 }).toBe(times)
      await expect.poll(room.state).toMatchObject({ state: 'failed' })
    }
    expect(tries).toBe(2)
    await room.close()
  })
})
