import sharp from 'sharp'
import { publishedEntries } from '../../test/published-entries.ts'
import { firstBookings, probeOfPerson } from '../../test/synthetic-people.ts'
import { type EntryId, must, type SearchId } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import type { Recipe } from '../preparation/index.ts'
import { openDisclosures, openListDisclosures } from '../proof/index.ts'
import { addRecipe, chooseRecipe, ownRequest, type SearchRequest, searchById } from '../search/index.ts'
import type { House } from './house.ts'
import type { ScratchHouse } from './open-scratch-house.ts'
import { draftRequest } from './sample-requests.ts'

// For tests only: drafts with a prepared working copy.

export const sampleSteps: Recipe = [
  { op: 'rotate', version: 1, centidegrees: 200 },
  { op: 'light', version: 1, brightnessPercent: 6, contrastPercent: 10 },
]

/** A draft with one recipe, which is chosen. */
export async function preparedDraft(
  house: House,
  of: { user: User; steps?: Recipe; probeBytes?: Uint8Array },
): Promise<SearchRequest> {
  const { user, steps = sampleSteps, probeBytes } = of
  const drafted = await draftRequest(house, { user, ...(probeBytes ? { probeBytes } : {}) })
  const added = await addRecipe(house, { request: drafted, userId: user.id, title: 'First', steps })
  await chooseRecipe(house, { request: drafted, recipeId: added.id })
  return ownRequest(house.storage.db, drafted)
}

/** Two synthetic people side by side in one picture. */
export async function twoPeople(): Promise<Uint8Array> {
  const [first, second] = await firstBookings(2)
  const still = async (person: string) =>
    sharp(await probeOfPerson(person))
      .resize({ height: 480 })
      .png()
      .toBuffer({ resolveWithObject: true })
  const one = await still(must(first, 'person').draft.personId)
  const other = await still(must(second, 'person').draft.personId)
  return sharp({
    create: { width: one.info.width + other.info.width, height: 480, channels: 3, background: '#555' },
  })
    .composite([
      { input: one.data, left: 0, top: 0 },
      { input: other.data, left: one.info.width, top: 0 },
    ])
    .jpeg({ quality: 92 })
    .toBuffer()
}

/** A search as it is recorded, with its published entry and everything that entry hides. */
export async function openedSearch(scratch: ScratchHouse, searchId: SearchId) {
  const record = await searchById(scratch.storage.db, searchId)
  return { record, ...(await openedEntry(scratch, record.entryId)) }
}

/** A published entry with everything that it hides. */
export async function openedEntry(scratch: ScratchHouse, entryId: EntryId) {
  const { ledger } = scratch.house()
  const entries = await publishedEntries(scratch.logDir, ledger.vkey)
  const entry = must(entries[must(await ledger.find(entryId), 'entry').index], 'published entry')
  const hidden = openDisclosures({
    commitments: entry.c as Record<string, string>,
    disclosures: await ledger.disclosures(entryId, Object.keys(entry.c as object)),
  })
  return { entry, hidden }
}

/** The items of a hidden list of an entry, in order. */
export async function openedList(
  scratch: ScratchHouse,
  { entryId, name }: { entryId: EntryId; name: string },
): Promise<readonly unknown[]> {
  const { ledger } = scratch.house()
  const { hidden } = await openedEntry(scratch, entryId)
  const digests = hidden.get(name) as readonly string[]
  const disclosures = await ledger.disclosures(
    entryId,
    digests.map((_digest, at) => `${name}.${at}`),
  )
  return [...openListDisclosures({ digests: [...digests], name: 'item', disclosures }).values()]
}
