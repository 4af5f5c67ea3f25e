import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { api, take } from '../parts/api.ts'
import { practising } from '../parts/here.ts'
import { Failed } from '../parts/states.tsx'
import { practiceQuery } from './training-queries.ts'

/** The way into the practice gallery, or how far its preparation is. */
export function PracticeCard() {
  const client = useQueryClient()
  const practice = useQuery(practiceQuery)
  const enter = useMutation({
    mutationFn: () => take(api.POST('/api/practice')),
    onSuccess: (answer) => {
      client.setQueryData(practiceQuery.queryKey, answer)
      if (answer.url !== undefined) window.location.assign(answer.url)
    },
  })
  if (practising || practice.data === undefined || practice.data.state === 'none') return null
  const { state, done = 0, total = 0, searches, reason } = practice.data
  return (
    <>
      <h2>Practice</h2>
      <p>
        The same screens on a gallery of synthetic people: search, prepare pictures, and examine. No case is
        needed. Practice has a log of its own and is counted apart
        {searches === undefined ? '' : `: ${searches} practice searches so far`}; nothing of it reaches a real
        record.
      </p>
      {state === 'preparing' ? (
        <p className="cb-progress" role="status">
          <progress
            {...(total === 0 ? {} : { max: total, value: done })}
            aria-label="Preparing the practice gallery"
          />{' '}
          {total === 0 ? 'Preparing the practice gallery.' : `${done} of ${total} photographs are enrolled.`}
        </p>
      ) : (
        <Button type="button" disabled={enter.isPending} onClick={() => enter.mutate()}>
          {state === 'ready' ? 'Practise' : 'Prepare the practice gallery'}
        </Button>
      )}
      {state === 'absent' ? <p className="usa-hint">The first time takes about a minute.</p> : null}
      {reason === undefined ? null : <p role="alert">{reason} Try again, or tell your administrator.</p>}
      {enter.isError ? <Failed doing="open the practice gallery" thrown={enter.error} /> : null}
    </>
  )
}
