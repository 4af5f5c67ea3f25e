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

/** What an agency answered at set-up, by the code of the question: the code of a choice, or a number. */
export type SetupAnswers = Readonly<Record<string, string | number>>

/** Numbers that may come from an answer of set-up; 0 where nothing gives one, which permits nothing. */
type Settled = {
  readonly candidates: { readonly min: number; readonly default: number; readonly max: number }
  readonly limits: NonNullable<PackData['limits']>
  readonly emergencyHours: number | undefined
  readonly answers: SetupAnswers
  /** Codes of the questions that nobody answered; while there is one, everything is refused. */
  readonly unanswered: readonly string[]
}

/** A jurisdiction's policy that passed every check of `loadPack`; plain data. */
export type Pack = Omit<PackData, 'candidates' | 'limits'> &
  Settled & {
    /** Cedar text of each rule, by rule id. */
    readonly policies: Readonly<Record<string, string>>
    readonly permitIds: readonly string[]
    readonly schema: string
    /** RFC 8785 text of the four files and the answers, which `sha256` (hex) is the hash of. */
    readonly text: string
    readonly sha256: string
    /** Name of the key whose signature over the text was verified; without one `decide` refuses everything. */
    readonly signedBy?: string | undefined
  }
