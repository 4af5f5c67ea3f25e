import type { ExaminationView } from '../parts/api.ts'
import { comparedCount, type Notes } from './notes.ts'

type StripProps = {
  view: ExaminationView
  at: number
  notes: Notes
  onChoose: (at: number) => void
  onNone: () => void
}

/** The candidates by letter, in no order that means anything, and "none of these" as near as any of them. */
export function LetterStrip({ view, at, notes, onChoose, onNone }: StripProps) {
  return (
    <nav className="cb-strip" aria-label="Candidates">
      <ul>
        {view.candidates.map((candidate, index) => {
          const compared = comparedCount(notes[candidate.letter])
          return (
            <li key={candidate.letter}>
              <button
                type="button"
                aria-current={index === at ? 'true' : undefined}
                onClick={() => onChoose(index)}
              >
                <span className="usa-sr-only">Candidate </span>
                {candidate.letter}
                {compared === 0 ? null : <span className="cb-strip-count"> {compared} ✎</span>}
              </button>
            </li>
          )
        })}
        <li>
          <button type="button" className="cb-none" onClick={onNone}>
            none of these
          </button>
        </li>
      </ul>
    </nav>
  )
}
