import { useState } from 'react'
import { api, type ServiceRegister, take } from '../parts/api.ts'
import { SelectField, TextField } from '../parts/fields.tsx'
import { OversightForm } from './oversight-form.tsx'
import { type OwnService, RegisterField } from './register-field.tsx'

const statuses = [
  { code: 'contracted', title: 'Contracted, until a last day' },
  { code: 'under-review', title: 'Under review, not to be used' },
  { code: 'terminated', title: 'Terminated' },
  { code: 'forbidden', title: 'Forbidden' },
] as const
type Status = (typeof statuses)[number]['code']
const empty = { service: '', status: '', from: '', until: '', why: '' }

/** Puts on record what the agency has with a service. Nothing is changed; what is recorded last counts from its first day on. */
export function ContractForm({ services }: { services: ServiceRegister['services'] }) {
  const [draft, setDraft] = useState(empty)
  const [own, setOwn] = useState<readonly OwnService[]>([])
  const set = (name: keyof typeof empty) => (value: string) =>
    setDraft((before) => ({ ...before, [name]: value }))
  const { service, from, until, why } = draft
  const status = statuses.find(({ code }) => code === draft.status)?.code ?? ('' as Status)
  const ends = status === 'contracted' && until !== '' ? { until } : {}
  const more = own.filter((one) => services.every(({ id }) => id !== one.id))
  const entry = more.find(({ id }) => id === service)
  const body = { service, status, from, why, ...ends, ...(entry === undefined ? {} : { entry }) }
  const send = () => take(api.POST('/api/oversight/contracts', { body }))
  return (
    <section className="cb-panel" aria-labelledby="contract-title">
      <h2 id="contract-title">Record what the agency has</h2>
      <OversightForm
        name="Record what the agency has with a service"
        button="Record it, in public"
        {...{ send, onDone: () => setDraft(empty) }}
      >
        <SelectField
          id="contract-service"
          label="Service"
          value={service}
          onChange={set('service')}
          choices={[...more, ...services].map(({ id, name }) => ({ code: id, title: name }))}
        />
        <RegisterField found={more.length} onServices={setOwn} />
        <SelectField
          id="contract-status"
          label="What it has"
          value={draft.status}
          onChange={set('status')}
          choices={statuses}
        />
        <TextField id="contract-from" label="From" hint="YYYY-MM-DD" value={from} onChange={set('from')} />
        {status === 'contracted' ? (
          <TextField
            id="contract-until"
            label="Last day"
            hint="YYYY-MM-DD; it closes by itself on the day after."
            value={until}
            onChange={set('until')}
          />
        ) : null}
        <TextField
          id="contract-why"
          label="Contract, order or decision"
          hint="Sealed in the log; it stands on the page for the public."
          value={why}
          onChange={set('why')}
        />
      </OversightForm>
    </section>
  )
}
