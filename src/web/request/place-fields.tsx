import { TextField } from '../parts/fields.tsx'
import type { StepProps } from './step-props.ts'

const parts = [
  { name: 'municipality', label: 'City or town' },
  { name: 'county', label: 'County' },
  { name: 'state', label: 'State' },
  { name: 'postalCode', label: 'Postal code' },
] as const

/** Where it happened, in the parts that people file it by; whether it has to be said is the policy's. */
export function PlaceFields({ policy, draft: { form, set } }: StepProps) {
  return (
    <fieldset className="usa-fieldset cb-order" aria-describedby="place-hint">
      <legend className="usa-label">Where did it happen?{policy.asksPlace ? '' : ' (optional)'}</legend>
      <span id="place-hint" className="usa-hint">
        {policy.asksPlace ? `${policy.title} asks for it. ` : ''}Sealed in the log. An incident outside the
        area that the agency serves waits for a supervisor, who looks whether another agency asked for it.
      </span>
      <div className="cb-place">
        {parts.map(({ name, label }) => (
          <TextField key={name} id={name} label={label} value={form[name]} onChange={set(name)} />
        ))}
      </div>
    </fieldset>
  )
}
