import { join } from 'node:path'
import { type FaceEngine, type ModelInfo, modelDigest, type SwitchableEngine } from '../face/index.ts'
import { asId, type Clock, type EntryId, Refused } from '../kernel/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { type LoadProgress, openMatcher, type StoredMatcher } from '../matcher/index.ts'
import type { KeyRelease } from '../release/index.ts'
import { deriveKey, type Storage, type Tx } from '../storage/index.ts'
import { bringIntoStep, type InStep } from './bring-into-step.ts'
import { codedByOurs, codedCount, refuseUncoded, refuseUntested } from './coding.ts'
import { forgetModels, templateFolderOf } from './forget-models.ts'
import { leaveFrom } from './leave-to-compare.ts'
import { codedByAnother } from './model-use.ts'
import type { GalleryRefusalCode } from './refusal-code.ts'
import { repairNotices } from './repair-notices.ts'
import { openTicketOffice, type TicketOffice } from './search-ticket.ts'
import { createSharedHold, type SharedHold } from './shared-hold.ts'
import { type TicketedMatcher, ticketed } from './ticketed-matcher.ts'

/** One numbered state of the gallery, as its `gallery` entry in the log names it. */
export type GalleryState = {
  readonly n: number
  /** Merkle root over all bookings' salted leaves, in order of booking id; hex. */
  readonly root: string
  readonly persons: number
  readonly bookings: number
  readonly entryId: EntryId
}

export type HeldGallery = { readonly state: GalleryState; readonly matcher: TicketedMatcher }

export type Gallery = {
  /** The newest committed state; undefined before the first. */
  state(): GalleryState | undefined
  /** Bookings enrolled since that state. */
  uncommitted(): Promise<number>
  /** Numbers the present bookings as a state, writes it to the log, and makes them searchable. */
  commit(): Promise<GalleryState>
  /**
   * Runs `work` on the newest state; no change of the gallery happens meanwhile. Refuses GALLERY_EMPTY, MODEL_UNTESTED,
   * GALLERY_OF_OTHER_MODEL.
   */
  hold<T>(work: (held: HeldGallery) => Promise<T>): Promise<T>
  /** Gives leave to compare, for a search that stands in the published log. */
  readonly tickets: Pick<TicketOffice, 'issue'>
  /** What was found and mended when the gallery was opened, in sentences. */
  readonly notices: readonly string[]
  /**
   * Puts another model in the place of the one in use: `record` commits that in the database and the log, in one transaction, when
   * every booking is coded; until then the old model answers. Refuses RECODING_INCOMPLETE.
   */
  changeModel(to: { engine: FaceEngine; record: (tx: Tx) => Promise<EntryId> }): Promise<void>
  /** Whether the loaded model is the one in use and has coded every booking; otherwise nothing can be searched. */
  isCoded(): boolean
  /** Erases the templates of models that are no longer used. */
  forgetOtherModels(): Promise<void>
  /** Waits for running searches; the templates leave the memory. */
  close(): Promise<void>
}

type House = {
  readonly storage: Storage
  readonly ledger: Ledger
  readonly face: SwitchableEngine
  readonly clock: Clock
  readonly unit: string
  /** Folder of the template files; they are made anew from the database when they are lost. */
  readonly templatesDir: string
  /** Gives leave for each comparison, where the house keeps that in a process of its own. */
  readonly release?: KeyRelease | undefined
  /** Told how far the reading of template files is, in rows. */
  readonly onLoad?: LoadProgress | undefined
}

/** Brings the templates of the engine's model into memory and gives the gallery. Refuses what `openMatcher` refuses. */
export async function openGallery(house: House): Promise<Gallery> {
  const notices: string[] = []
  const matcher = await openTemplates(house, { model: house.face.model, notices })
  try {
    return await galleryOver(house, { matcher, notices })
  } catch (error) {
    await matcher.close()
    throw error
  }
}

/** The templates of one model, as they lie in the files of that model alone. */
const openTemplates = (house: House, of: { model: ModelInfo; notices: string[] }): Promise<StoredMatcher> =>
  openMatcher({
    folder: join(house.templatesDir, templateFolderOf(of.model.id)),
    key: deriveKey(house.storage.key, 'template files'),
    modelId: of.model.id,
    dimension: of.model.dimension,
    onWarning: (sentence) => of.notices.push(sentence),
    ...(house.onLoad ? { onProgress: house.onLoad } : {}),
  })

/** What the gallery is at this moment. */
type Now = {
  matcher: StoredMatcher
  newest: GalleryState | undefined
  /** Whether the loaded model is the one in use and has coded every booking. */
  coded: boolean
}

