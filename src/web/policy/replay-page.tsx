import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Table } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { api, type PolicyReplay, type PolicyVersions, take } from '../parts/api.ts'
import { TextField } from '../parts/fields.tsx'
import { PageHeading } from '../parts/page.tsx'
import { policyVersionsQuery } from '../parts/queries.ts'
import { Failed, Shown } from '../parts/states.tsx'
import { emptyPack, PackFields, packFault, packOf } from './pack-fields.tsx'
import { PolicyNav } from './policy-nav.tsx'

/** What a proposed policy would have changed in a period. */
export function ReplayPage() {
  const versions = useQuery(policyVersionsQuery)
  return (
    <>
      <PolicyNav />
      <PageHeading title="Try a policy on the past">
        The recorded requests of a period are decided again under a proposed policy. Nothing is searched and
        nothing is changed.
      </PageHeading>
      <Shown query={versions} what="the packs" rows={6}>
        {(found) => <ReplayForm versions={found} />}
      </Shown>
    </>
  )
}

function ReplayForm({ versions }: { versions: PolicyVersions }) {
  const [pack, setPack] = useState(emptyPack)
  const [period, setPeriod] = useState({ from: '', to: '' })
  const [asked, setAsked] = useState(false)
  const replay = useMutation({
    mutationFn: () =>
      take(api.POST('/api/policy/replay', { body: { pack: packOf(pack, versions), ...period } })),
  })
  const inOrder = period.from !== '' && period.to !== '' && period.from <= period.to
  const fault =
    packFault(pack, versions) ?? (inOrder ? undefined : 'Give the first and the last day, in order.')
  const send = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (fault === undefined) replay.mutate()
  }
  return (
    <>
      <form onSubmit={send} noValidate className="cb-narrow-form" aria-label="Try a policy on the past">
        <PackFields draft={pack} setDraft={setPack} versions={versions} />
        <TextField
          id="from"
          label="First day"
          type="date"
          value={period.from}
          onChange={(from) => setPeriod({ ...period, from })}
        />
        <TextField
          id="to"
          label="Last day"
          type="date"
          value={period.to}
          onChange={(to) => setPeriod({ ...period, to })}
        />
        {asked && fault !== undefined ? (
          <p role="alert" className="usa-error-message">
            {fault}
          </p>
        ) : null}
        {replay.isError ? <Failed doing="try it" thrown={replay.error} /> : null}
        <p className="cb-actions">
          <Button type="submit" disabled={replay.isPending}>
            Try it
          </Button>
          <span role="status">{replay.isPending ? 'Deciding the requests again…' : ''}</span>
        </p>
      </form>
      {replay.data === undefined ? null : <Result replay={replay.data} />}
    </>
  )
}

function Result({ replay }: { replay: PolicyReplay }) {
  const { requests, permittedBefore, permittedAfter, nowRefused, nowPermitted } = replay
  if (requests === 0)
    return (
      <section>
        <h2>Nothing to decide again</h2>
        <p>
          No request was decided by a policy from {replay.from} to {replay.to}.
        </p>
      </section>
    )
  return (
    <section aria-live="polite">
      <h2>
        Under {replay.pack.packId} {replay.pack.packVersion}, {nowRefused} of {requests} requests would be
        refused that were permitted, and {nowPermitted} permitted that were refused
      </h2>
      <Sums
        rows={[
          { name: 'Permitted', before: permittedBefore, after: permittedAfter },
          { name: 'Refused', before: requests - permittedBefore, after: requests - permittedAfter },
          ...replay.byCode.map(({ code, before, after }) => ({ name: code, before, after })),
        ]}
      />
      <Notes replay={replay} />
      {replay.changes.length === 0 ? null : <Changed changes={replay.changes} />}
    </section>
  )
}

function Sums({ rows }: { rows: readonly { name: string; before: number; after: number }[] }) {
  return (
    <Table bordered={false} className="cb-table cb-sums">
      <caption className="usa-sr-only">Requests as decided and as proposed</caption>
      <thead>
        <tr>
          <th scope="col">Decision</th>
          <th scope="col" className="cb-number">
            As decided
          </th>
          <th scope="col" className="cb-number">
            As proposed
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row">{/^[A-Z_]+$/.test(name) ? <code>{name}</code> : name}</th>
            <td className="cb-number">{before}</td>
            <td className="cb-number">{after}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function Notes({ replay }: { replay: PolicyReplay }) {
  return (
    <ul className="cb-list">
      <li>The proposed text is taken as if it had been in force. Roles are those of today.</li>
      {replay.notAsRecorded > 0 ? (
        <li>
          {replay.notAsRecorded} could not be told again as they were recorded; roles or duties differed then.
        </li>
      ) : null}
      {replay.beforeAnyPolicy > 0 ? (
        <li>{replay.beforeAnyPolicy} are older than the first policy and left out.</li>
      ) : null}
    </ul>
  )
}

function Changed({ changes }: { changes: PolicyReplay['changes'] }) {
  return (
    <>
      <h3>Requests that would be decided differently</h3>
      <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Offence</th>
            <th scope="col">Purpose</th>
            <th scope="col">As decided</th>
            <th scope="col">As proposed</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((one) => (
            <tr key={one.requestId}>
              <td data-label="Day">{one.on}</td>
              <td data-label="Offence">{one.crime || 'none'}</td>
              <td data-label="Purpose">{one.purpose || 'none'}</td>
              <td data-label="As decided">{one.before}</td>
              <td data-label="As proposed">{one.after}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  )
}
