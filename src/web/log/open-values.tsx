import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { formatDisclosureFile, verifyDisclosureFile } from '../../proof/index.ts'
import type { components } from '../api.generated.ts'
import { api, take } from '../parts/api.ts'
import { SelectField, TextField } from '../parts/fields.tsx'
import { disclosuresQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'
import { audienceChoices } from './log-record-words.ts'
import { type OpenedFile, OpenedValues } from './opened-values.tsx'

type Look = components['schemas']['EntryLook']
type Audience = components['schemas']['DiscloseRequest']['audience']

/** What an entry hides, and the form that opens chosen values of it for somebody. */
export function OpenValues({ look, onOther }: { look: Look; onOther: (entry: string) => void }) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [audience, setAudience] = useState('')
  const [to, setTo] = useState('')
  const [order, setOrder] = useState('')
  const client = useQueryClient()
  const opening = useMutation({
    mutationFn: () => openFor(look.index, { chosen, audience: audience as Audience, to, order }),
    onSuccess: () => client.invalidateQueries({ queryKey: disclosuresQuery.queryKey }),
  })
  const missing = missingWords({ chosen, audience, to })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (missing === undefined) opening.mutate()
  }
  const toggle = (name: string) =>
    setChosen(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name])
  return (
    <form
      onSubmit={submit}
      className="cb-panel cb-narrow-form"
      aria-label={`Open values of entry ${look.index}`}
    >
      <h3>
        Entry {look.index}: <code>{look.type}</code>, {look.week}, unit {look.unit}
      </h3>
      <Together look={look} onOther={onOther} />
      <HiddenValues hidden={look.hidden} chosen={chosen} onToggle={toggle} />
      <SelectField
        id="audience"
        label="For whom"
        hint="The kind of recipient is public in the log"
        value={audience}
        onChange={setAudience}
        choices={audienceChoices}
      />
      <TextField
        id="to"
        label="Name of the person, court or office"
        hint="Sealed in the log"
        value={to}
        onChange={setTo}
      />
      <TextField
        id="order"
        label="Order, motion or request"
        hint="Sealed in the log; may stay empty"
        value={order}
        onChange={setOrder}
      />
      <p className="cb-actions">
        <Button type="submit" disabled={opening.isPending || missing !== undefined}>
          {opening.isPending ? 'Opening…' : 'Log it and open'}
        </Button>
        <span>{missing ?? 'What was handed out cannot be called back.'}</span>
      </p>
      {opening.isError ? (
        <Failed doing="open the values" thrown={opening.error} kept="What you entered is still here." />
      ) : null}
      <div role="status">{opening.data === undefined ? null : <OpenedValues opened={opening.data} />}</div>
    </form>
  )
}

type HiddenProps = { hidden: Look['hidden']; chosen: readonly string[]; onToggle: (name: string) => void }

function HiddenValues({ hidden, chosen, onToggle }: HiddenProps) {
  return (
    <fieldset className="usa-fieldset">
      <legend className="usa-label">Values to open</legend>
      {hidden.map(({ name, says, erasedBy }) => (
        <Checkbox
          key={name}
          id={`open-${name}`}
          name="fields"
          label={name}
          labelDescription={erasedBy === undefined ? says : `Erased for good; entry ${erasedBy} says so.`}
          disabled={erasedBy !== undefined}
          checked={chosen.includes(name)}
          onChange={() => onToggle(name)}
        />
      ))}
    </fieldset>
  )
}

function Together({ look, onOther }: { look: Look; onOther: (entry: string) => void }) {
  const others = look.together.filter(({ index }) => index !== look.index)
  if (others.length === 0) return null
  return (
    <p>
      Of the same search:{' '}
      {others.map(({ index, type }) => (
        <span key={index}>
          <Button type="button" unstyled onClick={() => onOther(String(index))}>
            {type} {index}
          </Button>{' '}
        </span>
      ))}
    </p>
  )
}

type Draft = { chosen: readonly string[]; audience: Audience; to: string; order: string }

/** Opens values, and has this browser check what it got, as whoever receives the file will. */
async function openFor(index: number, { chosen, audience, to, order }: Draft): Promise<OpenedFile> {
  const body = { fields: [...chosen], audience, to, ...(order.trim() === '' ? {} : { order }) }
  const { logIndex, file } = await take(
    api.POST('/api/record/{id}/disclosures', { params: { path: { id: String(index) } }, body }),
  )
  const text = formatDisclosureFile(file)
  return { index, logIndex, text, report: await verifyDisclosureFile(text) }
}

function missingWords(given: {
  chosen: readonly string[]
  audience: string
  to: string
}): string | undefined {
  if (given.chosen.length === 0) return 'Choose at least one value.'
  if (given.audience === '') return 'Say for whom.'
  return given.to.trim() === '' ? 'Name who gets it.' : undefined
}
