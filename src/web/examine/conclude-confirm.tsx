import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { must } from '../../kernel/index.ts'
import { api, take } from '../parts/api.ts'
import { queueQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'
import type { ConcludeProps } from './conclude-props.ts'
import { comparedCount, sealOf } from './notes.ts'

/** Second step: everything once more, then the seal. */
export function ConcludeConfirm({
  view,
  draft,
  notes,
  onBack,
  onSealed,
}: ConcludeProps & { onBack: () => void }) {
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
}: Pick<ConcludeProps, 'view' | 'draft' | 'notes' | 'onSealed'>) {
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
