import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert } from '@trussworks/react-uswds'
import { useNavigate } from 'react-router'
import { api, type CaseRequest, type Review, take } from '../parts/api.ts'
import { requestQuery, requestsQuery, reviewQuery } from '../parts/queries.ts'
import { RefusalList } from '../parts/refusals.tsx'
import { Failed, Shown } from '../parts/states.tsx'
import { asTrouble } from '../parts/trouble.ts'
import { AnswersTable } from './answers-table.tsx'
import { PublicPanel } from './public-panel.tsx'
import { StepFrame } from './step-frame.tsx'
import type { StepProps } from './step-props.ts'
import { openIn, steps } from './steps.ts'

/** Step 5: everything on one page, beside what will be recorded and become public. */
export function ReviewStep(props: StepProps) {
  const { request, draft } = props
  const review = useQuery(reviewQuery(request.id))
  const submit = useSubmit(request)
  const open = steps.flatMap(({ slug }) => Object.values(openIn(slug, draft.form, request)))
  return (
    <StepFrame
      slug="review"
      question="Review and submit"
      id={request.id}
      onContinue={() => submit.mutate()}
      continueWords="Submit"
      busy={submit.isPending || open.length > 0}
      status={submit.isPending ? 'Recording, then searching…' : openWords(open)}
    >
      <div className="cb-review">
        <AnswersTable {...props} />
        <Shown query={review} what="what would be recorded" rows={10}>
          {(found) => <PublicPanel review={found} />}
        </Shown>
      </div>
      {review.data === undefined || open.length > 0 ? null : <Verdict review={review.data} />}
      {submit.isError && asTrouble(submit.error).refusals.length === 0 ? (
        <Failed doing="submit the search" thrown={submit.error} kept="Your answers are kept." />
      ) : null}
    </StepFrame>
  )
}

function openWords(open: readonly string[]): string {
  if (open.length === 0) return ''
  return `Submit opens when ${open.length === 1 ? 'one open answer is' : `${open.length} open answers are`} given.`
}

function useSubmit(request: CaseRequest) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { id } = request
  return useMutation({
    mutationFn: () =>
      take(api.POST('/api/requests/{id}/submit', { params: { path: { id }, query: { candidates: 'no' } } })),
    onSuccess: (outcome) => {
      client.setQueryData(requestQuery(id).queryKey, outcome.request)
      navigate(`/requests/${id}`)
    },
    onError: async (error) => {
      if (asTrouble(error).refusals.length === 0) return
      await client.invalidateQueries({ queryKey: requestQuery(id).queryKey, exact: true })
      navigate(`/requests/${id}`, { state: { refused: true } })
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: requestsQuery.queryKey, exact: true })
      void client.invalidateQueries({ queryKey: ['log'] })
    },
  })
}

function Verdict({ review }: { review: Review }) {
  if (review.permitted) {
    return (
      <Alert type="success" headingLevel="h2" heading="Policy permits this search">
        Submitting writes the search to the log first, and only then searches.
        <details>
          <summary>{review.rulesApplied.length} rules were applied</summary>
          {review.rulesApplied.join(', ')}
        </details>
      </Alert>
    )
  }
  return (
    <Alert type="warning" headingLevel="h2" heading="This search would be refused">
      <RefusalList refusals={review.refusals} />
      If you submit it as it is, the refusal is recorded and counted in public.
    </Alert>
  )
}
