import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSynthetic, type SyntheticBooking } from '../../test/synthetic-people.ts'
import { type FaceEngine, modelDigest, switchableEngine } from '../face/index.ts'
import { type Clock, type EntryId, fixedClock } from '../kernel/index.ts'
import { openScratchLedger, wholeHouse } from '../ledger/index.ts'
import { policyDraft, searchDraft } from '../ledger/sample-drafts.ts'
import type { ScratchStorage } from '../storage/index.ts'
import type { BookingDraft } from './check-booking.ts'
import { type Enrolled, enrolBooking } from './enrol-booking.ts'
import { type GalleryState, openGallery } from './open-gallery.ts'

/** For tests only: a gallery's house over a throw-away log and storage, and enrolment of the synthetic archive. */
export async function openSampleGallery(
  lent: FaceEngine,
  given?: ScratchStorage,
  clock: Clock = fixedClock('2026-11-19T10:00:00Z'),
) {
  const face = switchableEngine(lent)
  const scratch = await openScratchLedger({ clock, ...(given ? { storage: given } : {}) })
  const { storage, ledger } = scratch
  const templatesDir = await mkdtemp(join(tmpdir(), 'casebound-templates-'))
  // What the policy asks of a photograph is tested beside it; here none is asked for.
  const noMinima = {
    imposedBy: 'this test',
    section: 'none',
    confidence: 'D',
    enrolment: [],
    probe: [],
  } as const
  const policy = { pack: { quality: noMinima } }
  const house = { storage, ledger, face, clock, unit: 'DEMO-SO', templatesDir, policy }
  const { id, name, dimension } = face.model
  const fields = { model: modelDigest(id), name, dims: dimension }
  await ledger.append({ type: 'model', unit: wholeHouse, fields, hidden: {} })
  let gallery = await openGallery(house)
  let policyEntry: EntryId | undefined
  const loggedSearch = async (state: GalleryState) => {
    policyEntry ??= (await ledger.append(policyDraft)).entryId
    const draft = searchDraft({ pol: policyEntry, gal: state.entryId })
    return ledger.append({ ...draft, fields: { ...draft.fields, model: modelDigest(id) } })
  }
  return {
    house,
    gallery,
    /** Opens the gallery again over what is on the disk, once it is closed. */
    reopen: async () => {
      gallery = await openGallery(house)
      return gallery
    },
    loggedSearch,
    /** Leave for one comparison in a state, as a logged search has it. */
    ticket: async (state: GalleryState) => gallery.tickets.issue(await loggedSearch(state), state.entryId),
    enrol: async (row: SyntheticBooking, change: Partial<BookingDraft> = {}): Promise<Enrolled> =>
      enrolBooking(house, { draft: { ...row.draft, ...change }, photo: await readSynthetic(row.file) }),
    close: async () => {
      await gallery.close()
      await scratch.close()
      await rm(templatesDir, { recursive: true, force: true })
    },
  }
}
export type SampleGallery = Awaited<ReturnType<typeof openSampleGallery>>
