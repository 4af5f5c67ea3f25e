import { useState } from 'react'
import { LongTextField, RadioField, SelectField, TextField } from '../parts/fields.tsx'
import { AuthorityFields } from './authority-fields.tsx'
import { focusFirstFault } from './focus-first-fault.ts'
import { PlaceFields } from './place-fields.tsx'
import { answered, answerTo } from './request-form.ts'
import { SaveState, SaveTrouble, StepFrame } from './step-frame.tsx'
import type { StepProps } from './step-props.ts'
import { type Faults, faultsOf } from './steps.ts'

/** Step 2: what the search is for. What the policy permits is said by the policy, at the review. */
export function WhyStep(props: StepProps) {
  const { request, draft, go } = props
  const [asked, setAsked] = useState(false)
  const onContinue = () => {
    setAsked(true)
    const open = faultsOf('why', draft.form)
    if (Object.keys(open).length === 0) go()
    else focusFirstFault(open)
  }
  const faults = asked ? faultsOf('why', draft.form) : {}
  return (
    <StepFrame
      slug="why"
      question="Why is this search needed?"
      id={request.id}
      onContinue={onContinue}
      status={<SaveState save={draft.save} />}
    >
      <SaveTrouble error={draft.save.error} again={onContinue} />
      <Reasons {...props} faults={faults} />
      <PlaceFields {...props} />
      <OnBehalf {...props} faults={faults} />
      <ProtectedActivity {...props} faults={faults} />
      <PolicyQuestions {...props} faults={faults} />
      <AuthorityFields {...props} faults={faults} />
    </StepFrame>
  )
}

type WithFaults = StepProps & { faults: Faults }

function Reasons({ policy, draft: { form, set }, faults }: WithFaults) {
  return (
    <>
      <SelectField
        id="purpose"
        label="Purpose"
        hint={`The purposes that ${policy.title} knows.`}
        error={faults.purpose}
        value={form.purpose}
        onChange={set('purpose')}
        choices={policy.purposes}
      />
      <SelectField
        id="crime"
        label="Offence"
        hint="The class of the offence becomes public; nothing else of the case does."
        error={faults.crime}
        value={form.crime}
        onChange={set('crime')}
        choices={policy.crimes}
      />
      <LongTextField
        id="narrative"
        label="What happened, in your words"
        hint="Two or three sentences. Sealed in the log; auditors and courts can have it opened."
        error={faults.narrative}
        value={form.narrative}
        onChange={set('narrative')}
        maxLength={2_000}
      />
    </>
  )
}

function OnBehalf({ policy, draft: { form, set }, faults }: WithFaults) {
  return (
    <>
      <RadioField
        id="onBehalf"
        label="For which agency is this search?"
        value={form.onBehalf}
        onChange={set('onBehalf')}
        choices={[
          { code: 'own', title: 'For our own agency' },
          { code: 'other', title: 'For another agency, which asked us' },
        ]}
      />
      {form.onBehalf === 'other' ? (
        <TextField
          id="otherAgency"
          label="Code of the agency that asked"
          hint="Searches for others are recorded as such."
          error={faults.otherAgency}
          value={form.otherAgency}
          onChange={set('otherAgency')}
        />
      ) : null}
      {form.onBehalf === 'other' && policy.outsideForm ? (
        <TextField
          id="outsideRequest"
          label="Number of its request at our desk"
          hint="Its form is entered under Policy, Other agencies; the number stands there."
          error={faults.outsideRequest}
          value={form.outsideRequest}
          onChange={set('outsideRequest')}
        />
      ) : null}
    </>
  )
}

function ProtectedActivity({ draft: { form, set }, faults }: WithFaults) {
  return (
    <RadioField
      id="protectedActivity"
      label="Was the person taking part in a protest, worship, the press or another protected activity?"
      hint="Answer for the moment when the image was taken. The answer is recorded."
      error={faults.protectedActivity}
      value={form.protectedActivity}
      onChange={set('protectedActivity')}
      choices={[
        { code: 'no', title: 'No' },
        { code: 'yes', title: 'Yes' },
      ]}
    />
  )
}

/** What the policy in force asks of every requester, in its own words. */
function PolicyQuestions({ policy, draft: { form, set } }: WithFaults) {
  return policy.questions.map(({ code, title }) => (
    <RadioField
      key={code}
      id={`question-${code}`}
      label={title}
      hint={`Asked by ${policy.title}. The answer is recorded; without one the policy refuses.`}
      value={answerTo(form.answers, code)}
      onChange={(answer) => set('answers')(answered(form.answers, code, answer))}
      choices={[
        { code: 'yes', title: 'Yes' },
        { code: 'no', title: 'No' },
      ]}
    />
  ))
}
