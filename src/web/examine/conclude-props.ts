import type { ExaminationView, SealedExamination } from '../parts/api.ts'
import type { AnswerDraft } from './answers.ts'
import type { NotesOfSearch } from './use-notes.ts'

/** What the steps of a conclusion are given. */
export type ConcludeProps = {
  view: ExaminationView
  draft: AnswerDraft
  setDraft: (draft: AnswerDraft) => void
  notes: NotesOfSearch
  /** Letter of the candidate on the light box. */
  shown: string
  /** Opened by "none of these": the answer for all others is asked for, and the candidate on the light box is one of them. */
  noneOfThese: boolean
  onClose: () => void
  onSealed: (sealed: SealedExamination) => void
}
