import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Label, TextInput } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { api, type Lead, type Packet, take } from '../parts/api.ts'
import { packetsQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { useSession } from '../shell/guards.tsx'
import { whyNot } from '../shell/menu-items.ts'

/** The disclosure packet of the search behind a conclusion, for those who may take one, and who took one before. */
export function PacketCard({ lead }: { lead: Lead }) {
  if (whyNot(useSession(), 'packet') !== undefined) return null
  return <Card searchId={lead.searchId} />
}

function Card({ searchId }: { searchId: string }) {
  const packets = useQuery(packetsQuery(searchId))
  return (
    <section className="cb-panel cb-packet cb-no-print" aria-labelledby="packet-title">
      <h2 id="packet-title">Disclosure packet</h2>
      <p>
        For a court or the defence: the probe, every candidate also those ruled out, quality, model, policy,
        both examinations, the outcome and the proofs of the log, as they were frozen when the search was
        logged. <code>casebound replay</code> makes the search again from it, on any machine.
      </p>
      <TakeForm searchId={searchId} />
      {packets.isError ? (
        <Failed doing="list the packets" thrown={packets.error} again={() => void packets.refetch()} />
      ) : null}
      {packets.data === undefined ? null : <Taken packets={packets.data.packets} />}
    </section>
  )
}

function TakeForm({ searchId }: { searchId: string }) {
  const [madeFor, setMadeFor] = useState('')
  const client = useQueryClient()
  const taking = useMutation({
    mutationFn: () =>
      take(api.POST('/api/searches/{id}/packets', { params: { path: { id: searchId } }, body: { madeFor } })),
    onSuccess: async () => {
      setMadeFor('')
      await client.invalidateQueries({ queryKey: ['packets', searchId] })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    taking.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Label htmlFor="packet-for" hint=" (court, counsel or order; sealed in the log with your name)">
        Whom it is for
      </Label>
      <TextInput
        id="packet-for"
        name="madeFor"
        type="text"
        maxLength={300}
        value={madeFor}
        onChange={(event) => setMadeFor(event.target.value)}
      />
      <Button type="submit" disabled={taking.isPending}>
        {taking.isPending ? 'Making the packet…' : 'Make the packet'}
      </Button>
      <div role="status">
        {taking.data === undefined ? null : (
          <p>
            Made and logged as entry {taking.data.logIndex}.{' '}
            <a href={taking.data.fileUrl} download={`packet-${searchId}.zip`}>
              Download it
            </a>
            .
          </p>
        )}
      </div>
      {taking.isError ? <Failed doing="make the packet" thrown={taking.error} /> : null}
    </form>
  )
}

function Taken({ packets }: { packets: readonly Packet[] }) {
  if (packets.length === 0) return <p className="usa-hint">Nobody has taken one yet.</p>
  return (
    <>
      <h3 className="cb-small-heading">Given out so far</h3>
      <ul className="cb-list">
        {packets.map((packet) => (
          <li key={packet.id}>
            For {packet.madeFor}: {packet.madeBy}, <When at={packet.madeAt} />, entry {packet.logIndex} of the
            log.{' '}
            {packet.fileUrl === undefined ? null : (
              <a href={packet.fileUrl} download={`packet-${packet.id}.zip`}>
                Download ({Math.ceil(packet.sizeBytes / 1024)} KiB)
              </a>
            )}
            <span className="cb-digest">SHA-256 {packet.sha256}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
