import { useState } from 'react'
import { LongTextField, SelectField } from '../parts/fields.tsx'
import { PrepareLink } from '../prepare/prepare-link.tsx'
import { focusFirstFault } from './focus-first-fault.ts'
import { PhotoDrop } from './photo-drop.tsx'
import { SaveState, SaveTrouble, StepFrame } from './step-frame.tsx'
import type { StepProps } from './step-props.ts'
import { openIn } from './steps.ts'

/** Step 3: the image, what kind it is and where it comes from. */
export function ImageStep({ request, policy, draft, go }: StepProps) {
  const { form, set, save } = draft
  const [asked, setAsked] = useState(false)
  const onContinue = () => {
    setAsked(true)
    const open = openIn('image', form, request)
    if (Object.keys(open).length === 0) go()
    else focusFirstFault(open)
  }
  const faults = asked ? openIn('image', form, request) : {}
  return (
    <StepFrame
      slug="image"
      question="Which image do you want to search with?"
      id={request.id}
      onContinue={onContinue}
      status={<SaveState save={save} />}
    >
      <SaveTrouble error={save.error} again={onContinue} />
      <SelectField
        id="source"
        label="Kind of image"
        hint={`The kinds that ${policy.title} knows.`}
        error={faults.source}
        value={form.source}
        onChange={set('source')}
        choices={policy.probeSources}
      />
      <SelectField
        id="imageKind"
        label="What does it show?"
        hint="Only a photograph of the person sought can be searched. Left open, it is recorded as not said."
        value={form.imageKind}
        onChange={set('imageKind')}
        choices={policy.imageKinds}
      />
      <LongTextField
        id="howObtained"
        label="How was it obtained?"
        hint="For example: exported from the shop's recorder on 2026-11-20 by the owner, camera 2."
        value={form.howObtained}
        onChange={set('howObtained')}
        maxLength={500}
      />
      <PhotoDrop request={request} fault={faults.photo} />
      {request.probe === undefined ? null : <PrepareLink request={request} />}
    </StepFrame>
  )
}
