import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { systemClock } from '../../kernel/index.ts'
import { verifyLogFolder } from '../../ledger/index.ts'
import { foundHouse, practiceFolder } from '../found-house.ts'
import { openHouse } from '../open-house.ts'
import { addSampleModels } from '../sample-model-change.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-practice-signer-'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

it('a house and its practice house sign side by side where their signers lie on a disk apart', async () => {
  const signers = join(folder, 'signers')
  vi.stubEnv('CASEBOUND_SIGNER_DIR', signers)
  const dataDir = join(folder, 'data')
  const of = { clock: systemClock, renderLeadSheet: async () => ({ bytes: new Uint8Array(), pages: 1 }) }
  const houses: Awaited<ReturnType<typeof openHouse>>[] = []
  for (const [at, id] of [
    [dataDir, 'SCRATCH-PD'],
    [practiceFolder(dataDir), 'PRACTICE'],
  ] as const) {
    await addSampleModels(at, [])
    await foundHouse({
      ...{
        dataDir: at,
        clock: systemClock,
        approver: 'test',
        origin: `${id.toLowerCase()}.example/fr-log/1`,
      },
      agency: { id, name: id, demonstration: true },
    })
    houses.push(await openHouse({ ...of, dataDir: at }))
  }
  const keys = houses.map(({ house }) => house.ledger.vkey)
  expect(new Set(keys.map((vkey) => vkey.split('+').at(-1))).size).toBe(2)
  for (const { logDir, close } of houses) {
    await close()
    expect(await verifyLogFolder(logDir)).toMatchObject({ verified: true })
  }
  const ofHouse = (await readdir(signers)).filter((name) => !name.startsWith('practice'))
  expect(await readdir(practiceFolder(signers))).toEqual(ofHouse)
}, 120_000)
