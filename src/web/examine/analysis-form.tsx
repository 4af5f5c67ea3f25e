import { useMutation } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { must } from '../../kernel/index.ts'
import { api, type ExaminationView, type SealedAnalysis, take } from '../parts/api.ts'
import { LongTextField, RadioField } from '../parts/fields.tsx'
import { Failed } from '../parts/states.tsx'
import { type AnalysisNotes, analysisFaults, analysisOf, type Seen, seenDegrees } from './analysis-notes.ts'
import { useAnalysisNotes } from './use-analysis-notes.ts'

type FormProps = { view: ExaminationView; onSealed: (sealed: SealedAnalysis) => Promise<void> }

/** What is visible in the probe, what limits it, and whether it is fit for comparison; then the seal. */
export function AnalysisForm({ view, onSealed }: FormProps) {
  const { notes, change, forget } = useAnalysisNotes(view.searchId)
  const [asked, setAsked] = useState(false)
  const missing = analysisFaults(notes)
  const faults = asked ? missing : {}
  const seal = useSealAnalysis(view, (sealed) => {
    forget()
    return onSealed(sealed)
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (Object.keys(missing).length === 0) seal.mutate(notes)
  }
  return (
    <section className="cb-side" aria-labelledby="analysis-title">
      <h2 id="analysis-title" className="cb-side-title">
        What the probe shows
      </h2>
      <form className="cb-conclude-form" onSubmit={send} noValidate>
        <p className="cb-side-count">
          Nobody to compare it with is shown before you have sealed this. ● visible · ◐ partly · – not
          visible, as is what you leave open
        </p>
        {faults.seen === undefined ? null : (
          <p role="alert" className="usa-error-message">
            {faults.seen}
          </p>
        )}
        {view.features.map((feature) => (
          <SeenFeature
            key={feature.code}
            feature={feature}
            seen={notes.seen[feature.code]}
            onSeen={(seen) => change({ seen: { ...notes.seen, [feature.code]: seen } })}
          />
        ))}
        <LongTextField
          id="limits"
          label="What limits a comparison"
          hint="Light, sharpness, pose, what is covered; or that nothing does. At least 10 characters."
          error={faults.limits}
          value={notes.limits}
          onChange={(limits) => change({ limits })}
          maxLength={2_000}
        />
        <RadioField
          id="suitability"
          label="The probe is"
          error={faults.suitability}
          value={notes.suitability}
          onChange={(code) =>
            change({ suitability: view.suitabilities.find((one) => one.code === code)?.code ?? '' })
          }
          choices={view.suitabilities}
        />
        {seal.isError ? (
          <Failed doing="seal the analysis" thrown={seal.error} kept="What you wrote is still here." />
        ) : null}
        <p>Sealing writes it to the log. It cannot be changed once you have seen candidates.</p>
        <p className="cb-actions">
          <Button type="submit" disabled={seal.isPending}>
            Seal the analysis
          </Button>
          <span role="status">{seal.isPending ? 'Sealing…' : ''}</span>
        </p>
      </form>
    </section>
  )
}

type SeenProps = {
  feature: ExaminationView['features'][number]
  seen: Seen | undefined
  onSeen: (seen: Seen) => void
}

function SeenFeature({ feature, seen, onSeen }: SeenProps) {
  return (
    <fieldset className="cb-feature">
      <legend title={feature.look}>{feature.title}</legend>
      <div className="cb-feature-row">
        {seenDegrees.map((degree) => (
          <label key={degree.code} title={degree.words}>
            <input
              type="radio"
              name={`seen-${feature.code}`}
              checked={seen === degree.code}
              onChange={() => onSeen(degree.code)}
            />
            <span aria-hidden="true">{degree.sign}</span>
            <span className="usa-sr-only">{degree.words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function useSealAnalysis({ searchId }: ExaminationView, onSealed: FormProps['onSealed']) {
  return useMutation({
    mutationFn: async (notes: AnalysisNotes) => {
      const body = must(analysisOf(notes), 'a complete analysis')
      const params = { path: { id: searchId } }
      await onSealed(await take(api.POST('/api/examinations/{id}/analysis', { params, body })))
    },
  })
}
