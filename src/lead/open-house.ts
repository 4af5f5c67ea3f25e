import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  defaultModelName,
  openFaceEngine,
  refreshModel,
  type SwitchableEngine,
  switchableEngine,
} from '../face/index.ts'
import { type LoadProgress, modelUse, openGallery } from '../gallery/index.ts'
import { type Clock, Refused } from '../kernel/index.ts'
import { type FaultPoints, openLedger, vkeyPath } from '../ledger/index.ts'
import { type Agency, theAgency } from '../people/index.ts'
import { parseVerifierKey } from '../proof/index.ts'
import type { KeyRelease } from '../release/index.ts'
import { loadKey, openStorage, type Storage } from '../storage/index.ts'
import { openIssuer, publishStatus } from '../training/index.ts'
import { type FinishedWork, finishOpenWork } from './finish-open-work.ts'
import { houseFolders } from './found-house.ts'
import type { House } from './house.ts'
import { openHouseRelease } from './house-release.ts'
import { keepPolicies } from './keep-policies.ts'
import { createModelKeeper } from './model-keeper.ts'
import { createCaseKeeper } from './planted/cases/case-keeper.ts'
import { policyKey } from './policy-key.ts'
import { recordCodeList } from './record-code-list.ts'
import { syntheticTestPeople } from './synthetic-test-people.ts'

export type HouseOptions = {
  readonly dataDir: string
  readonly databaseUrl?: string | undefined
  readonly clock: Clock
  readonly renderLeadSheet: House['renderLeadSheet']
  readonly codeList?: House['codeList']
  /** Folder of the synthetic people that a model's self-test ranks. */
  readonly testPeopleDir?: string | undefined
  /** Where the agency publishes its static files; the log's name as an address unless given. */
  readonly publicUrl?: string | undefined
  /** Told how far the reading of the templates is. */
  readonly onLoad?: LoadProgress | undefined
  /** Photographs worked on at once; as many as there are cores unless given. */
  readonly faceThreads?: number | undefined
  /** For tests only: delays, failures and kills inside the log's writer. */
  readonly faults?: FaultPoints | undefined
}

export type OpenHouse = {
  readonly house: House
  readonly logDir: string
  /** Whether each comparison needs the leave of a key release in a process of its own. */
  readonly hasKeyRelease: boolean
  /** What the last stop had left half done, and how it was finished. */
  readonly finished: FinishedWork
  close(): Promise<void>
}

/**
 * Opens a founded house. Hold the lock of its data folder before. Refuses HOUSE_ABSENT, PACK_UNSIGNED, PACK_ALTERED, and what storage, log,
 * key release and face model refuse at start.
 */
export async function openHouse(options: HouseOptions): Promise<OpenHouse> {
  const { dataDir, databaseUrl, clock } = options
  const folders = houseFolders(dataDir)
  const closing: (() => Promise<void>)[] = []
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step()
  }
  try {
    const storage = await openStorage({ dataDir, databaseUrl, key: await loadKey(dataDir) })
    closing.push(() => storage.close())
    const agency = await foundedAgency(storage, dataDir)
    const ledger = await openLedger({
      storage,
      logDir: folders.log,
      signerDir: folders.signer,
      origin: await recordedOrigin(folders.log, agency),
      clock,
      ...{ policyPath: folders.witnessPolicy, mirrorsPath: folders.mirrors },
      ...(options.faults ? { faults: options.faults } : {}),
    })
    closing.push(() => ledger.close())
    const release = await openHouseRelease(folders, ledger)
    closing.push(async () => release?.close())
    const name = (await modelUse(storage.db))?.name ?? defaultModelName
    const face = switchableEngine(
      await openFaceEngine({
        ...(await refreshModel(folders.models, { name })),
        ...(options.faceThreads === undefined ? {} : { threads: options.faceThreads }),
      }),
    )
    closing.push(() => face.close())
    const house = await assemble(options, { storage, ledger, face, agency, release })
    closing.push(() => house.gallery.close())
    closing.push(() => house.models.stop())
    closing.push(() => house.cases.stop())
    const inForce = house.policies.at(clock.now())
    if (options.codeList && inForce)
      await recordCodeList(house, { pack: inForce.pack, codeList: options.codeList })
    const finished = await finishOpenWork(house)
    return { house, logDir: folders.log, hasKeyRelease: release !== undefined, finished, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Parts = Pick<House, 'storage' | 'ledger'> & {
  readonly face: SwitchableEngine
  readonly agency: Agency
  readonly release?: KeyRelease | undefined
}

export async function assemble(options: HouseOptions, parts: Parts): Promise<House> {
  const { storage, ledger, face, agency, release } = parts
  const unit = agency.id
  const { clock, renderLeadSheet } = options
  const { templates: templatesDir, models: modelsDir, signer, credentials } = houseFolders(options.dataDir)
  const gallery = await openGallery({
    ...{ storage, ledger, face, clock, unit, templatesDir, release },
    onLoad: options.onLoad,
  })
  const policies = await keepPolicies({ storage, ledger, clock, key: await policyKey(signer) })
  const issuer = await openIssuer({
    storage,
    signerDir: signer,
    publicDir: credentials,
    publicUrl: options.publicUrl ?? `https://${ledger.origin}`,
    agency: agency.name,
  })
  await publishStatus({ storage, issuer, clock })
  const house = {
    ...{ agency, unit, storage, ledger, clock, face, gallery, policies, issuer, renderLeadSheet },
    codeList: options.codeList,
  }
  const people = () => syntheticTestPeople(options.testPeopleDir)
  const models = createModelKeeper(house, { modelsDir, people })
  return {
    ...house,
    models,
    cases: createCaseKeeper(house),
    get policy() {
      return policies.inForce()
    },
  }
}

async function foundedAgency(storage: Storage, dataDir: string): Promise<Agency> {
  const agency = await theAgency(storage.db)
  if (agency) return agency
  throw houseAbsent(dataDir)
}

/** The refusal of a data folder that holds no agency. */
export const houseAbsent = (dataDir: string) =>
  new Refused<'HOUSE_ABSENT'>({
    code: 'HOUSE_ABSENT',
    reason: `There is no agency in the data folder ${dataDir}.`,
    needed:
      'Run casebound init, or casebound demo for a demonstration; or name the folder with --data. ' +
      'If it was founded on another database, set DATABASE_URL as it was then.',
  })

/** The log's own name, as its published verifier key gives it; the signer checks it again. */
async function recordedOrigin(logDir: string, agency: Agency): Promise<string> {
  const text = await readFile(join(logDir, vkeyPath), 'utf8').catch(() => undefined)
  if (text !== undefined) return parseVerifierKey(text.trim()).name
  throw new Refused<'LOG_FILES_MISSING'>({
    code: 'LOG_FILES_MISSING',
    reason: `The log of ${agency.name} has lost its verifier key file ${vkeyPath}.`,
    needed: 'Restore the log folder from a mirror or a backup; never make a new log in its place.',
  })
}
