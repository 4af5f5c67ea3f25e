import type { ExaminationView } from '../parts/api.ts'
import type { View } from './face-frame.ts'
import { type Looking, moveViews, type Side } from './looking.ts'
import { stepsOf } from './probe-choice.tsx'
import type { ProbeCopy } from './probe-pictures.ts'
import { Viewer } from './viewer.tsx'

export type CandidateView = ExaminationView['candidates'][number]

type LightBoxProps = {
  probe: ExaminationView['probe']
  /** The copy that stands in the place of the probe, once its picture is there. */
  copy: (ProbeCopy & { readonly imageUrl: string }) | undefined
  candidate: CandidateView
  look: Looking
  onLook: (change: (before: Looking) => Looking) => void
}

/** Probe left and fixed, candidate right, both in face coordinates on neutral grey. */
export function LightBox({ probe, copy, candidate, look, onLook }: LightBoxProps) {
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
          picture={copy ?? probe}
          label={copy === undefined ? 'Probe, the untouched original' : `Probe, ${copy.name}`}
          caption={
            copy === undefined
              ? 'Probe · original, untouched'
              : `Probe · ${copy.name}: ${stepsOf(copy)} (O shows the original)`
          }
          marked={copy !== undefined}
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
