import { must } from '../../kernel/index.ts'
import { earlierCasesOfPicture, earlierSearchesOfCase, type SearchRequest } from '../../search/index.ts'
import type { Tx } from '../../storage/index.ts'
import type { SearchFacts } from './tripwires.ts'

/** The facts that the wires weigh of a search, as the records stand just before it is recorded. */
export async function searchFacts(
  tx: Tx,
  of: { request: SearchRequest; perceptualHash: string; now: Date },
): Promise<SearchFacts> {
  const { request, now } = of
  const { agencyId, details } = request
  const caseNumber = must(details.caseNumber, 'case of a permitted search')
  const { earlier } = await tx
    .selectFrom('searches')
    .select((select) => select.fn.countAll<string>().as('earlier'))
    .where('requester_id', '=', request.requesterId)
    .executeTakeFirstOrThrow()
  const pictures = await earlierCasesOfPicture(tx, {
    agencyId,
    probeSha256: must(request.probe, 'probe of a permitted search').sha256,
    perceptualHash: of.perceptualHash,
  })
  const ofCase = await earlierSearchesOfCase(tx, { agencyId, caseNumber })
  return {
    ...{ at: now, emergency: details.emergency ?? false, caseNumber },
    crime: must(details.crime, 'crime of a permitted search'),
    earlierSearches: Number(earlier),
    casesOfPicture: pictures.map((one) => one.caseNumber),
    crimesOfCase: ofCase.map(({ crime }) => crime),
  }
}
