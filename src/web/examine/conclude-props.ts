import type { ExaminationView, SealedExamination } from '../parts/api.ts'
import type { Conclusion } from './notes.ts'
import type { NotesOfSearch } from './use-notes.ts'

/** What the steps of a conclusion are given. */
export type ConcludeProps = {
  view: ExaminationView
  draft: Conclusion
  setDraft: (draft: Conclusion) => void
  notes: NotesOfSearch
  /** Letter of the candidate on the light box. */
  shown: string
  onClose: () => void
  onSealed: (sealed: SealedExamination) => void
}
