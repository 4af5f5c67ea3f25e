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
  /** Letters of faces of nobody that were planted in this examiner's list; left out where there were none. */
  readonly plantedLetters?: readonly string[]
}

/** Everything a lead sheet says. Plain values: the caller has read them from its own tables and the log. */
export type LeadSheetFacts = {
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
  /** Only where a prepared working copy was searched and not the original. */
  readonly prepared?: {
    /** JPEG of the face in the working copy. */
    readonly image: Uint8Array
    /** The recipe in words, in order. */
    readonly steps: readonly string[]
    /** Hex SHA-256 of the pixels of the working copy. */
    readonly sha256: string
  }
  /** Which try of this picture in the agency the search was; 1 is the first. */
  readonly tryNumber?: number
  /** True where a person marked the eyes because no face was found. */
  readonly eyesMarkedByHand?: boolean
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
    /** What the permit asks for: list size, examiners, and what is to be done afterwards. Left out on older searches. */
    readonly conditions?: readonly { readonly id: string; readonly words: string }[]
  }
  /** What the request stood on beside the case: statute, orders, answers, approvals; only what was given. */
  readonly authority?: readonly { readonly label: string; readonly words: string }[]
  readonly proof: {
    /** Text of the signed checkpoint, with its signature lines. */
    readonly checkpoint: string
    readonly logSize: number
    /** Log entry of the search that this lead comes from. */
    readonly logIndex: number
    readonly verified: boolean
    readonly tlogProofSha256?: string
  }
  /** One sentence on this search's similarity, for the limits. */
  readonly similarityNote: string
}
