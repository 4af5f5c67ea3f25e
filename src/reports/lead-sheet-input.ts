import { assert, isIsoDate } from '../kernel/index.ts'

/** One examiner's sealed conclusion. */
export type LeadSheetExaminer = {
  readonly name: string
  readonly certificateId: string
  /** In words, as the examiner chose it. */
  readonly conclusion: string
  /** In the examiner's own words; any length. */
  readonly reason: string
  /** ISO 8601 time. */
  readonly sealedAt: string
}

/** Everything a lead sheet says. Plain values: the caller has read them from its own tables and the log. */
export type LeadSheetInput = {
  readonly agencyName: string
  /** True when the people in the pictures are synthetic; every page then says so. */
  readonly demonstration: boolean
  readonly leadId: string
  /** ISO 8601 time; also the creation date of the document. */
  readonly issuedAt: string
  readonly caseNumber: string
  readonly crime: string
  readonly purpose: string
  readonly requester: { readonly name: string }
  readonly examiners: readonly [LeadSheetExaminer, LeadSheetExaminer]
  readonly person: {
    readonly personId: string
    readonly bookingNumber: string
    /** YYYY-MM-DD. */
    readonly bookedOn: string
  }
  /** Baseline or progressive JPEG; embedded as it is, with whatever metadata it carries. */
  readonly probeImage: Uint8Array
  readonly bookingImage: Uint8Array
  /** Hex SHA-256 of the probe as it was received. */
  readonly probeSha256: string
  readonly search: {
    readonly id: string
    /** Log entry of the intent to search. */
    readonly logIndex: number
    /** Log entry of the result. */
    readonly resultIndex: number
    readonly rowsScanned: number
    readonly persons: number
    readonly candidates: number
    readonly galleryRoot: string
    readonly modelName: string
    readonly modelId: string
    readonly certificateWords: string
  }
  readonly policy: {
    readonly packId: string
    readonly packVersion: string
    readonly rules: readonly { readonly id: string; readonly sentence: string }[]
  }
  readonly proof: {
    /** Text of the signed checkpoint, with its signature lines. */
    readonly checkpoint: string
    readonly logSize: number
    /** Log entry of this lead. */
    readonly logIndex: number
    readonly verified: boolean
    readonly tlogProofSha256?: string
  }
  /** One sentence on this search's similarity, for the limits. */
  readonly similarityNote: string
}

/** A sheet that is wrong must not be printed: what fails here is a bug of the caller. */
export function checkLeadSheetInput(input: LeadSheetInput): void {
  assert(input.examiners.length === 2, 'a lead that two examiners support')
  assert(isIsoDate(input.person.bookedOn), 'a booking date written YYYY-MM-DD')
  for (const time of [input.issuedAt, ...input.examiners.map(({ sealedAt }) => sealedAt)])
    assert(!Number.isNaN(Date.parse(time)), 'a time in ISO 8601')
  for (const image of [input.probeImage, input.bookingImage])
    assert(image[0] === 0xff && image[1] === 0xd8 && image[2] === 0xff, 'a picture in JPEG')
  const { search, proof } = input
  const digests = [input.probeSha256, search.galleryRoot, proof.tlogProofSha256 ?? input.probeSha256]
  for (const digest of digests) assert(/^[0-9a-f]{64}$/.test(digest), 'a SHA-256 in hex')
  for (const count of [search.rowsScanned, search.persons, search.candidates, proof.logSize])
    assert(Number.isSafeInteger(count) && count > 0, 'a count above zero')
  for (const index of [search.logIndex, search.resultIndex, proof.logIndex])
    assert(Number.isSafeInteger(index) && index >= 0 && index < proof.logSize, 'an index within the log')
}
