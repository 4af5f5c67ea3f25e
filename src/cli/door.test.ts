import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkFounded } from './door.ts'

let dataDir = ''
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'casebound-door-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

describe('a data folder', () => {
  it('with a log is a house', async () => {
    await mkdir(join(dataDir, 'log'))
    await expect(checkFounded(dataDir)).resolves.toBeUndefined()
  })

  it('with nothing in it holds no agency', async () => {
    await expect(checkFounded(dataDir)).rejects.toMatchObject({ code: 'HOUSE_ABSENT' })
  })

  it('with a signer and no log has lost it, and says how it comes back', async () => {
    await mkdir(join(dataDir, 'signer'))
    await expect(checkFounded(dataDir)).rejects.toMatchObject({
      code: 'LOG_FILES_MISSING',
      needed: expect.stringContaining('log mirrors restore'),
    })
  })
})
