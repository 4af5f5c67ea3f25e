import type { ExaminationView } from '../parts/api.ts'
import type { KeyAct } from '../parts/key-table.ts'
import { Failed } from '../parts/states.tsx'
import { AidWarning } from './aid-warning.tsx'
import { LetterStrip } from './letter-strip.tsx'
import { type CandidateView, LightBox } from './light-box.tsx'
import { type Looking, lookAt, shareOut } from './looking.ts'
import { LookingTools } from './looking-tools.tsx'
import type { Notes } from './notes.ts'
import { PointsBar } from './points-bar.tsx'
import { ProbeChoice } from './probe-choice.tsx'
import { showCopy } from './show-copy.ts'
import type { PointsOnPictures } from './use-points.ts'
import type { ShownCopy } from './use-shown-copy.ts'

type StageProps = {
  view: ExaminationView
  candidate: CandidateView
  copy: ShownCopy
  look: Looking
  onLook: (change: (before: Looking) => Looking) => void
  act: (which: KeyAct) => void
  points: PointsOnPictures
  notes: Notes
  onConclude: () => void
  onNone: () => void
}

/** The pictures, and every way of looking at them. */
export function CompareStage(props: StageProps) {
  const { view, candidate, copy, look, onLook, act, notes, onConclude, onNone } = props
  return (
    <div className="cb-compare-stage">
      <LightBox
        {...{ probe: view.probe, copy: copy.shown, candidate, look, onLook }}
        marks={props.points.marks}
      />
      <Aids {...props} />
      <ProbeChoice
        searchId={view.searchId}
        copies={copy.copies}
        shown={copy.chosen}
        onShow={(id) => onLook((before) => showCopy(before, id))}
      />
      {copy.error === undefined ? null : (
        <Failed doing="show this copy" thrown={copy.error} kept="The original stands in its place." />
      )}
      <div className="cb-strip-row">
        <LetterStrip
          view={view}
          at={look.at}
          notes={notes}
          onChoose={(at) => onLook((before) => lookAt(before, at))}
          onNone={onNone}
        />
        <button type="button" className="usa-button cb-conclude" onClick={onConclude}>
          Conclude…
        </button>
      </div>
      <LookingTools
        {...{ look, act }}
        points
        onShare={(share) => onLook((before) => shareOut(before, share))}
      />
    </div>
  )
}

function Aids({ view, look, copy, points }: StageProps) {
  const { setting, full, words, middle, done } = points
  return (
    <>
      <PointsBar
        {...{ setting, full, measured: words, onDone: done }}
        feature={view.features.find(({ code }) => code === setting?.feature)?.title}
        copy={copy.shown !== undefined}
        onMiddle={() => middle()}
      />
      <AidWarning look={look} />
    </>
  )
}
