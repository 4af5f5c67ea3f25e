import type { ExaminationView, SealedExamination } from '../parts/api.ts'
import type { AnswerDraft } from './answers.ts'
import type { useMeans } from './use-means.ts'
import type { NotesOfSearch } from './use-notes.ts'
import type { PinsOfSearch } from './use-pins.ts'

/** What an examiner made while looking, kept until it is sealed. */
export type WorkOfSearch = {
  readonly notes: NotesOfSearch
  readonly pins: PinsOfSearch
  readonly means: ReturnType<typeof useMeans>
}

/** What the steps of a conclusion are given. */
export type ConcludeProps = {
  view: ExaminationView
  draft: AnswerDraft
  setDraft: (draft: AnswerDraft) => void
  work: WorkOfSearch
  /** Letter of the candidate on the light box. */
  shown: string
  /** Opened by "none of these": the answer for all others is asked for, and the candidate on the light box is one of them. */
  noneOfThese: boolean
  onClose: () => void
  onSealed: (sealed: SealedExamination) => void
}
