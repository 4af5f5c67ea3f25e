import { Button } from '@trussworks/react-uswds'
import { useState } from 'react'
import { api, take } from '../parts/api.ts'
import { ReasonAct } from '../parts/reason-act.tsx'

/** Withdraws a search that is not concluded, once somebody asks for it: the field stays closed until then. */
export function Withdraw({ searchId, stale }: { searchId: string; stale: readonly unknown[] }) {
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <p>
        <Button type="button" unstyled onClick={() => setOpen(true)}>
          Withdraw this search…
        </Button>
      </p>
    )
  return (
    <section className="cb-narrow-form">
      <h2 className="cb-small-heading">Withdraw this search</h2>
      <p>Nobody examines it any more, and there will be no lead. It stays in the log and is counted.</p>
      <ReasonAct
        id={`withdraw-${searchId}`}
        label="Why it is withdrawn"
        button="Withdraw"
        doing="withdraw it"
        stale={stale}
        act={(reason) =>
          take(
            api.POST('/api/searches/{id}/withdrawal', {
              params: { path: { id: searchId } },
              body: { reason },
            }),
          )
        }
        done={({ logIndex }) => `Withdrawn, entry ${logIndex} of the log.`}
      />
    </section>
  )
}
