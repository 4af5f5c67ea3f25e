import { ErrorMessage, FormGroup, Label, Radio, Select, Textarea, TextInput } from '@trussworks/react-uswds'
import type { ReactNode } from 'react'

// USWDS fields with their label, hint and error tied together, so that no page wires them by hand.

type FieldProps = {
  id: string
  label: string
  hint?: ReactNode
  error?: string | undefined
  value: string
  onChange: (value: string) => void
}

function Field({
  id,
  label,
  hint,
  error,
  children,
}: Omit<FieldProps, 'value' | 'onChange'> & { children: ReactNode }) {
  return (
    <FormGroup error={error !== undefined}>
      <Label htmlFor={id} error={error !== undefined}>
        {label}
      </Label>
      {hint === undefined ? null : (
        <span id={`${id}-hint`} className="usa-hint">
          {hint}
        </span>
      )}
      {error === undefined ? null : <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage>}
      {children}
    </FormGroup>
  )
}

/** Ids of what describes a field, for aria-describedby. */
function describedBy({ id, hint, error }: { id: string; hint?: ReactNode; error?: string | undefined }) {
  const ids = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`]
  const text = ids.filter((part) => part !== '').join(' ')
  return text === '' ? {} : { 'aria-describedby': text }
}

function described(props: { id: string; hint?: ReactNode; error?: string | undefined }) {
  return { ...describedBy(props), 'aria-invalid': props.error !== undefined }
}

/** One line of text. */
export function TextField(
  props: FieldProps & { type?: 'text' | 'date' | 'search' | 'password'; autoComplete?: string },
) {
  const { id, value, onChange, type = 'text', autoComplete = 'off' } = props
  const shared = { id, name: id, value, ...described(props) }
  return (
    <Field {...props}>
      {type === 'date' ? (
        <input
          {...shared}
          type="date"
          className="usa-input cb-date"
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <TextInput
          {...shared}
          type={type}
          autoComplete={autoComplete}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

/** Several lines of text. */
export function LongTextField(props: FieldProps & { maxLength: number }) {
  const { id, value, onChange, maxLength } = props
  return (
    <Field {...props}>
      <Textarea
        id={id}
        name={id}
        value={value}
        maxLength={maxLength}
        className="cb-textarea"
        onChange={(event) => onChange(event.target.value)}
        {...described(props)}
      />
    </Field>
  )
}

export type Choice = { readonly code: string; readonly title: string; readonly more?: string }

/** One of a list, as a select. */
export function SelectField(props: FieldProps & { choices: readonly Choice[] }) {
  const { id, value, onChange, choices } = props
  return (
    <Field {...props}>
      <Select
        id={id}
        name={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...described(props)}
      >
        <option value="">Choose one</option>
        {choices.map((choice) => (
          <option key={choice.code} value={choice.code}>
            {choice.title}
          </option>
        ))}
      </Select>
    </Field>
  )
}

/** One of a few, as radio buttons with a legend. */
export function RadioField(props: FieldProps & { choices: readonly Choice[] }) {
  const { id, label, hint, error, value, onChange, choices } = props
  return (
    <FormGroup error={error !== undefined}>
      <fieldset className="usa-fieldset" {...describedBy(props)}>
        <legend className="usa-label" id={id} tabIndex={-1}>
          {label}
        </legend>
        {hint === undefined ? null : (
          <span id={`${id}-hint`} className="usa-hint">
            {hint}
          </span>
        )}
        {error === undefined ? null : <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage>}
        {choices.map((choice) => (
          <Radio
            key={choice.code}
            id={`${id}-${choice.code}`}
            name={id}
            value={choice.code}
            checked={value === choice.code}
            label={choice.title}
            labelDescription={choice.more}
            onChange={() => onChange(choice.code)}
          />
        ))}
      </fieldset>
    </FormGroup>
  )
}
