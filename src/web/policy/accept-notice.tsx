import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from '@trussworks/react-uswds'
import { api, take } from '../parts/api.ts'
import { policyVersionsQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'
import { ChangeList } from './change-list.tsx'

/** Asks a person to accept a newly adopted text; shows nothing where there is nothing to accept. */
export function AcceptNotice() {
  const versions = useQuery(policyVersionsQuery)
  const client = useQueryClient()
  const accept = useMutation({
    mutationFn: async () => {
      const { response, error } = await api.POST('/api/policy/accept')
      if (!response.ok) await take(Promise.resolve({ error, response }))
    },
    onSuccess: () => client.invalidateQueries({ queryKey: policyVersionsQuery.queryKey }),
  })
  if (versions.data === undefined || versions.data.accepted) return null
  const { changesToAccept, versions: adopted } = versions.data
  const current = adopted.find(({ inForce }) => inForce)
  return (
    <section aria-label="Accept the policy">
      <Alert type="warning" headingLevel="h2" heading="A new text of the policy is in force">
        Read what changed and accept it before your next search; until then a search is refused.
      </Alert>
      <h3>
        What changed with {current?.packId} {current?.packVersion}
      </h3>
      <ChangeList changes={changesToAccept} />
      {accept.isError ? <Failed doing="record your acceptance" thrown={accept.error} /> : null}
      <p className="cb-actions">
        <Button type="button" disabled={accept.isPending} onClick={() => accept.mutate()}>
          I have read it and accept it
        </Button>
      </p>
    </section>
  )
}
