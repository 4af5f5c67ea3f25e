import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { must } from '../../kernel/index.ts'
import { api, take } from '../parts/api.ts'
import { queueQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'
import { type Answer, answeredLetters, answerOf, otherLetters, sealOf } from './answers.ts'
import type { ConcludeProps } from './conclude-props.ts'
import { meansWords } from './display-means.ts'
import { comparedCount } from './notes.ts'
import { withWork } from './with-work.ts'

/** Second step: everything once more, then the seal. */
export function ConcludeConfirm(props: ConcludeProps & { onBack: () => void }) {
  const { view, draft, work, onBack } = props
  const seal = useSeal(props)
  const others = otherLetters(view, draft)
  return (
    <>
      <dl className="cb-pairs">
        {answeredLetters(view, draft).map((letter) => (
          <Said key={letter} view={view} whom={`Candidate ${letter}`} answer={answerOf(draft, letter)}>
            {comparedCount(work.notes.all[letter])} of {view.features.length} features compared,{' '}
            {pinsCounted(work.pins.all[letter]?.length ?? 0)}
          </Said>
        ))}
        {others.length === 0 ? null : (
          <Said
            view={view}
            whom={`Candidate${others.length === 1 ? '' : 's'} ${others.join(', ')}`}
            answer={draft.others}
          />
        )}
      </dl>
      <p>Sealed with it: means of display that you used ({meansWords(work.means.used)}).</p>
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

type SaidProps = Pick<ConcludeProps, 'view'> & { whom: string; answer: Answer; children?: React.ReactNode }

function Said({ view, whom, answer, children }: SaidProps) {
  return (
    <>
      <dt>{whom}</dt>
      <dd>
        <strong>{view.conclusions.find(({ code }) => code === answer.conclusion)?.title}</strong>
        <span className="cb-reason cb-said">{answer.reason}</span>
        {children === undefined ? null : <span className="cb-said">{children}</span>}
      </dd>
    </>
  )
}

const pinsCounted = (pins: number): string => (pins === 1 ? '1 pin' : `${pins} pins`)

function useSeal({ view, draft, work, onSealed }: ConcludeProps) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => {
      const said = must(sealOf(view, draft, work.notes.all), 'a complete conclusion')
      const body = withWork(said, { pins: work.pins.all, used: work.means.used })
      return take(api.POST('/api/examinations/{id}', { params: { path: { id: view.searchId } }, body }))
    },
    onSuccess: (sealed) => {
      for (const part of [work.notes, work.pins, work.means]) part.forget()
      for (const queryKey of [queueQuery.queryKey, ['leads'], ['log']]) {
        void client.invalidateQueries({ queryKey, exact: true })
      }
      onSealed(sealed)
    },
  })
}
