import { useState } from 'react'
import { type AuditDetail, api, take } from '../parts/api.ts'
import { LongTextField, RadioField } from '../parts/fields.tsx'
import { OversightForm } from './oversight-form.tsx'

type Says = NonNullable<AuditDetail['searches'][number]['check']>['says']
const answers: readonly { code: Says; title: string; more: string }[] = [
  { code: 'yes', title: 'Yes', more: 'Case, crime, purpose and source of the image stand in the file.' },
  { code: 'no', title: 'No', more: 'The file says something else, or there is no such case.' },
  { code: 'could-not-tell', title: 'Could not tell', more: 'The file is missing, closed or silent.' },
]

/** What the case file says of a drawn search, for good. */
export function CheckForm({ audit, searchId }: { audit: AuditDetail; searchId: string }) {
  const [found, setFound] = useState('')
  const [words, setWords] = useState('')
  const send = () =>
    take(
      api.POST('/api/oversight/audits/{id}/checks', {
        params: { path: { id: audit.id } },
        body: { searchId, says: found as Says, words },
      }),
    )
  return (
    <OversightForm name="Record what the file says" button="Record it for good" send={send}>
      <RadioField
        id={`says-${searchId}`}
        label="Does the case file say the same?"
        {...{ choices: answers, value: found, onChange: setFound }}
      />
      <LongTextField
        id={`said-${searchId}`}
        label="What the file says"
        hint="At least 20 characters. The answer is public in the log; these words are not."
        value={words}
        onChange={setWords}
        maxLength={5_000}
      />
    </OversightForm>
  )
}
