import { FormGroup, Label } from '@trussworks/react-uswds'
import { useState } from 'react'
import type { paths } from '../api.generated.ts'
import '../parts/file-field.css'

type Draft = paths['/api/oversight/contracts']['post']['requestBody']
export type OwnService = NonNullable<NonNullable<Draft>['content']['application/json']['entry']>

type Props = {
  /** Services of the chosen file that are not known here yet. */
  readonly found: number
  readonly onServices: (services: readonly OwnService[]) => void
}

/** The agency's own register, for a service that only it names: its entry is recorded with the contract. The server reads it strictly. */
export function RegisterField({ found, onServices }: Props) {
  const [said, setSaid] = useState('')
  const read = async (file: File | undefined) => {
    const services = file === undefined ? [] : servicesIn(await file.text())
    setSaid(services === undefined ? 'This file is no register: it has no list of services.' : '')
    onServices(services ?? [])
  }
  const added =
    found === 0 ? '' : `${found === 1 ? 'One more service' : `${found} more services`} to choose from.`
  return (
    <FormGroup>
      <Label htmlFor="own-register">Your own register (optional)</Label>
      <span id="own-register-hint" className="usa-hint">
        A JSON file, where the service stands only in it; it then stands first in the list above.
      </span>
      <input
        type="file"
        id="own-register"
        name="own-register"
        className="usa-input cb-file"
        accept=".json,application/json"
        aria-describedby="own-register-hint"
        onChange={(event) => void read(event.target.files?.[0])}
      />
      <span role="status">{said || added}</span>
    </FormGroup>
  )
}

function servicesIn(text: string): readonly OwnService[] | undefined {
  try {
    const { services } = JSON.parse(text) as { services?: unknown }
    return Array.isArray(services) ? services.filter(hasName) : undefined
  } catch {
    return undefined
  }
}

const hasName = (one: unknown): one is OwnService =>
  typeof one === 'object' && one !== null && 'id' in one && 'name' in one
