import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { useNavigate } from 'react-router'
import { api, type CaseRequest, take } from '../parts/api.ts'
import { requestQuery, requestsQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'
import { Tries } from './tries.tsx'

/** The same picture once more, prepared in another way: a request of its own, counted as a further try. */
export function TryAgain({ request }: { request: CaseRequest }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { id } = request
  const recipeId = request.chosenRecipeId ?? null
  const again = useMutation({
    mutationFn: () =>
      take(api.POST('/api/requests/{id}/tries', { params: { path: { id } }, body: { recipeId } })),
    onSuccess: (made) => {
      client.setQueryData(requestQuery(made.id).queryKey, made)
      void client.invalidateQueries({ queryKey: requestsQuery.queryKey, exact: true })
      navigate(`/requests/${made.id}/prepare`)
    },
  })
  return (
    <section>
      <h2 className="cb-small-heading">Would another working copy help?</h2>
      <p>
        {request.tries === undefined
          ? ''
          : `This search was try ${request.tries} of this picture in your agency, whoever asked. `}
        Another copy is a request of its own with the same answers; it is decided, logged and counted as a
        further try. Policy is told the number, and the log shows it to everybody.
      </p>
      <Tries request={request} />
      <Button type="button" outline disabled={again.isPending} onClick={() => again.mutate()}>
        Try the picture again, prepared in another way
      </Button>
      {again.isError ? <Failed doing="begin another try" thrown={again.error} /> : null}
    </section>
  )
}
