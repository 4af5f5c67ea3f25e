import type { ExaminationView } from '../parts/api.ts'
import type { View } from './face-frame.ts'
import { type Looking, moveViews, type Side } from './looking.ts'
import { Viewer } from './viewer.tsx'

export type CandidateView = ExaminationView['candidates'][number]

type LightBoxProps = {
  view: ExaminationView
  candidate: CandidateView
  look: Looking
  onLook: (change: (before: Looking) => Looking) => void
}

/** Probe left and fixed, candidate right, both in face coordinates on neutral grey. */
export function LightBox({ view, candidate, look, onLook }: LightBoxProps) {
  const move = (side: Side) => (change: (before: View) => View) =>
    onLook((before) => moveViews(before, side, change))
  const words = `Candidate ${candidate.letter}, taken ${candidate.bookedOn}, ${candidate.ageWords}`
  return (
    <div className="cb-light-box cb-viewers">
      {look.swapped ? (
        <Viewer
          picture={candidate}
          label={`${words}, in the place of the probe`}
          caption={`${candidate.letter} in the place of the probe (B swaps back)`}
          view={look.views.candidate}
          brightness={look.brightness}
          onMove={move('candidate')}
          marked
        />
      ) : (
        <Viewer
          picture={view.probe}
          label="Probe"
          caption="Probe"
          view={look.views.probe}
          brightness={look.brightness}
          onMove={move('probe')}
        />
      )}
      <Viewer
        picture={candidate}
        label={words}
        caption={`Candidate ${candidate.letter} · taken ${candidate.bookedOn} · ${candidate.ageWords}`}
        view={look.views.candidate}
        brightness={look.brightness}
        onMove={move('candidate')}
      />
    </div>
  )
}
