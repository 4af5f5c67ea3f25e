import type { PackData } from './pack-data.ts'

/** The four files of a pack folder, as text. Sources and remarks for people lie beside them in sources.md. */
export type PackFiles = {
  readonly packJson: string
  readonly policiesCedar: string
  readonly schemaCedar: string
  readonly casesJson: string
}

/** One rule: what it says, who imposed it where, how sure that is, and what a refusal by it says. */
export type PolicyRule = PackData['rules'][number]

/** One purpose, crime class or (with its kind) probe source class. */
export type ListedCode = { readonly code: string; readonly title: string }

/** A jurisdiction's policy that passed every check of `loadPack`; plain data. */
export type Pack = PackData & {
  /** Cedar text of each rule, by rule id. */
  readonly policies: Readonly<Record<string, string>>
  readonly permitIds: readonly string[]
  readonly schema: string
  /** RFC 8785 text of the four files, which `sha256` (hex) is the hash of. */
  readonly text: string
  readonly sha256: string
}
