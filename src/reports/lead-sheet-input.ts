import { assert, isIsoDate } from '../kernel/index.ts'
import type { LeadSheetFacts } from '../lead/index.ts'

export type LeadSheetInput = LeadSheetFacts
export type LeadSheetExaminer = LeadSheetFacts['examiners'][number]

/** A sheet that is wrong must not be printed: what fails here is a bug of the caller. */
export function checkLeadSheetInput(input: LeadSheetInput): void {
  assert(input.examiners.length === 2, 'a lead that two examiners support')
  assert(isIsoDate(input.person.bookedOn), 'a booking date written YYYY-MM-DD')
  for (const time of [input.issuedAt, ...input.examiners.map(({ sealedAt }) => sealedAt)])
    assert(!Number.isNaN(Date.parse(time)), 'a time in ISO 8601')
  const { prepared } = input
  for (const image of [input.probeImage, input.bookingImage, prepared?.image ?? input.probeImage])
    assert(image[0] === 0xff && image[1] === 0xd8 && image[2] === 0xff, 'a picture in JPEG')
  const { search, proof } = input
  const digests = [
    input.probeSha256,
    search.galleryRoot,
    proof.tlogProofSha256 ?? input.probeSha256,
    prepared?.sha256 ?? input.probeSha256,
  ]
  for (const digest of digests) assert(/^[0-9a-f]{64}$/.test(digest), 'a SHA-256 in hex')
  for (const count of [search.rowsScanned, search.persons, search.candidates, proof.logSize])
    assert(Number.isSafeInteger(count) && count > 0, 'a count above zero')
  for (const index of [search.logIndex, search.resultIndex, proof.logIndex])
    assert(Number.isSafeInteger(index) && index >= 0 && index < proof.logSize, 'an index within the log')
}
