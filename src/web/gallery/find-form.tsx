import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { TextField } from '../parts/fields.tsx'

/** Finds bookings by number; what is looked for stands in the address. */
export function FindForm({ find }: { find: string }) {
  const [, setParams] = useSearchParams()
  const [text, setText] = useState(find)
  const send = (event: FormEvent) => {
    event.preventDefault()
    setParams(text.trim() === '' ? {} : { find: text.trim() })
  }
  return (
    <search>
      <form className="cb-find" onSubmit={send}>
        <TextField
          id="find"
          type="search"
          label="Find a booking or person number"
          value={text}
          onChange={setText}
        />
        <Button type="submit" outline>
          Find
        </Button>
        {find === '' ? null : <Link to="/gallery">Show all</Link>}
      </form>
    </search>
  )
}
