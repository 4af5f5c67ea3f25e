import { isoDate, must, newId, type SearchId } from '../../../kernel/index.ts'
import { innerProduct } from '../../../matcher/index.ts'
import { type Candidate, candidatesOf } from '../../../search/index.ts'
import { loadExercise } from '../../../training/index.ts'
import type { House } from '../../house.ts'
import { dayNear, mostDaysOff, pictureLike } from '../picture-like.ts'
import { type PracticeFace, practiceFaces } from '../practice-faces.ts'
import type { CaseFace } from './case-record.ts'
import { drawnAt } from './draw-case.ts'

type DrawingHouse = Pick<House, 'storage' | 'face'>

/** What a list of a planted case is drawn with: the still as the model sees it, and the list of the search whose lot fell. */
export type Drawing = {
  readonly still: string
  readonly template: Float32Array
  readonly seed: Uint8Array
  readonly like: readonly Candidate[]
  /** Day after which no booking can lie. */
  readonly latest: string
}

/** What a list is drawn with, of a search that has one. */
export async function likeCandidates(
  { storage }: DrawingHouse,
  { searchId, now }: { searchId: SearchId; now: Date },
): Promise<Pick<Drawing, 'like' | 'latest'>> {
  return { like: await candidatesOf(storage.db, searchId), latest: isoDate(now) }
}

/**
 * Faces of the practice set in the order in which the model finds them like the still, its mate left out: nobody twice, and nobody else is
 * its mate, because each is the oldest booking of another person.
 */
export async function strangersTo(
  { face }: DrawingHouse,
  { still, template }: Pick<Drawing, 'still' | 'template'>,
): Promise<readonly PracticeFace[]> {
  const { probes } = await loadExercise()
  const others = new Set(probes.flatMap(({ probe, same }) => (probe === still ? [] : same)))
  return (await practiceFaces(face))
    .filter(({ picture }) => others.has(picture))
    .map((one) => ({ one, likeness: innerProduct(one.template, template) }))
    .toSorted((a, b) => b.likeness - a.likeness || (a.one.picture < b.one.picture ? -1 : 1))
    .map(({ one }) => one)
}

/** The booking of the person whom the still shows; undefined where the model finds no face in it. */
export async function mateOf({ face }: DrawingHouse, still: string): Promise<PracticeFace | undefined> {
  const { probes } = await loadExercise()
  const { same } = must(
    probes.find(({ probe }) => probe === still),
    'still of the practice set',
  )
  return (await practiceFaces(face)).find(({ picture }) => picture === same)
}

/** So many of these faces, each with the size and about the day of a candidate; fewer where no face is found in some at any size. */
export async function drawFaces(
  house: DrawingHouse,
  of: { drawing: Drawing; from: readonly PracticeFace[]; count: number },
): Promise<readonly CaseFace[]> {
  const drawn: CaseFace[] = []
  for (const own of of.from) {
    if (drawn.length === of.count) break
    const made = await drawFace(house, { drawing: of.drawing, own, isMate: false })
    if (made !== undefined) drawn.push(made)
  }
  return drawn
}

export async function drawFace(
  house: DrawingHouse,
  { drawing, own, isMate }: { drawing: Drawing; own: PracticeFace; isMate: boolean },
): Promise<CaseFace | undefined> {
  const { seed, like, latest, template } = drawing
  const at = (words: string) => drawnAt(like.length, { seed, words: `${words}:${own.picture}` })
  const picture = await pictureLike(house, { own, like: must(like[at('size')], 'candidate') })
  if (picture === undefined) return undefined
  const { bookedOn } = must(like[at('day')], 'candidate')
  const days = drawnAt(2 * mostDaysOff + 1, { seed, words: `days:${own.picture}` }) - mostDaysOff
  return {
    ...{ id: newId<string>(), picture: own.picture, isMate, ...picture },
    ...{ similarity: innerProduct(own.template, template), bookedOn: dayNear(bookedOn, { days, latest }) },
  }
}
