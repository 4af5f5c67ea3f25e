import type { Conclusion } from '../src/examination/index.ts'
import { must, type SearchId } from '../src/kernel/index.ts'
import { conclude, request } from '../src/lead/index.ts'
import type { ScratchHouse } from '../src/lead/open-scratch-house.ts'
import { draftRequest, nextStill, seal } from '../src/lead/sample-requests.ts'
import { publishedEntries } from './published-entries.ts'

/** What one examiner concludes, and about whom by rank. */
export type Side = readonly [Conclusion, rank?: number]

/** What the log gained by this, told as types with what is public of each. */
export async function told(
  { house, logDir }: ScratchHouse,
  work: () => Promise<unknown>,
): Promise<readonly string[]> {
  const published = () => publishedEntries(logDir, house().ledger.vkey)
  const before = (await published()).length
  await work()
  return (await published()).slice(before).map((entry) => {
    const { t, dec, out, step, kind, class: fault } = entry as Record<string, string | undefined>
    const said = 'said' in entry ? `(${entry.said})` : undefined
    return [t, dec ?? out ?? step ?? kind ?? fault, said].filter((word) => word !== undefined).join(' ')
  })
}

/** A search of a new picture, with these answers in the request. */
export async function searchOf({ house, users }: ScratchHouse, details: object = {}): Promise<SearchId> {
  const user = users.requester
  const drafted = await draftRequest(house(), { user, details, probeBytes: await nextStill(house()) })
  return (await request(house(), { user, request: drafted })).searchId
}

/** A search on which two examiners sealed their conclusions. */
export async function sealedBy(scratch: ScratchHouse, first: Side, second: Side): Promise<SearchId> {
  const { house, users } = scratch
  const searchId = await searchOf(scratch)
  for (const [user, [conclusion, rank]] of [
    [users.examiner, first],
    [users.verifier, second],
  ] as const)
    await seal(house(), { user, searchId, conclusion, ...(rank ? { rank } : {}) })
  return searchId
}

/** A search that two examiners ended, and what it came to. */
export const examinedBy = async (scratch: ScratchHouse, first: Side, second: Side) =>
  must(await conclude(scratch.house(), await sealedBy(scratch, first, second)), 'conclusion')
