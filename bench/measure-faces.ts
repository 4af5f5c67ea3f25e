import { must } from '../src/kernel/index.ts'
import type { OurFaces, Timed } from './our-faces.ts'
import { type Task, takeTurns } from './rounds.ts'
import type { RunningFaceApi } from './start-face-api.ts'
import { median } from './statistics.ts'

export type Contest = {
  readonly photosOfTurn: number
  /** Milliseconds of each round. */
  readonly ours: readonly number[]
  readonly theirs: readonly number[] | undefined
  /** Shares of the photos that gave a template. */
  readonly oursFound: number
  readonly theirsFound: number | undefined
}

/** How many times faster ours is: the median over the rounds, each of which both spend on the same photos. */
export const timesFaster = ({ ours, theirs }: Contest): number | undefined =>
  theirs === undefined ? undefined : median(theirs.map((ms, round) => ms / must(ours[round], 'round')))

/** One photo at a time, by turns on the same photo. */
export function contestOfOne(
  photos: readonly string[],
  of: { readonly ours: OurFaces; readonly theirs: RunningFaceApi | undefined },
): Promise<Contest> {
  const photo = (round: number) => must(photos[Math.floor(round / 2) % photos.length], 'photo')
  const { theirs } = of
  return contest('One photo by turns', {
    rounds: photos.length,
    ours: (round) => of.ours.one(photo(round)),
    theirs: theirs && ((round) => theirs.embed([photo(round)])),
    photosOfTurn: 1,
  })
}

/** All photos as fast as they go, by turns; face-api in as many processes as we have threads. */
export function contestOfMany(
  photos: readonly string[],
  of: { readonly ours: OurFaces; readonly theirs: readonly RunningFaceApi[]; readonly rounds: number },
): Promise<Contest> {
  const { theirs } = of
  return contest('Bulk by turns', {
    rounds: of.rounds,
    ours: () => of.ours.bulk(photos),
    theirs: theirs.length === 0 ? undefined : () => embedTogether(photos, theirs),
    photosOfTurn: photos.length,
  })
}

async function contest(
  title: string,
  of: {
    readonly rounds: number
    readonly ours: (round: number) => Promise<Timed>
    readonly theirs: ((round: number) => Promise<Timed>) | undefined
    readonly photosOfTurn: number
  },
): Promise<Contest> {
  const tally = { ours: { photos: 0, templates: 0 }, theirs: { photos: 0, templates: 0 } }
  const task = (name: 'ours' | 'theirs', act: (round: number) => Promise<Timed>): Task => ({
    name,
    run: async (round) => {
      const { ms, templates } = await act(round)
      tally[name].photos += of.photosOfTurn
      tally[name].templates += templates
      return ms
    },
  })
  const tasks = [task('ours', of.ours), ...(of.theirs === undefined ? [] : [task('theirs', of.theirs)])]
  const times = await takeTurns(title, { tasks, rounds: of.rounds })
  const found = ({ photos, templates }: typeof tally.ours) => templates / photos
  return {
    photosOfTurn: of.photosOfTurn,
    ours: times('ours'),
    theirs: of.theirs === undefined ? undefined : times('theirs'),
    oursFound: found(tally.ours),
    theirsFound: of.theirs === undefined ? undefined : found(tally.theirs),
  }
}

/** Every process takes the next photo when it is done with one. */
async function embedTogether(
  photos: readonly string[],
  processes: readonly RunningFaceApi[],
): Promise<Timed> {
  const startedAt = performance.now()
  const left = [...photos]
  let templates = 0
  const worker = async (one: RunningFaceApi) => {
    for (let photo = left.pop(); photo !== undefined; photo = left.pop()) {
      const { templates: made } = await one.embed([photo])
      templates += made
    }
  }
  await Promise.all(processes.map(worker))
  return { ms: performance.now() - startedAt, templates }
}
