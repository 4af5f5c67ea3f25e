import {
  type FaceEngine,
  type ListedModel,
  listModels,
  type ModelTestReport,
  openFaceEngine,
  refreshModel,
  type TestPeople,
  testModelFolder,
} from '../face/index.ts'
import {
  cancelModelChange,
  isUseTested,
  type ModelChange,
  modelChange,
  modelUse,
  type NotRecoded,
} from '../gallery/index.ts'
import { Refused, type UserId } from '../kernel/index.ts'
import { type BackgroundWork, inBackground, type RunningWork } from './background-work.ts'
import { changeModel } from './change-model.ts'
import type { KeptHouse } from './house.ts'
import { measureStrangers, type StrangerRefusalCode, strangerStudy } from './measure-strangers.ts'
import { recordModelTest } from './record-model-test.ts'
import { beginModelChange } from './record-model-use.ts'
import type { StrangerStudy } from './stranger-words.ts'
import { codePortraits, forgetOtherTemplates } from './watch/portrait-templates.ts'

export type { BackgroundWork } from './background-work.ts'

export type ModelsStatus = {
  readonly inUse: { readonly name: string; readonly id: string; readonly tested: boolean }
  readonly models: readonly ListedModel[]
  /** A change of the gallery's model that has begun and is not done. */
  readonly change?: {
    readonly to: ModelChange
    readonly work: BackgroundWork
    readonly failed: readonly NotRecoded[]
  }
  /** How high strangers score in this gallery: the newest study with the model in use, and one that is under way. */
  readonly strangers: { readonly study?: StrangerStudy; readonly work?: BackgroundWork }
  /** The last self-test since the start. */
  readonly test?: {
    readonly work: BackgroundWork
    readonly report?: ModelTestReport
    readonly logIndex?: number
  }
}

/** The agency's face models: which one codes the gallery, the change to another, and its self-test. */
export type ModelKeeper = {
  status(): Promise<ModelsStatus>
  /**
   * Begins to code the gallery with another model, in the background; the model in use answers until that is done. Naming the
   * model in use calls a begun change off. Refuses MODEL_IN_USE, MODEL_MISSING, MODEL_DAMAGED.
   */
  use(to: { name: string; userId: UserId }): Promise<void>
  /**
   * Goes on with a change that the last stop cut off; where there is none, codes reference portraits that the model in use has not coded
   * yet, in the background.
   */
  resume(): Promise<void>
  /** Begins the self-test of the model in use. Refuses MODEL_TEST_RUNNING. */
  test(by: { userId: UserId }): Promise<void>
  /** Begins to measure how high strangers score in this gallery. Refuses STRANGERS_RUNNING; the work itself STRANGERS_TOO_FEW. */
  measureStrangers(of: { userId: UserId; strangers: number }): Promise<void>
  /** Ends what runs in the background, after its present batch; a change goes on at the next start. */
  stop(): Promise<void>
}

type Keeping = { readonly modelsDir: string; readonly people: () => Promise<TestPeople> }
type Changing = { readonly to: ModelChange; readonly work: RunningWork<readonly NotRecoded[]> }
type Tested = { readonly report: ModelTestReport; readonly logIndex: number | undefined }

