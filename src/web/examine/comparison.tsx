import { useEffect, useState } from 'react'
import { must } from '../../kernel/index.ts'
import type { ExaminationView, SealedExamination } from '../parts/api.ts'
import type { KeyAct } from '../parts/key-table.ts'
import { PageHeading } from '../parts/page.tsx'
import { noAnswers } from './answers.ts'
import { CompareStage } from './compare-stage.tsx'
import { ConcludePanel } from './conclude-panel.tsx'
import { FeaturesPanel } from './features-panel.tsx'
import { firstLook, lookAfter } from './looking.ts'
import { nextCopy, showCopy } from './show-copy.ts'
import { useLookingKeys } from './use-looking-keys.ts'
import { useMeans } from './use-means.ts'
import { useNotes } from './use-notes.ts'
import { usePins } from './use-pins.ts'
import { usePoints } from './use-points.ts'
import { useShownCopy } from './use-shown-copy.ts'

type ComparisonProps = {
  view: ExaminationView
  /** Id of the copy to show first; undefined begins with the original. */
  copy: string | undefined
  onSealed: (sealed: SealedExamination) => void
}

/** The comparison screen: look with both hands on the keys, write down features, then conclude in a form. */
export function Comparison({ view, copy: first, onSealed }: ComparisonProps) {
  const [look, setLook] = useState(() => showCopy(firstLook, first))
  const copy = useShownCopy(view, look)
  const [concluding, setConcluding] = useState<'shown' | 'none'>()
  const [draft, setDraft] = useState(noAnswers)
  const notes = useNotes(view.searchId)
  const pins = usePins(view.searchId)
  const means = useMeans(view.searchId, look)
  const [openNote, setOpenNote] = useState<string>()
  const candidate = must(view.candidates[look.at] ?? view.candidates[0], 'a candidate')
  const points = usePoints({ view, copy: copy.shown, candidate, look, onLook: setLook, pins })
  const act = (which: KeyAct) => {
    if (endsPin.includes(which)) pins.done()
    setLook((before) => lookAfter(before, which, view.candidates.length))
  }
  const noneOfThese = () => {
    setDraft((before) => ({
      ...before,
      others: { ...before.others, conclusion: 'supports-different-sources' },
    }))
    setConcluding('none')
  }
  const copies = copy.copies.map(({ id }) => id)
  useLookingKeys(act, {
    copy: () => setLook((before) => nextCopy(before, copies)),
    conclude: () => setConcluding('shown'),
    note: () => setOpenNote(focusedFeature()),
    measure: () => act('measure'),
    pins: () => act('pins'),
    point: () => points.middle(focusedFeature()),
  })
  usePreloaded(view)
  const work = { notes, pins, means }
  return (
    <div className="cb-compare">
      <PageHeading title="Compare" />
      <p className="cb-narrow-notice">
        Comparing needs a screen at least 1024 pixels wide to show both pictures side by side. Everything
        works here too, one below the other.
      </p>
      <CompareStage
        {...{ view, candidate, copy, look, act, points }}
        onLook={setLook}
        notes={notes.all}
        onConclude={() => setConcluding('shown')}
        onNone={noneOfThese}
      />
      {concluding ? (
        <ConcludePanel
          key={concluding}
          noneOfThese={concluding === 'none'}
          {...{ view, draft, setDraft, work, onSealed }}
          shown={candidate.letter}
          onClose={() => setConcluding(undefined)}
        />
      ) : (
        <FeaturesPanel
          {...{ view, notes, pins, openNote }}
          letter={candidate.letter}
          setting={points.setting}
          onOpenNote={setOpenNote}
          onPin={points.begin}
        />
      )}
    </div>
  )
}

/** Acts after which pointing no longer sets the pin that was begun. */
const endsPin: readonly KeyAct[] = ['swipe', 'overlay', 'measure', 'swap']

/** Code of the feature in which the focus is, if it is in one. */
function focusedFeature(): string | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-feature]')?.dataset.feature
}

/** Fetches all pictures once, so that going from letter to letter shows no empty box. */
function usePreloaded(view: ExaminationView) {
  useEffect(() => {
    const pictures = view.candidates.map((candidate) => {
      const picture = new Image()
      picture.src = candidate.imageUrl
      return picture
    })
    return () => {
      pictures.length = 0
    }
  }, [view])
}
