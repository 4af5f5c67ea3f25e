import { useState } from 'react'
import { api, take } from '../parts/api.ts'
import { LongTextField, RadioField, SelectField, TextField } from '../parts/fields.tsx'
import { type FormProps, pathOf } from './form-props.ts'
import { OversightForm } from './oversight-form.tsx'

const decisions = [
  { code: 'disclosed', title: 'It was disclosed to the prosecutor' },
  { code: 'not-touched', title: 'The case was not touched after all' },
]

/** Records of a case whether the use was disclosed, and what other evidence there was. */
export function CaseForm({ finding, onDone }: FormProps) {
  const [caseNumber, setCaseNumber] = useState(finding.unsettledCases[0] ?? '')
  const [decision, setDecision] = useState('')
  const [to, setTo] = useState('')
  const [on, setOn] = useState('')
  const [words, setWords] = useState('')
  const disclosed = decision === 'disclosed'
  const send = () =>
    take(
      api.POST('/api/oversight/findings/{id}/cases', {
        ...pathOf(finding),
        body: { caseNumber, decision: decision as 'disclosed' | 'not-touched', to, on, words },
      }),
    )
  return (
    <OversightForm name="Settle a case" button="Record it" {...{ send, onDone }}>
      <SelectField
        id="case-number"
        label="Case"
        choices={finding.unsettledCases.map((code) => ({ code, title: code }))}
        value={caseNumber}
        onChange={setCaseNumber}
      />
      <RadioField
        id="case-decision"
        label="What holds"
        choices={decisions}
        value={decision}
        onChange={setDecision}
      />
      {disclosed ? (
        <>
          <TextField id="case-to" label="Disclosed to" value={to} onChange={setTo} />
          <TextField id="case-on" label="Disclosed on" type="date" value={on} onChange={setOn} />
        </>
      ) : null}
      <LongTextField
        id="case-words"
        label={disclosed ? 'What other evidence there was' : 'Why the case was not touched'}
        value={words}
        onChange={setWords}
        maxLength={5_000}
      />
    </OversightForm>
  )
}
