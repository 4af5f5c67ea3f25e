import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../kernel/index.ts'
import { openCheckpoint, parseTrustPolicy, parseVerifierKey } from '../proof/index.ts'
import { openStorage } from '../storage/index.ts'
import { copyFolder, makeScratchFolder } from '../storage/open-scratch-storage.ts'
import { openScratchWitnesses } from '../witness/index.ts'
import { askWitnesses } from './ask-witnesses.ts'
import { createLog } from './create-log.ts'
import { type LedgerOptions, openLedger } from './open-ledger.ts'
import { refusalDraft } from './sample-drafts.ts'
import { openSigner } from './signer.ts'

const rest = { openSigner, clock: systemClock, origin: 'agency.example/fr-log/1' }
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-witness-backup-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A whole house in one folder, so that all of it can come back from a backup: nobody in it then remembers. */
async function restoredHouse(work: (house: LedgerOptions, home: string) => Promise<void>): Promise<void> {
  const home = join(folder, 'home')
  const key = new Uint8Array(32).fill(7)
  const inHouse = async (act: (house: LedgerOptions) => Promise<unknown>): Promise<void> => {
    const storage = await openStorage({ dataDir: home, key })
    const [logDir, signerDir] = [join(home, 'log'), join(home, 'signer')]
    const policyPath = join(home, 'policy.txt')
    const house = { ...{ storage, logDir, signerDir, policyPath }, ...rest }
    await act(house).finally(() => storage.close())
  }
  const appendOne = (house: LedgerOptions) =>
    openLedger(house).then((opened) => opened.append(refusalDraft).finally(() => opened.close()))
  await copyFolder(await makeScratchFolder(), home)
  await inHouse(async (house) => (await createLog(house)).close())
  const vkey = (await readFile(join(home, 'log', 'keys', 'log.vkey'), 'utf8')).trim()
  const theirs = await openScratchWitnesses(3, { log: vkey })
  await writeFile(join(home, 'policy.txt'), theirs.policy(2))
  await inHouse(appendOne)
  const backup = join(folder, 'backup')
  await copyFolder(home, backup)
  await inHouse(appendOne)
  await rm(home, { recursive: true })
  await copyFolder(backup, home)
  await inHouse((house) => work(house, home)).finally(() => theirs.close())
}

describe('a house that was restored from an old backup, the memory of its signer with it', () => {
  it('is refused at start, because its witnesses saw more and show it', async () => {
    await restoredHouse(async (house) => {
      const refusal = await openLedger(house).catch((error: unknown) => error)
      expect(refusal).toMatchObject({
        code: 'WITNESS_AHEAD',
        reason: expect.stringContaining('says it saw 4 entries, but this log has 3, and shows it'),
        evidence: { sizeHere: 3, sizeSeen: 4 },
      })
      const { evidence } = refusal as { evidence: { note: string } }
      const vkey = (await readFile(join(house.logDir, 'keys', 'log.vkey'), 'utf8')).trim()
      expect((await openCheckpoint(evidence.note, { keys: [parseVerifierKey(vkey)] })).size).toBe(4)
      const policy = parseTrustPolicy(await readFile(house.policyPath ?? ''))
      const survey = await askWitnesses({ dir: house.logDir, vkey, policy })
      expect(survey.witnesses.map(({ shows }) => shows)).toContain('ahead')
    })
  }, 180_000)
})
