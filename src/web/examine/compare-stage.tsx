import type { ExaminationView } from '../parts/api.ts'
import type { KeyAct } from '../parts/key-table.ts'
import { Failed } from '../parts/states.tsx'
import { LetterStrip } from './letter-strip.tsx'
import { type CandidateView, LightBox } from './light-box.tsx'
import { type Looking, lookAt, showCopy } from './looking.ts'
import { LookingTools } from './looking-tools.tsx'
import type { Notes } from './notes.ts'
import { ProbeChoice } from './probe-choice.tsx'
import { copiesOf, useCopyPicture } from './probe-pictures.ts'

type StageProps = {
  view: ExaminationView
  candidate: CandidateView
  look: Looking
  onLook: (change: (before: Looking) => Looking) => void
  act: (which: KeyAct) => void
  notes: Notes
  onConclude: () => void
  onNone: () => void
}

/** The pictures, and every way of looking at them. */
export function CompareStage(props: StageProps) {
  const { view, candidate, look, onLook, act, notes, onConclude, onNone } = props
  const copies = copiesOf(view)
  const copy = copies.find(({ id }) => id === look.copy)
  const { url, error } = useCopyPicture(copy)
  return (
    <div className="cb-compare-stage">
      <LightBox
        probe={view.probe}
        copy={copy && url ? { ...copy, imageUrl: url } : undefined}
        candidate={candidate}
        look={look}
        onLook={onLook}
      />
      <ProbeChoice
        searchId={view.searchId}
        copies={copies}
        shown={copy}
        onShow={(id) => onLook((before) => showCopy(before, id))}
      />
      {error === undefined ? null : (
        <Failed doing="show this copy" thrown={error} kept="The original stands in its place." />
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
      <LookingTools look={look} act={act} />
    </div>
  )
}
