/** Searches of one month of an older system that are alike. */
export type ImportTableCell = {
  readonly month: string
  readonly unit: string
  readonly crime: string
  readonly purpose: string
  readonly outcome: string
  readonly searches: number
}

/** What a batch of imported searches adds up to; published as `imports/<n>.json`, and its hash stands in the entry `import`. */
export type ImportTable = {
  readonly format: 'casebound-import-v1'
  readonly n: number
  readonly source: string
  readonly rows: number
  readonly cells: readonly ImportTableCell[]
  /** Different people who searched in each year, where the older system told. */
  readonly usersByYear: readonly { readonly year: string; readonly users: number }[]
}
