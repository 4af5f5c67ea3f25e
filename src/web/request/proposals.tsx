import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { Link, useNavigate } from 'react-router'
import { api, type CaseRequest, type CopyProposal, take } from '../parts/api.ts'
import { requestQuery, requestsQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'
import { useObjectUrl } from '../parts/use-picture.ts'
import { When } from '../parts/when.tsx'

/** Copies that examiners propose for a further try. Who proposes them and why is not said: both sides stay blind. */
export function Proposals({ request }: { request: CaseRequest }) {
  const proposals = request.proposals ?? []
  if (proposals.length === 0) return null
  return (
    <section className="cb-proposals">
      <h2 className="cb-small-heading">
        {proposals.length === 1 ? 'An examiner proposes' : 'Examiners propose'} to search another copy too
      </h2>
      <p>
        Examiners do not search. If you take it up, it becomes a request of its own with the same answers,
        decided, logged and counted as a further try of this picture.
      </p>
      <ul>
        {proposals.map((proposal) => (
          <Proposal key={proposal.id} request={request} proposal={proposal} />
        ))}
      </ul>
    </section>
  )
}

function Proposal({ request, proposal }: { request: CaseRequest; proposal: CopyProposal }) {
  const { words, proposedAt, takenUpAs } = proposal
  const take = useTakeUp(request, proposal)
  return (
    <li className="cb-proposal">
      <Picture request={request} proposal={proposal} />
      <div>
        <p>
          Proposed <When at={proposedAt} />. {words.length === 0 ? 'The original as it came.' : 'Its steps:'}
        </p>
        <ol className="cb-list">
          {words.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {takenUpAs === undefined ? (
          <Button type="button" outline disabled={take.isPending} onClick={() => take.mutate()}>
            Search this copy too
          </Button>
        ) : (
          <Link to={`/requests/${takenUpAs}`}>You took it up: open that request</Link>
        )}
        {take.isError ? <Failed doing="begin another try" thrown={take.error} /> : null}
      </div>
    </li>
  )
}

function useTakeUp({ id }: CaseRequest, { id: proposalId }: CopyProposal) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/requests/{id}/proposals/{proposalId}/try', { params: { path: { id, proposalId } } }),
      ),
    onSuccess: (made) => {
      client.setQueryData(requestQuery(made.id).queryKey, made)
      void client.invalidateQueries({ queryKey: requestQuery(id).queryKey, exact: true })
      void client.invalidateQueries({ queryKey: requestsQuery.queryKey, exact: true })
      navigate(`/requests/${made.id}/face`)
    },
  })
}

/** The proposed copy, made by the server from the original. */
function Picture({ request: { id }, proposal }: { request: CaseRequest; proposal: CopyProposal }) {
  const picture = useQuery({
    queryKey: ['proposed picture', proposal.id],
    queryFn: () =>
      take(
        api.POST('/api/requests/{id}/preview', {
          params: { path: { id } },
          body: { steps: proposal.steps },
          parseAs: 'blob',
        }),
      ) as Promise<unknown> as Promise<Blob>,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const url = useObjectUrl(picture.data)
  return url === undefined ? (
    <div className="cb-proposed-picture" />
  ) : (
    <img className="cb-proposed-picture" src={url} alt="The proposed copy" />
  )
}
