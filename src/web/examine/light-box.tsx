import type { ExaminationView } from '../parts/api.ts'
import { useKeyWords } from '../parts/use-keys.ts'
import { Divider } from './divider.tsx'
import type { Placement, Point, View } from './face-frame.ts'
import { useHeldViews } from './held-views.ts'
import { type Looking, type Side, shareOut } from './looking.ts'
import { Marks } from './marks.tsx'
import { type Measurement, pointsOn } from './measure.ts'
import type { Pin } from './pins.ts'
import { stepsOf } from './probe-choice.tsx'
import type { ProbeCopy } from './probe-pictures.ts'
import { type Layer, Viewer } from './viewer.tsx'

export type CandidateView = ExaminationView['candidates'][number]

/** What is set on the pictures, and what pointing at them sets. */
export type PictureMarks = {
  readonly pins: readonly Pin[]
  readonly measured: Measurement
  /** Undefined while pointing sets nothing; the picture is the one that was pointed at. */
  readonly onPoint: ((side: Side, on: { picture: string; at: Point }) => void) | undefined
}

type LightBoxProps = {
  probe: ExaminationView['probe']
  /** The copy that stands in the place of the probe, once its picture is there. */
  copy: (ProbeCopy & { readonly imageUrl: string }) | undefined
  candidate: CandidateView
  look: Looking
  onLook: (change: (before: Looking) => Looking) => void
  marks?: PictureMarks
}

/** Probe left and fixed, candidate right, or one over the other; both in face coordinates on neutral grey. */
export function LightBox(props: LightBoxProps) {
  const { probe, copy, candidate, look, onLook, marks } = props
  const { views, move } = useHeldViews(look, onLook)
  const words = `Candidate ${candidate.letter}, taken ${candidate.bookedOn}, ${candidate.ageWords}`
  const layers: Readonly<Record<Side, Layer>> = {
    probe: {
      picture: copy ?? probe,
      label: copy === undefined ? 'Probe, the untouched original' : `Probe, ${copy.name}`,
      view: views.probe,
    },
    candidate: { picture: candidate, label: words, view: views.candidate },
  }
  const shownBy = (side: Side) => ({
    ...layers[side],
    ...{ light: look.light, grid: look.grid },
    onMove: (change: (before: View) => View) => move(side, change),
    onPoint: pointsFor(marks, side, layers[side]),
    marks: (placed: Placement) => marksFor({ ...props, side, layer: layers[side], placed }),
  })
  const captions = useCaptions(props)
  if (look.way !== 'side') {
    const laid =
      look.way === 'overlay'
        ? { opacity: look.share / 100 }
        : { clipPath: `inset(0 0 0 ${100 - look.share}%)` }
    const divider = <Divider share={look.share} onShare={(to) => onLook((before) => shareOut(before, to))} />
    return (
      <div className="cb-light-box cb-viewers cb-viewer-alone">
        <Viewer
          {...shownBy('probe')}
          over={{ ...layers.candidate, ...laid }}
          caption={captions[look.way]}
          onMove={(change) => move('candidate', change)}
          onPoint={undefined}
          marks={() => (look.way === 'swipe' ? divider : null)}
          marked={copy !== undefined}
        />
      </div>
    )
  }
  return (
    <div className="cb-light-box cb-viewers">
      {look.swapped ? (
        <Viewer
          {...shownBy('candidate')}
          label={`${words}, in the place of the probe`}
          caption={captions.swapped}
          marked
        />
      ) : (
        <Viewer {...shownBy('probe')} caption={captions.probe} marked={copy !== undefined} />
      )}
      <Viewer {...shownBy('candidate')} caption={captions.candidate} />
    </div>
  )
}

function useCaptions({ copy, candidate, look }: LightBoxProps) {
  const swapsBack = useKeyWords('swap', 'swaps back')
  const toOriginal = useKeyWords('original', 'shows the original')
  const { letter } = candidate
  const share = `${look.share} %`
  return {
    probe:
      copy === undefined
        ? 'Probe · original, untouched'
        : `Probe · ${copy.name}: ${stepsOf(copy)}${toOriginal}`,
    candidate: `Candidate ${letter} · taken ${candidate.bookedOn} · ${candidate.ageWords}`,
    swapped: `${letter} in the place of the probe${swapsBack}`,
    swipe: `Swipe · ${copy?.name ?? 'probe'} left of the divider, candidate ${letter} right of it`,
    overlay: `Overlay · candidate ${letter} over ${copy?.name ?? 'the probe'}, ${share} of the candidate`,
  }
}

function pointsFor(marks: PictureMarks | undefined, side: Side, { picture }: Layer) {
  const set = marks?.onPoint
  return set === undefined ? undefined : (at: Point) => set(side, { picture: picture.imageUrl, at })
}

type MarksOf = LightBoxProps & { side: Side; layer: Layer; placed: Placement }

/** Pins stand on the untouched pictures they were set on; a copy may be turned or cut. */
function marksFor({ marks, look, copy, side, layer, placed }: MarksOf) {
  if (marks === undefined) return null
  const untouched = side === 'candidate' || copy === undefined
  return (
    <Marks
      placed={placed}
      side={side}
      pins={look.pins && untouched ? marks.pins : []}
      measured={look.measuring ? pointsOn(marks.measured[side], layer.picture.imageUrl) : []}
      cross={marks.onPoint !== undefined}
    />
  )
}
