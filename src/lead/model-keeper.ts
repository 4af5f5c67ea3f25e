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
  recodeGallery,
} from '../gallery/index.ts'
import { isRefused, Refused, type UserId } from '../kernel/index.ts'
import type { House } from './house.ts'
import { recordModelTest } from './record-model-test.ts'
import { beginModelChange, recordModelUse } from './record-model-use.ts'

/** How far a piece of work in the background is, and how it ended. */
export type BackgroundWork = {
  readonly running: boolean
  readonly done: number
  readonly total: number
  /** Why it stopped short. */
  readonly fault?: { readonly code: string; readonly reason: string; readonly needed: string } | undefined
}

export type ModelsStatus = {
  readonly inUse: { readonly name: string; readonly id: string; readonly tested: boolean }
  readonly models: readonly ListedModel[]
  /** A change of the gallery's model that has begun and is not done. */
  readonly change?: {
    readonly to: ModelChange
    readonly work: BackgroundWork
    readonly failed: readonly NotRecoded[]
  }
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
  /** Goes on with a change that the last stop cut off. */
  resume(): Promise<void>
  /** Begins the self-test of the model in use. Refuses MODEL_TEST_RUNNING. */
  test(by: { userId: UserId }): Promise<void>
  /** Ends what runs in the background, after its present batch; a change goes on at the next start. */
  stop(): Promise<void>
}

type Keeping = { readonly modelsDir: string; readonly people: () => Promise<TestPeople> }
type KeptHouse = Omit<House, 'models'>

/** Attempts to catch up with bookings that come in while the last ones are coded. */
const catchUps = 20

export function createModelKeeper(house: KeptHouse, { modelsDir, people }: Keeping): ModelKeeper {
  let change:
    | { work: BackgroundWork; failed: readonly NotRecoded[]; stop: AbortController; end: Promise<void> }
    | undefined
  let test: (NonNullable<ModelsStatus['test']> & { end: Promise<void> }) | undefined

  const begin = (engine: FaceEngine, userId: UserId) => {
    const stop = new AbortController()
    const mine = { work: idle, failed: [] as readonly NotRecoded[], stop, end: Promise.resolve() }
    change = mine
    mine.end = changeTo(house, {
      engine,
      userId,
      modelsDir,
      signal: stop.signal,
      onProgress: ({ done, total }) => {
        mine.work = { running: true, done, total }
      },
    }).then(
      (failed) => {
        mine.failed = failed
        mine.work = { ...mine.work, running: false }
        if (stop.signal.aborted || failed.length > 0) return engine.close()
        return undefined
      },
      async (error) => {
        mine.work = { ...mine.work, running: false, fault: faultOf(error) }
        if (house.face.model.id !== engine.model.id) await engine.close()
      },
    )
  }
  const halt = async () => {
    change?.stop.abort()
    await change?.end
    change = undefined
  }

  return {
    async status() {
      const { db } = house.storage
      const use = await modelUse(db)
      const to = await modelChange(db)
      const { name, id } = house.face.model
      return {
        inUse: { name, id, tested: use ? use.modelId === id && (await isUseTested(db, use)) : true },
        models: await listModels(modelsDir),
        ...(to ? { change: { to, work: change?.work ?? idle, failed: change?.failed ?? [] } } : {}),
        ...(test ? { test: { work: test.work, ...reported(test) } } : {}),
      }
    },
    async use({ name, userId }) {
      const modelDir = await refreshModel(modelsDir, { name })
      const engine = await openFaceEngine({ modelDir })
      await halt()
      const inUse = await modelUse(house.storage.db)
      if (
        engine.model.id === house.face.model.id &&
        (inUse?.modelId ?? engine.model.id) === engine.model.id
      ) {
        await engine.close()
        if (await cancelModelChange(house.storage, engine.model.id)) return
        throw modelInUse(name)
      }
      await beginModelChange(house, { model: engine.model, userId })
      begin(engine, userId)
    },
    async resume() {
      const to = await modelChange(house.storage.db)
      if (!to || change) return
      const engine = await openFaceEngine({ modelDir: await refreshModel(modelsDir, { name: to.name }) })
      await beginModelChange(house, { model: engine.model, userId: to.begunBy })
      begin(engine, to.begunBy)
    },
    async test({ userId }) {
      if (test?.work.running) throw testRunning()
      const mine: NonNullable<typeof test> = { work: { ...idle, running: true }, end: Promise.resolve() }
      test = mine
      mine.end = testModel(house, {
        modelsDir,
        people,
        onProgress: (at) => Object.assign(mine, { work: { running: true, ...at } }),
      })
        .then(async (report) => {
          const logIndex = await recordModelTest(house, { report, userId })
          Object.assign(mine, { report, logIndex, work: { ...mine.work, running: false } })
        })
        .catch((error) => {
          Object.assign(mine, { work: { ...mine.work, running: false, fault: faultOf(error) } })
        })
    },
    async stop() {
      await halt()
      await test?.end
    },
  }
}

const idle: BackgroundWork = { running: false, done: 0, total: 0 }

const reported = ({ report, logIndex }: NonNullable<ModelsStatus['test']>) => ({
  ...(report ? { report } : {}),
  ...(logIndex === undefined ? {} : { logIndex }),
})

/** Codes the gallery with the engine until nothing is missing, then changes over. Gives what could not be coded. */
async function changeTo(
  house: KeptHouse,
  of: {
    engine: FaceEngine
    userId: UserId
    modelsDir: string
    signal: AbortSignal
    onProgress: (progress: { done: number; total: number }) => void
  },
): Promise<readonly NotRecoded[]> {
  for (let attempt = 1; ; attempt++) {
    const failed = await recodeGallery(house, of)
    if (of.signal.aborted || failed.length > 0) return failed
    try {
      await house.gallery.changeModel({
        engine: of.engine,
        record: (tx) => recordModelUse(house, { tx, model: of.engine.model, userId: of.userId }),
      })
      return []
    } catch (error) {
      if (!isRefused(error) || error.code !== 'RECODING_INCOMPLETE' || attempt === catchUps) throw error
    }
  }
}

async function testModel(
  house: KeptHouse,
  of: Keeping & { onProgress: (progress: { done: number; total: number }) => void },
): Promise<ModelTestReport> {
  const modelDir = await refreshModel(of.modelsDir, { name: house.face.model.name })
  const report = await testModelFolder({ modelDir, people: await of.people(), onProgress: of.onProgress })
  if (report.modelId === house.face.model.id) return report
  throw new Refused<ModelRefusalCode>({
    code: 'MODEL_IN_USE',
    reason: 'The model folder has changed since this process opened it.',
    needed: 'Start the server again; then run the self-test.',
  })
}

function faultOf(error: unknown): NonNullable<BackgroundWork['fault']> {
  if (isRefused(error)) return { code: error.code, reason: error.reason, needed: error.needed }
  return { code: 'FAULT', reason: error instanceof Error ? error.message : String(error), needed: '' }
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
