import { useState } from 'react'
import { api, take } from '../parts/api.ts'
import { TextField } from '../parts/fields.tsx'
import { type FormProps, pathOf } from './form-props.ts'
import { OversightForm } from './oversight-form.tsx'

/** Asks the person behind a finding. */
export function AskForm({ finding, onDone }: FormProps) {
  const [login, setLogin] = useState('')
  const [days, setDays] = useState('7')
  const send = () =>
    take(
      api.POST('/api/oversight/findings/{id}/ask', {
        ...pathOf(finding),
        body: { login: login.trim(), days: Number(days) },
      }),
    )
  return (
    <OversightForm name="Ask the person" button="Ask" {...{ send, onDone }}>
      <p>
        The person reads the service, the days and the number of uses, not the lines, and says whether it was
        used, for which case, on whose behalf and what it led to. Past the last day the account is suspended
        until the answer is given.
      </p>
      <TextField id="ask-login" label="Account of the person" value={login} onChange={setLogin} />
      <TextField id="ask-days" label="Days to answer in" hint="1 to 30" value={days} onChange={setDays} />
    </OversightForm>
  )
}
