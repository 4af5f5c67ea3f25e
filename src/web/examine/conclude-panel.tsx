import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { must } from '../../kernel/index.ts'
import { api, type ExaminationView, type SealedExamination, take } from '../parts/api.ts'
import { LongTextField, RadioField, SelectField } from '../parts/fields.tsx'
import { queueQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'
import { type Conclusion, comparedCount, conclusionFaults, sealOf } from './notes.ts'
import type { NotesOfSearch } from './use-notes.ts'

type PanelProps = {
  view: ExaminationView
  draft: Conclusion
  setDraft: (draft: Conclusion) => void
  notes: NotesOfSearch
  /** Letter of the candidate on the light box. */
  shown: string
  onClose: () => void
  onSealed: (sealed: SealedExamination) => void
}

/** The conclusion, in two steps: say it with its reason, then read it once more and seal it. */
export function ConcludePanel(props: PanelProps) {
  const [confirming, setConfirming] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  // Each step takes the focus, also when it is reached by a key.
  useEffect(() => {
    if (confirming || title.current !== null) title.current?.focus()
  }, [confirming])
  return (
    <section className="cb-side" aria-labelledby="conclude-title">
      <h2 id="conclude-title" ref={title} tabIndex={-1} className="cb-side-title">
        {confirming ? 'Seal this conclusion?' : 'Conclude'}
      </h2>
      {confirming ? (
        <Confirm {...props} onBack={() => setConfirming(false)} />
      ) : (
        <Fill {...props} onFilled={() => setConfirming(true)} />
      )}
    </section>
  )
}

function Fill({ view, draft, setDraft, shown, onClose, onFilled }: PanelProps & { onFilled: () => void }) {
  const [asked, setAsked] = useState(false)
  const needsLetter = view.conclusions.find(({ code }) => code === draft.conclusion)?.needsCandidate === true
  // The candidate on the light box is the likely one, but choosing it stays visible and changeable.
  const settled = needsLetter && draft.letter === '' ? { ...draft, letter: shown } : draft
  const faults = asked ? conclusionFaults(view, settled) : {}
  const send = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    setDraft(settled)
    if (Object.keys(conclusionFaults(view, settled)).length === 0) onFilled()
  }
  return (
    <form className="cb-conclude-form" onSubmit={send} noValidate>
      <RadioField
        id="conclusion"
        label="Your conclusion"
        error={faults.conclusion}
        value={draft.conclusion}
        onChange={(code) => {
          const known = view.conclusions.find((one) => one.code === code)
          setDraft({ ...draft, conclusion: known?.code ?? '' })
        }}
        choices={view.conclusions}
      />
      {needsLetter ? (
        <SelectField
          id="letter"
          label="About candidate"
          error={faults.letter}
          value={settled.letter}
          onChange={(letter) => setDraft({ ...draft, letter })}
          choices={view.candidates.map(({ letter }) => ({ code: letter, title: letter }))}
        />
      ) : null}
      <LongTextField
        id="reason"
        label="Reason"
        hint="What you saw that leads to it, at least 10 characters. It is sealed with the conclusion."
        error={faults.reason}
        value={draft.reason}
        onChange={(reason) => setDraft({ ...draft, reason })}
        maxLength={2_000}
      />
      <p className="cb-actions">
        <Button type="submit">Continue</Button>
        <Button type="button" unstyled onClick={onClose}>
          Back to the features
        </Button>
      </p>
    </form>
  )
}

function Confirm({ view, draft, notes, onBack, onSealed }: PanelProps & { onBack: () => void }) {
  const seal = useSeal({ view, draft, notes, onSealed })
  const chosen = must(
    view.conclusions.find(({ code }) => code === draft.conclusion),
    'the conclusion',
  )
  const compared = comparedCount(notes.all[draft.letter])
  return (
    <>
      <dl className="cb-pairs">
        <dt>Conclusion</dt>
        <dd>
          <strong>{chosen.title}</strong>
          {chosen.needsCandidate ? `, candidate ${draft.letter}` : ''}
        </dd>
        <dt>Reason</dt>
        <dd className="cb-reason">{draft.reason}</dd>
        <dt>Features</dt>
        <dd>
          {chosen.needsCandidate
            ? `${compared} of ${view.features.length} compared`
            : 'none are sealed with it'}
        </dd>
      </dl>
      <p>Sealing writes it to the log. It cannot be changed afterwards, by anybody.</p>
      {seal.isError ? (
        <Failed
          doing="seal the conclusion"
          thrown={seal.error}
          kept="Your conclusion and notes are still here."
        />
      ) : null}
      <p className="cb-actions">
        <Button type="button" disabled={seal.isPending} onClick={() => seal.mutate()}>
          Seal
        </Button>
        <Button type="button" unstyled onClick={onBack}>
          Go back and change it
        </Button>
        <span role="status">{seal.isPending ? 'Sealing…' : ''}</span>
      </p>
    </>
  )
}

function useSeal({
  view,
  draft,
  notes,
  onSealed,
}: Pick<PanelProps, 'view' | 'draft' | 'notes' | 'onSealed'>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => {
      const body = must(sealOf(view, draft, notes.all), 'a complete conclusion')
      return take(api.POST('/api/examinations/{id}', { params: { path: { id: view.searchId } }, body }))
    },
    onSuccess: (sealed) => {
      notes.forget()
      for (const queryKey of [queueQuery.queryKey, ['leads'], ['log']]) {
        void client.invalidateQueries({ queryKey, exact: true })
      }
      onSealed(sealed)
    },
  })
}
