import sharp from 'sharp'
import { firstBookings, probeOfPerson } from '../../test/synthetic-people.ts'
import { must } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import type { Recipe } from '../preparation/index.ts'
import { addRecipe, chooseRecipe, ownRequest, type SearchRequest } from '../search/index.ts'
import type { House } from './house.ts'
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
