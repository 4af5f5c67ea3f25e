type PackNamed = { readonly packId: string; readonly packVersion: string; readonly packSha256: string }
type Change = {
  readonly kind: 'added' | 'removed' | 'changed'
  readonly of: 'rule'
  readonly name: string
  readonly words: string
}

/** The answer of GET /api/policy/versions, as far as commands read it. */
export type PolicyVersionsAnswer = {
  readonly versions: readonly (PackNamed & {
    readonly n: number
    readonly inForceFrom: string
    readonly approver: string
    readonly inForce: boolean
    readonly logIndex: number
  })[]
  readonly proposals: readonly (PackNamed & {
    readonly id: string
    readonly inForceFrom: string
    readonly proposedBy: string
  })[]
  readonly offers: readonly (PackNamed & { readonly name: string; readonly changes: readonly Change[] })[]
  readonly accepted: boolean
  readonly changesToAccept: readonly Change[]
}
