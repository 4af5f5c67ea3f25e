import { expect } from 'vitest'
import { preparedDraft } from '../lead/sample-preparations.ts'
import { fitProbe, nextStill } from '../lead/sample-requests.ts'
import { type Answered, openScratchDoor, type ScratchDoor, type Who } from './open-scratch-door.ts'

// For tests only: searches with a prepared copy, and an examiner's bench over each.

type Point = { x: number; y: number }
export type Picture = {
  imageUrl: string
  eyes: { left: Point; right: Point }
  widthPx: number
  heightPx: number
}
export type Recipe = Picture & {
  id: string
  title: string
  words: string[]
  sha256: string
  proposedAt?: string
}
export type View = { probe: Picture; searchedCopy?: Recipe; recipes: Recipe[]; candidates: object[] }
export type Bench = { original: Picture; recipes: Recipe[] }
export type Refusal = { error: { code: string } }

export const steps = [{ op: 'light', version: 1, brightnessPercent: 12, contrastPercent: 0 }]
export const otherSteps = [
  { op: 'rotate', version: 1, centidegrees: 300 },
  { op: 'scale', version: 1, percent: 150 },
]
export const otherWords = ['Rotate 3° clockwise', 'Scale to 150 %']

/** Every candidate is answered, and none supported. */
export const noneOfThem = {
  answers: [],
  others: { conclusion: 'supports-different-sources', reason: 'Nose and ears differ in all of them.' },
}

export type SampleBench = {
  readonly door: ScratchDoor
  /** A search with a prepared copy, by the requester; everything below is about the last one. */
  search(): Promise<{ requestId: string; path: string }>
  add(who: Who, more?: object): Promise<Answered<Recipe>>
  view(who: Who): Promise<View>
  analyse(who: Who): Promise<Answered<Refusal>>
  conclude(who: Who): Promise<Answered<Refusal>>
}

export async function openSampleBench(): Promise<SampleBench> {
  const door = await openScratchDoor(3)
  let path = ''
  return {
    door,
    search: async () => {
      const { scratch } = door
      const house = scratch.house()
      const probeBytes = await nextStill(house)
      const { id } = await preparedDraft(house, { user: scratch.users.requester, probeBytes })
      type Done = { search: { id: string } }
      const done = await door.as<Done>('requester', 'POST', `/api/requests/${id}/submit`)
      expect(done.status).toBe(201)
      path = `/api/examinations/${done.json.search.id}`
      return { requestId: id, path }
    },
    add: (who, more = {}) =>
      door.as<Recipe>(who, 'POST', `${path}/recipes`, { title: 'Mine', steps: otherSteps, ...more }),
    view: async (who) => (await door.as<View>(who, 'GET', path)).json,
    analyse: (who) => door.as(who, 'POST', `${path}/analysis`, fitProbe),
    conclude: (who) => door.as(who, 'POST', path, noneOfThem),
  }
}