export function createModelKeeper(house: KeptHouse, keeping: Keeping): ModelKeeper {
  const { modelsDir } = keeping
  let changing: Changing | undefined
  let testing: RunningWork<Tested> | undefined
  let measuring: RunningWork<StrangerStudy> | undefined
  let coding: RunningWork<void> | undefined
  let turn: Promise<unknown> = Promise.resolve()
  /** Two who ask at once are served one after the other. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  const begin = async (engine: FaceEngine, userId: UserId) => {
    const to = await beginModelChange(house, { model: engine.model, userId })
    const work = inBackground((run) => changeModel(house, { engine, userId, modelsDir, ...run }))
    changing = { to, work }
  }
  const openModel = async (name: string) => openFaceEngine(await refreshModel(modelsDir, { name }))

  return {
    status: async () => ({
      ...(await statusOf(house, { modelsDir, changing, testing })),
      strangers: await strangersOf(house, measuring),
    }),
    use: ({ name, userId }) =>
      inTurn(async () => {
        const engine = await openModel(name)
        await changing?.work.stop()
        changing = undefined
        if (engine.model.id !== house.face.model.id || !house.gallery.isCoded()) return begin(engine, userId)
        await engine.close()
        if (!(await cancelModelChange(house.storage, engine.model.id))) throw modelInUse(name)
      }),
    resume: () =>
      inTurn(async () => {
        const to = await modelChange(house.storage.db)
        if (to && !changing) await begin(await openModel(to.name), to.begunBy)
        if (!to && !coding?.state().running) coding = inBackground((run) => codeAnew(house, run))
      }),
    test: ({ userId }) =>
      inTurn(async () => {
        if (testing?.state().running) throw testRunning()
        testing = inBackground(async (run) => {
          const report = await testModelInUse(house, { ...keeping, ...run })
          return { report, logIndex: await recordModelTest(house, { report, userId }) }
        })
      }),
    measureStrangers: (of) =>
      inTurn(async () => {
        if (measuring?.state().running) throw strangersRunning()
        measuring = inBackground((run) => measureStrangers(house, { ...of, ...run }))
      }),
    stop: () =>
      inTurn(async () => {
        await Promise.all([changing?.work.stop(), testing?.stop(), measuring?.stop(), coding?.stop()])
      }),
  }
}

/** What guards the agency's people is there before a search needs it, and nothing by another model stays. */
async function codeAnew(house: KeptHouse, run: { readonly signal: AbortSignal }): Promise<void> {
  await codePortraits(house, run)
  if (!run.signal.aborted) await forgetOtherTemplates(house)
}

async function strangersOf(
  house: KeptHouse,
  measuring: RunningWork<StrangerStudy> | undefined,
): Promise<ModelsStatus['strangers']> {
  const work = measuring?.state()
  const study = await strangerStudy(house, house.face.model.id)
  return { ...(study ? { study } : {}), ...(work ? { work } : {}) }
}

async function statusOf(
  house: KeptHouse,
  of: { modelsDir: string; changing: Changing | undefined; testing: RunningWork<Tested> | undefined },
): Promise<Omit<ModelsStatus, 'strangers'>> {
  const { db } = house.storage
  const { changing, testing } = of
  // Asked before the row is read: a change that ends in between would be over and yet there.
  const work = changing?.work.state() ?? idle
  const failed = changing?.work.outcome() ?? []
  // The row of a change goes when the gallery changes over; what follows that still belongs to it.
  const to = (await modelChange(db)) ?? (work.running ? changing?.to : undefined)
  const use = await modelUse(db)
  const { name, id } = house.face.model
  const inUse = { name, id, tested: use ? use.modelId === id && (await isUseTested(db, use)) : true }
  const models = await listModels(of.modelsDir)
  // Asked at one moment: read before what is awaited above, a test would be over and yet without its report.
  const tested = testing?.outcome()
  return {
    inUse,
    models,
    ...(to ? { change: { to, work, failed } } : {}),
    ...(testing
      ? {
          test: {
            work: testing.state(),
            ...(tested ? { report: tested.report } : {}),
            ...(tested?.logIndex === undefined ? {} : { logIndex: tested.logIndex }),
          },
        }
      : {}),
  }
}

const idle: BackgroundWork = { running: false, done: 0, total: 0 }

async function testModelInUse(
  house: KeptHouse,
  of: Keeping & Pick<Parameters<typeof testModelFolder>[0], 'onProgress' | 'signal'>,
): Promise<ModelTestReport> {
  const { modelDir } = await refreshModel(of.modelsDir, { name: house.face.model.name })
  const { onProgress, signal } = of
  const report = await testModelFolder({ modelDir, people: await of.people(), onProgress, signal })
  if (report.modelId === house.face.model.id) return report
  throw new Refused<ModelRefusalCode>({
    code: 'MODEL_IN_USE',
    reason: 'The model folder has changed since this process opened it.',
    needed: 'Start the server again; then run the self-test.',
  })
}

export type ModelRefusalCode = 'MODEL_IN_USE' | 'MODEL_TEST_RUNNING'

const modelInUse = (name: string) =>
  new Refused<ModelRefusalCode>({
    code: 'MODEL_IN_USE',
    reason: `The gallery is coded with ${name} already.`,
    needed: 'Nothing is to be done; see casebound models list.',
  })
const testRunning = () =>
  new Refused<ModelRefusalCode>({
    code: 'MODEL_TEST_RUNNING',
    reason: 'A self-test is running already.',
    needed: 'Wait for its end; see casebound models list.',
  })
const strangersRunning = () =>
  new Refused<StrangerRefusalCode>({
    code: 'STRANGERS_RUNNING',
    reason: 'How high strangers score is being measured already.',
    needed: 'Wait for its end; see casebound models list.',
  })
