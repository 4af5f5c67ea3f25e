import { Button } from '@trussworks/react-uswds'
import { api, take } from '../parts/api.ts'
import { Failed } from '../parts/states.tsx'
import { useConflictAct } from './use-conflict-act.ts'

/** One of the two examiners signs what was agreed, or declines it. */
export function SignForm({ searchId }: { searchId: string }) {
  const sign = useConflictAct((agrees: boolean) =>
    take(
      api.POST('/api/conflicts/{id}/signature', {
        params: { path: { id: searchId } },
        body: { agrees },
      }),
    ),
  )
  return (
    <section className="cb-narrow-form" aria-labelledby="sign-title">
      <h2 id="sign-title">Your signature</h2>
      <p>
        Sign only what you yourself conclude now. Your sealed conclusion stays as it is, and everybody who
        reads the lead reads that you contradicted each other first.
      </p>
      {sign.isError ? <Failed doing="record your signature" thrown={sign.error} /> : null}
      <p className="cb-actions">
        <Button type="button" disabled={sign.isPending} onClick={() => sign.mutate(true)}>
          Sign it
        </Button>
        <Button type="button" outline disabled={sign.isPending} onClick={() => sign.mutate(false)}>
          Decline it
        </Button>
      </p>
    </section>
  )
}
