import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api, take } from '../parts/api.ts'
import { TextField } from '../parts/fields.tsx'
import { practising } from '../parts/here.ts'
import { requestQuery, requestsQuery } from '../parts/queries.ts'
import { SaveState, SaveTrouble, StepFrame } from './step-frame.tsx'
import type { StepProps } from './step-props.ts'
import { faultsOf } from './steps.ts'

const question = 'Which case is this for?'
const hint = practising
  ? 'No case is needed to practise: go on with this word, or invent a number.'
  : 'The number under which your agency files it. It is sealed in the log: the public sees only that there is one.'

/** Step 1 of a request that does not exist yet: it is made when the case number is known. */
export function NewRequestPage() {
  const [caseNumber, setCaseNumber] = useState(practising ? 'PRACTICE' : '')
  const [fault, setFault] = useState<string>()
  const create = useCreate()
  const go = () => {
    const missing = caseNumber.trim() === '' ? 'Enter the number of the case.' : undefined
    setFault(missing)
    if (missing === undefined) create.mutate(caseNumber.trim())
  }
  return (
    <StepFrame slug="case" question={question} id={undefined} onContinue={go} busy={create.isPending}>
      <SaveTrouble error={create.error} again={go} />
      <TextField
        id="caseNumber"
        label="Case number"
        hint={hint}
        error={fault}
        value={caseNumber}
        onChange={setCaseNumber}
      />
    </StepFrame>
  )
}

function useCreate() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (caseNumber: string) => take(api.POST('/api/requests', { body: { caseNumber } })),
    onSuccess: (request) => {
      client.setQueryData(requestQuery(request.id).queryKey, request)
      void client.invalidateQueries({ queryKey: requestsQuery.queryKey, exact: true })
      navigate(`/requests/${request.id}/why`)
    },
  })
}

/** Step 1 of a request that exists. */
export function CaseStep({ request, draft, go }: StepProps) {
  const [asked, setAsked] = useState(false)
  const faults = asked ? faultsOf('case', draft.form) : {}
  const onContinue = () => {
    setAsked(true)
    if (Object.keys(faultsOf('case', draft.form)).length === 0) go()
  }
  return (
    <StepFrame
      slug="case"
      question={question}
      id={request.id}
      onContinue={onContinue}
      status={<SaveState save={draft.save} />}
    >
      <SaveTrouble error={draft.save.error} again={onContinue} />
      <TextField
        id="caseNumber"
        label="Case number"
        hint={hint}
        error={faults.caseNumber}
        value={draft.form.caseNumber}
        onChange={draft.set('caseNumber')}
      />
    </StepFrame>
  )
}
