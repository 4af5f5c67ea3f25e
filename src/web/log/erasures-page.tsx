import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import type { components } from '../api.generated.ts'
import { api, take } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { erasuresQuery } from '../parts/queries.ts'
import { Empty, Failed, Shown } from '../parts/states.tsx'
import { Trouble } from '../parts/trouble.ts'
import { When } from '../parts/when.tsx'
import { useSession } from '../shell/guards.tsx'
import { whyNot } from '../shell/menu-items.ts'
import { LogNav } from './log-nav.tsx'
import { basisChoices, titleOf } from './log-record-words.ts'
import { ProposeErasure } from './propose-erasure.tsx'

type Erasure = components['schemas']['Erasures']['erasures'][number]

/** Hidden values that are to be destroyed for good: one person asks, another confirms, and the log says that it was done. */
export function ErasuresPage() {
  const erasures = useQuery(erasuresQuery)
  const whyClosed = whyNot(useSession(), 'erase')
  return (
    <>
      <LogNav />
      <PageHeading title="Erasures">
        What the log hides about a search or a person can be destroyed for good where a record was sealed,
        expunged or has run out. The entries stay and are counted as before; how many values went, and on what
        ground, is public.
      </PageHeading>
      <section>
        <h2>Ask for an erasure</h2>
        {whyClosed === undefined ? <ProposeErasure /> : <p>{whyClosed}</p>}
      </section>
      <section>
        <h2>Asked for so far</h2>
        <Shown query={erasures} what="the erasures" rows={5}>
          {({ erasures: found }) =>
            found.length === 0 ? (
              <Empty title="Nothing was ever asked to be erased">
                <p>
                  What one person asks for stands here until another carries it out, or somebody takes it
                  back.
                </p>
              </Empty>
            ) : (
              found.map((one) => <One key={one.id} one={one} whyClosed={whyClosed} />)
            )
          }
        </Shown>
      </section>
    </>
  )
}

function One({ one, whyClosed }: { one: Erasure; whyClosed: string | undefined }) {
  return (
    <article className="cb-panel cb-narrow-form">
      <h3>
        {one.values} {one.values === 1 ? 'value' : 'values'} of{' '}
        {one.entries.length === 1 ? 'entry' : 'entries'} {one.entries.join(', ')}
      </h3>
      <p>
        {titleOf(basisChoices, one.basis)}
        {one.order === '' ? '' : `: ${one.order}`}. {one.reason} Asked for by {one.proposedBy},{' '}
        <When at={one.proposedAt} />.
      </p>
      {one.closedAs === undefined ? (
        <Waiting one={one} whyClosed={whyClosed} />
      ) : (
        <p>
          <strong>{one.closedAs === 'erased' ? 'Destroyed for good' : 'Taken back'}</strong>, {one.closedBy}
          {one.closedAt === undefined ? null : (
            <>
              , <When at={one.closedAt} />
            </>
          )}
          .
        </p>
      )}
    </article>
  )
}

function Waiting({ one, whyClosed }: { one: Erasure; whyClosed: string | undefined }) {
  const client = useQueryClient()
  const settle = { onSuccess: () => client.invalidateQueries({ queryKey: erasuresQuery.queryKey }) }
  const path = { params: { path: { id: one.id } } }
  const approve = useMutation({
    mutationFn: () => take(api.POST('/api/erasures/{id}/approve', path)),
    ...settle,
  })
  const withdraw = useMutation({
    mutationFn: async () => {
      const { response, error } = await api.DELETE('/api/erasures/{id}', path)
      if (!response.ok) throw new Trouble(response.status, error)
    },
    ...settle,
  })
  const mine = useSession().user.name === one.proposedBy
  const why = whyClosed ?? (mine ? 'You asked for it; somebody else carries it out.' : undefined)
  const busy = approve.isPending || withdraw.isPending
  return (
    <>
      {approve.isError ? <Failed doing="destroy the values" thrown={approve.error} /> : null}
      {withdraw.isError ? <Failed doing="take it back" thrown={withdraw.error} /> : null}
      <p className="cb-actions">
        <Button type="button" secondary disabled={busy || why !== undefined} onClick={() => approve.mutate()}>
          Destroy for good
        </Button>
        {whyClosed === undefined ? (
          <Button type="button" unstyled disabled={busy} onClick={() => withdraw.mutate()}>
            Take back
          </Button>
        ) : null}
        <span>{why ?? 'It cannot be undone, and backups cannot bring it back.'}</span>
      </p>
    </>
  )
}
