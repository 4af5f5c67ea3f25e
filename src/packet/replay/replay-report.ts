/** What one part of a replay did, in words; `differences` says where it did not come to the same. */
export type Finding = {
  readonly replayed: readonly string[]
  readonly notReplayed: readonly string[]
  readonly differences: readonly string[]
}

export const finding = (of: Partial<Finding>): Finding => ({
  replayed: [],
  notReplayed: [],
  differences: [],
  ...of,
})

export const together = (findings: readonly Finding[]): Finding => ({
  replayed: findings.flatMap(({ replayed }) => replayed),
  notReplayed: findings.flatMap(({ notReplayed }) => notReplayed),
  differences: findings.flatMap(({ differences }) => differences),
})

export type ReplayReport = Finding & {
  readonly identical: boolean
  readonly searchId: string
  readonly agency: string
  readonly demonstration: boolean
  readonly model: { readonly id: string; readonly name: string }
  /** Candidates of the list whose similarity was computed again. */
  readonly candidates: number
  /** Largest difference of one number of a template made again, over all templates; 0 where every bit is the same. */
  readonly largestTemplateDifference: number
  /** What the log proved, and whether its key was given from elsewhere. */
  readonly log: { readonly entries: number; readonly keyGiven: boolean }
  /** Where a data folder was given and its gallery is that of the search. */
  readonly gallery?: { readonly root: string; readonly rowsScanned: number }
}
