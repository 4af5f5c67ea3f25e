import { useQuery } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { useSearchParams } from 'react-router'
import { api, take } from '../parts/api.ts'
import { TextField } from '../parts/fields.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { OpenValues } from './open-values.tsx'

/** Finds an entry of the log, and offers what it hides to be opened. The id stands in the address, so that it can be sent to somebody. */
export function FindEntry() {
  const [params, setParams] = useSearchParams()
  const id = params.get('entry') ?? ''
  const [typed, setTyped] = useState(id)
  const look = useQuery({
    queryKey: ['record', id],
    queryFn: () => take(api.GET('/api/record/{id}', { params: { path: { id } } })),
    enabled: id !== '',
  })
  const go = (entry: string) => {
    setTyped(entry)
    setParams(entry === '' ? {} : { entry })
  }
  const find = (event: FormEvent) => {
    event.preventDefault()
    go(typed.trim())
  }
  return (
    <section>
      <h2>Find an entry</h2>
      <form onSubmit={find} className="cb-narrow-form">
        <TextField
          id="entry"
          label="Entry or record"
          hint="The number of an entry, or the id of a request, search, examination, lead or outcome"
          value={typed}
          onChange={setTyped}
        />
        <p className="cb-actions">
          <Button type="submit" outline disabled={typed.trim() === ''}>
            Find
          </Button>
        </p>
      </form>
      {id !== '' && look.isPending ? <Loading what="the entry" rows={4} /> : null}
      {look.isError ? (
        <Failed doing="find it" thrown={look.error} kept="What you typed is still here." />
      ) : null}
      {look.data === undefined ? null : <OpenValues key={look.data.index} look={look.data} onOther={go} />}
    </section>
  )
}
