/** What a lead sheet says; the reports room lays it out. Images are JPEG bytes, times ISO 8601 in UTC. */
export type LeadSheetFacts = {
  readonly agencyName: string
  readonly demonstration: boolean
  readonly leadId: string
  readonly issuedAt: string
  readonly caseNumber: string
  readonly crime: string
  readonly purpose: string
  readonly requesterName: string
  readonly examiners: readonly {
    readonly name: string
    readonly certificateId: string
    readonly conclusion: string
    readonly reason: string
    readonly sealedAt: string
  }[]
  readonly person: { readonly personId: string; readonly bookingNumber: string; readonly bookedOn: string }
  readonly probeImage: Uint8Array
  readonly bookingImage: Uint8Array
  readonly probeSha256: string
  readonly search: {
    readonly id: string
    readonly logIndex: number
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
    readonly checkpoint: string
    readonly logSize: number
    readonly logIndex: number
    readonly verified: boolean
  }
}