async function galleryOver(
  house: House,
  { matcher, notices }: { matcher: StoredMatcher; notices: string[] },
): Promise<Gallery> {
  const { storage, face } = house
  const shared = createSharedHold()
  const { ledger, clock, release } = house
  const tickets = openTicketOffice({ ledger, clock, leave: release && leaveFrom(release, ledger) })
  const now: Now = { matcher, newest: await newestState(storage), coded: await codedByOurs(house) }
  const inStep = () => bringIntoStep({ storage, modelId: face.model.id }, now.matcher)
  if (now.newest && now.coded) {
    const present = await inStep()
    notices.push(...repairNotices(matcher.damage(), { present, newest: now.newest }))
    // A search may not name a state that is not the one it ranks: whatever changed since is a state of its own in the log.
    if (present.root !== now.newest.root) now.newest = await commitState(house, present)
  }
  const refuseUnlessOurs = () => {
    if (!now.coded) throw codedByAnother(face.model.name)
  }

  const commit = () =>
    shared.change(async () => {
      refuseUnlessOurs()
      if (now.newest && (await enrolledCount(house)) === now.newest.bookings) return now.newest
      now.newest = await commitState(house, await inStep())
      return now.newest
    })

  return {
    state: () => now.newest,
    uncommitted: async () => (await enrolledCount(house)) - (now.newest?.bookings ?? 0),
    commit,
    notices,
    tickets,
    isCoded: () => now.coded,
    async hold(work) {
      refuseUnlessOurs()
      await refuseUntested(storage.db)
      if ((await enrolledCount(house)) !== (now.newest?.bookings ?? 0)) await commit()
      return shared.hold(async () => {
        // The model may have changed while this waited for its turn.
        await refuseUntested(storage.db)
        if (!now.newest || now.newest.bookings === 0) throw galleryEmpty()
        return work({
          state: now.newest,
          matcher: ticketed(now.matcher, { tickets, galleryEntry: now.newest.entryId }),
        })
      })
    },
    changeModel: (to) => exchange(house, { ...to, shared, now, notices }),
    forgetOtherModels: () =>
      shared.change(() => forgetModels({ storage, templatesDir: house.templatesDir, inUse: face.model.id })),
    close: () => shared.change(() => now.matcher.close()),
  }
}

/** Puts another model's templates in the place of those that are searched; see `Gallery.changeModel`. */
async function exchange(
  house: House,
  to: Parameters<Gallery['changeModel']>[0] & { shared: SharedHold; now: Now; notices: string[] },
): Promise<void> {
  const { engine, record, now, notices } = to
  const { storage, face, ledger } = house
  const of = { storage, modelId: engine.model.id }
  // Another version of the same weights may be loaded already; its files are open once.
  const loaded = engine.model.id === face.model.id
  const next = loaded ? now.matcher : await openTemplates(house, { model: engine.model, notices })
  try {
    // Most is read while the model in use still answers.
    await bringIntoStep(of, next)
    await to.shared.change(async () => {
      const entryId = await storage.transaction(async (tx) => {
        await refuseUncoded(tx, engine.model.id)
        return record(tx)
      })
      // From the commit on the database names the new model; nothing may fail before memory agrees with it.
      const former = now.matcher
      now.matcher = next
      now.coded = true
      face.switchTo(engine)
      if (former !== next) await former.close()
      await ledger.settled(entryId)
      if (now.newest || (await enrolledCount(house)) > 0)
        now.newest = await commitState(house, await bringIntoStep(of, next))
    })
  } catch (error) {
    if (now.matcher !== next) await next.close()
    throw error
  }
}

async function newestState(storage: Storage): Promise<GalleryState | undefined> {
  const row = await stateQuery(storage).orderBy('n', 'desc').executeTakeFirst()
  return row && toState(row)
}

/** The state of this number, as it was when it was committed. */
export async function galleryStateNumbered(storage: Storage, n: number): Promise<GalleryState> {
  return toState(await stateQuery(storage).where('n', '=', n).executeTakeFirstOrThrow())
}

const stateQuery = (storage: Storage) => storage.db.selectFrom('gallery_states').selectAll()
type StateRow = Awaited<ReturnType<ReturnType<typeof stateQuery>['executeTakeFirstOrThrow']>>

const toState = ({ n, root, persons, bookings, entry_id }: StateRow): GalleryState => ({
  n,
  root,
  persons,
  bookings,
  entryId: asId(entry_id),
})

const enrolledCount = ({ storage, face }: House): Promise<number> => codedCount(storage.db, face.model.id)

async function commitState(house: House, present: InStep): Promise<GalleryState> {
  const { root, persons, bookings } = present
  const before = await newestState(house.storage)
  const n = (before?.n ?? 0) + 1
  const model = house.face.model.id
  const entryId = await house.storage.transaction(async (tx) => {
    const entry = await house.ledger.queue(tx, {
      type: 'gallery',
      unit: house.unit,
      fields: {
        n,
        root,
        persons,
        bookings,
        added: Math.max(0, bookings - (before?.bookings ?? 0)),
        removed: Math.max(0, (before?.bookings ?? 0) - bookings),
        model: modelDigest(model),
      },
      hidden: {},
    })
    const row = {
      n,
      root,
      persons,
      bookings,
      model_id: model,
      entry_id: entry,
      created_at: house.clock.now(),
    }
    await tx.insertInto('gallery_states').values(row).execute()
    return entry
  })
  await house.ledger.settled(entryId)
  return { n, root, persons, bookings, entryId }
}

const galleryEmpty = () =>
  new Refused<GalleryRefusalCode>({
    code: 'GALLERY_EMPTY',
    reason: 'The gallery holds no booking photographs yet.',
    needed: 'Enrol bookings first: casebound enroll FOLDER --manifest bookings.csv',
  })
