import { useEffect, useState } from 'react'
import { must } from '../../kernel/index.ts'
import type { ExaminationView, SealedExamination } from '../parts/api.ts'
import type { KeyAct } from '../parts/key-table.ts'
import { PageHeading } from '../parts/page.tsx'
import { noAnswers } from './answers.ts'
import { CompareStage } from './compare-stage.tsx'
import { ConcludePanel } from './conclude-panel.tsx'
import { FeaturesPanel } from './features-panel.tsx'
import { firstLook, lookAfter, nextCopy, showCopy } from './looking.ts'
import { copiesOf } from './probe-pictures.ts'
import { useLookingKeys } from './use-looking-keys.ts'
import { useNotes } from './use-notes.ts'

type ComparisonProps = {
  view: ExaminationView
  /** Id of the copy to show first; undefined begins with the original. */
  copy: string | undefined
  onSealed: (sealed: SealedExamination) => void
}

/** The comparison screen: look with both hands on the keys, write down features, then conclude in a form. */
export function Comparison({ view, copy: first, onSealed }: ComparisonProps) {
  const [look, setLook] = useState(() => showCopy(firstLook, first))
  const copies = copiesOf(view).map(({ id }) => id)
  const [concluding, setConcluding] = useState<'shown' | 'none'>()
  const [draft, setDraft] = useState(noAnswers)
  const notes = useNotes(view.searchId)
  const [openNote, setOpenNote] = useState<string>()
  const candidate = must(view.candidates[look.at] ?? view.candidates[0], 'a candidate')
  const act = (which: KeyAct) => setLook((before) => lookAfter(before, which, view.candidates.length))
  const noneOfThese = () => {
    setDraft((before) => ({
      ...before,
      others: { ...before.others, conclusion: 'supports-different-sources' },
    }))
    setConcluding('none')
  }
  useLookingKeys(act, {
    copy: () => setLook((before) => nextCopy(before, copies)),
    conclude: () => setConcluding('shown'),
    note: () => setOpenNote(focusedFeature()),
  })
  usePreloaded(view)
  return (
    <div className="cb-compare">
      <PageHeading title="Compare" />
      <p className="cb-narrow-notice">
        Comparing needs a screen at least 1024 pixels wide to show both pictures side by side. Everything
        works here too, one below the other.
      </p>
      <CompareStage
        view={view}
        candidate={candidate}
        look={look}
        onLook={setLook}
        act={act}
        notes={notes.all}
        onConclude={() => setConcluding('shown')}
        onNone={noneOfThese}
      />
      {concluding ? (
        <ConcludePanel
          key={concluding}
          noneOfThese={concluding === 'none'}
          view={view}
          draft={draft}
          setDraft={setDraft}
          notes={notes}
          shown={candidate.letter}
          onClose={() => setConcluding(undefined)}
          onSealed={onSealed}
        />
      ) : (
        <FeaturesPanel
          view={view}
          letter={candidate.letter}
          notes={notes}
          openNote={openNote}
          onOpenNote={setOpenNote}
        />
      )}
    </div>
  )
}

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
