import { useState } from 'react'
import type { ExaminationView, SealedAnalysis } from '../parts/api.ts'
import type { KeyAct } from '../parts/key-table.ts'
import { PageHeading } from '../parts/page.tsx'
import { Failed } from '../parts/states.tsx'
import { useKeyWords } from '../parts/use-keys.ts'
import { AnalysisForm } from './analysis-form.tsx'
import { useHeldViews } from './held-views.ts'
import { firstLook, lookAfter } from './looking.ts'
import { LookingTools } from './looking-tools.tsx'
import { ProbeChoice, stepsOf } from './probe-choice.tsx'
import { nextCopy, showCopy } from './show-copy.ts'
import { useLookingKeys } from './use-looking-keys.ts'
import { useShownCopy } from './use-shown-copy.ts'
import { Viewer } from './viewer.tsx'

type PageProps = {
  view: ExaminationView
  /** Id of the copy to show first; undefined begins with the original. */
  copy: string | undefined
  onSealed: (sealed: SealedAnalysis) => Promise<void>
}

/** The probe alone: what it shows is written down and sealed before anybody to compare it with is seen. */
export function AnalysisPage({ view, copy: first, onSealed }: PageProps) {
  const [look, setLook] = useState(() => showCopy(firstLook, first))
  const { copies, chosen, shown, error } = useShownCopy(view, look)
  const toOriginal = useKeyWords('original', 'shows the original')
  const { views, move } = useHeldViews(look, setLook)
  const act = (which: KeyAct) => setLook((before) => lookAfter(before, which, 1))
  const ids = copies.map(({ id }) => id)
  useLookingKeys(act, { copy: () => setLook((before) => nextCopy(before, ids)) })
  return (
    <div className="cb-compare">
      <PageHeading title="Look at the probe alone" />
      <div className="cb-compare-stage">
        <div className="cb-light-box cb-viewers cb-viewer-alone">
          <Viewer
            picture={shown ?? view.probe}
            label={shown === undefined ? 'Probe, the untouched original' : `Probe, ${shown.name}`}
            caption={
              shown === undefined
                ? 'Probe · original, untouched'
                : `Probe · ${shown.name}: ${stepsOf(shown)}${toOriginal}`
            }
            marked={shown !== undefined}
            view={views.probe}
            light={look.light}
            grid={look.grid}
            onMove={(change) => move('probe', change)}
          />
        </div>
        <ProbeChoice
          searchId={view.searchId}
          copies={copies}
          shown={chosen}
          onShow={(id) => setLook((before) => showCopy(before, id))}
        />
        {error === undefined ? null : (
          <Failed doing="show this copy" thrown={error} kept="The original stands in its place." />
        )}
        <LookingTools look={look} act={act} alone />
      </div>
      <AnalysisForm view={view} onSealed={onSealed} />
    </div>
  )
}
