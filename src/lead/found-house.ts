import { existsSync } from 'node:fs'
import { access } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import {
  type CompileProgress,
  chosenModel,
  defaultModelName,
  type ModelInfo,
  refreshModel,
  verifiedModel,
} from '../face/index.ts'
import { modelUse } from '../gallery/index.ts'
import { type Clock, type EntryId, isoDate, Refused } from '../kernel/index.ts'
import { createLog, type Ledger, openLedger, wholeHouse } from '../ledger/index.ts'
import { createAgency, theAgency } from '../people/index.ts'
import { builtinPackFolder, loadPack, readPackFolder } from '../policy/index.ts'
import { createKey, loadKey, openStorage, type Storage } from '../storage/index.ts'
import { recordAdoption } from './keep-policies.ts'
import { policyKey } from './policy-key.ts'
import { recordModelUse } from './record-model-use.ts'
import { foundedWith, stringWires } from './watch/wire-setting.ts'

export const defaultPack = 'lapd-lacris'

const practice = 'practice'
/** The practice house within the data folder of a house. */
export const practiceFolder = (dataDir: string): string => join(dataDir, practice)

/** The signer's folder; on the disk that was named for it, the practice house has one of its own below that of the house. */
function signerFolder(dataDir: string): string {
  const elsewhere = process.env.CASEBOUND_SIGNER_DIR
  if (elsewhere === undefined) return join(dataDir, 'signer')
  const isWithinHouse = basename(dataDir) === practice && existsSync(join(dirname(dataDir), 'log'))
  return isWithinHouse ? practiceFolder(elsewhere) : elsewhere
}

/** Where everything lies inside a data folder. */
export const houseFolders = (dataDir: string) => ({
  log: join(dataDir, 'log'),
  signer: signerFolder(dataDir),
  /** Trust policy of the log's witnesses, where there is one. */
  witnessPolicy: join(dataDir, 'witness-policy.txt'),
  /** List of the log's mirrors, where there are any. */
  mirrors: join(dataDir, 'mirrors.json'),
  /** The key release in a process of its own, where the house has one; a link may lead to another disk. */
  keyRelease: join(dataDir, 'key-release'),
  models: join(dataDir, 'models'),
  model: join(dataDir, 'models', defaultModelName),
  templates: join(dataDir, 'templates'),
  /** Static files for everybody who checks a certificate. */
  credentials: join(dataDir, 'credentials'),
})

export type Founding = {
  readonly dataDir: string
  readonly databaseUrl?: string | undefined
  readonly clock: Clock
  readonly agency: { readonly id: string; readonly name: string; readonly demonstration: boolean }
  /** Name of the log, e.g. `police.example/fr-log/1`. */
  readonly origin: string
  readonly approver: string
  readonly onModelProgress?: ((progress: CompileProgress) => void) | undefined
}

/**
 * Founds a house in a data folder: key, database, log with its genesis entry, agency, policy, face model. A founding that was cut
 * off is finished by founding again; a finished one is refused HOUSE_EXISTS.
 */
export async function foundHouse(founding: Founding): Promise<void> {
  const { dataDir, databaseUrl, clock, origin } = founding
  const folders = houseFolders(dataDir)
  const key =
    (await exists(join(dataDir, 'key'))) || process.env.CASEBOUND_KEY_FILE
      ? await loadKey(dataDir)
      : await createKey(dataDir)
  const name = await chosenModel(folders.models)
  const { modelDir } = await refreshModel(folders.models, { name, onCompile: founding.onModelProgress })
  const { info: model } = await verifiedModel(modelDir)
  const storage = await openStorage({ dataDir, databaseUrl, key })
  try {
    const already = await theAgency(storage.db)
    if (already) throw houseExists(dataDir, already.name)
    const options = {
      ...{ storage, logDir: folders.log, signerDir: folders.signer, origin, clock },
      ...{ policyPath: folders.witnessPolicy, mirrorsPath: folders.mirrors },
    }
    const begun = await storage.db.selectFrom('log_head').select('size').executeTakeFirst()
    const ledger = begun ? await openLedger(options) : await createLog(options)
    try {
      await adopt(founding, { storage, ledger, model })
      const setting = { ...foundedWith, words: 'What every house is founded with.' }
      await stringWires({ storage, ledger, clock }, { user: undefined, setting })
    } finally {
      await ledger.close()
    }
  } finally {
    await storage.close()
  }
}

/** Agency, first policy and model go on record together: an agency without a policy never exists. */
export async function adopt(
  founding: Founding,
  house: { storage: Storage; ledger: Ledger; model: ModelInfo },
): Promise<void> {
  const { clock, agency } = founding
  const { storage, ledger, model } = house
  const pack = loadPack(await readPackFolder(builtinPackFolder(defaultPack)))
  const key = await policyKey(houseFolders(founding.dataDir).signer)
  await foundWithModel({ storage, ledger, clock }, model)
  const policyEntry = await storage.transaction(async (tx): Promise<EntryId> => {
    await createAgency(tx, { ...agency, clock })
    const entry = await ledger.queue(tx, {
      type: 'policy',
      unit: wholeHouse,
      fields: { n: 1, pack: pack.id, version: pack.version, sha256: pack.sha256 },
      hidden: { approver: founding.approver },
    })
    const now = clock.now()
    const { approver } = founding
    const adopted = { n: 1, pack, key, approver, proposedBy: null, inForceFrom: isoDate(now), now }
    await recordAdoption(tx, { ...adopted, entryId: entry })
    return entry
  })
  await ledger.settled(policyEntry)
}

/** The model that the gallery begins with. A founding that was cut off has it already. */
async function foundWithModel(
  house: { storage: Storage; ledger: Ledger; clock: Clock },
  model: ModelInfo,
): Promise<void> {
  if ((await modelUse(house.storage.db))?.modelId === model.id) return
  const entryId = await house.storage.transaction((tx) => recordModelUse(house, { tx, model, userId: null }))
  await house.ledger.settled(entryId)
}

export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const houseExists = (dataDir: string, name: string) =>
  new Refused<'HOUSE_EXISTS'>({
    code: 'HOUSE_EXISTS',
    reason: `The data folder ${dataDir} already belongs to ${name}.`,
    needed: 'Use it as it is, or choose another folder with --data.',
  })
