import { Alert, ErrorMessage, Radio } from '@trussworks/react-uswds'
import { useState } from 'react'
import { Link } from 'react-router'
import { must } from '../../kernel/index.ts'
import type { CaseRequest } from '../parts/api.ts'
import { PrepareLink } from '../prepare/prepare-link.tsx'
import { FacePicture } from './face-picture.tsx'
import { whereIs } from './face-words.ts'
import { MarkEyes } from './mark-eyes.tsx'
import { QualityList } from './quality-list.tsx'
import { SaveState, SaveTrouble, StepFrame } from './step-frame.tsx'
import type { StepProps } from './step-props.ts'
import { chosenFace, searchedPicture } from './steps.ts'
import { useSave } from './use-draft.ts'

/** Step 4: the face to search with. Nobody else in the picture is searched for, shown, or kept in the clear. */
export function FaceStep({ request, draft, go }: StepProps) {
  const pick = useFacePick(request)
  const [asked, setAsked] = useState(false)
  const onContinue = () => {
    setAsked(true)
    if (pick.index !== undefined) go()
  }
  const count = searchedPicture(request)?.faces.length ?? 0
  return (
    <StepFrame
      slug="face"
      question="Which face do you want to search with?"
      id={request.id}
      onContinue={onContinue}
      status={<SaveState save={pick.save} />}
    >
      <SaveTrouble error={pick.save.error ?? draft.save.error} again={onContinue} />
      {request.probe === undefined ? (
        <NoImage id={request.id} />
      ) : count === 0 ? (
        <NoFace request={request} />
      ) : (
        <Faces request={request} pick={pick} missing={asked && pick.index === undefined} />
      )}
    </StepFrame>
  )
}

function useFacePick(request: CaseRequest) {
  const save = useSave(request.id)
  const sending = save.isPending ? save.variables.faceIndex : undefined
  const index = sending ?? chosenFace(request)?.index
  return { index, save, choose: (faceIndex: number) => save.mutate({ faceIndex }) }
}

type FacesProps = {
  request: CaseRequest
  pick: { index: number | undefined; choose: (index: number) => void }
  missing: boolean
}

function Faces({ request, pick, missing }: FacesProps) {
  const probe = must(searchedPicture(request), 'picture that is searched')
  const chosen = probe.faces.find((face) => face.index === pick.index)
  return (
    <div className="cb-faces">
      <FacePicture request={request} chosen={pick.index} onChoose={pick.choose} />
      <div>
        <fieldset className="usa-fieldset">
          <legend className="usa-label">
            {probe.faces.length === 1 ? 'One face was found' : `${probe.faces.length} faces were found`}
          </legend>
          {probe.faces.length > 1 ? (
            <p className="usa-hint">Choose one. Examiners see the other faces blurred.</p>
          ) : null}
          {missing ? <ErrorMessage id="face-error">Choose the face to search with.</ErrorMessage> : null}
          {probe.faces.map((face, at) => (
            <Radio
              key={face.index}
              id={`face-${face.index}`}
              name="face"
              checked={face.index === pick.index}
              onChange={() => pick.choose(face.index)}
              label={`Face ${at + 1}: ${whereIs(face, probe)}, eyes ${Math.round(face.eyeDistancePx)} pixels apart${face.placedByHand === true ? ', marked by hand' : ''}`}
            />
          ))}
        </fieldset>
        {chosen === undefined ? null : (
          <QualityList measures={chosen.quality} warnings={request.qualityWarnings} />
        )}
        <PrepareLink request={request} />
        <details className="cb-mark-more">
          <summary>The face is not among them: mark its eyes by hand</summary>
          <MarkEyes request={request} />
        </details>
      </div>
    </div>
  )
}

function NoImage({ id }: { id: string }) {
  return (
    <Alert type="info" headingLevel="h2" heading="There is no image yet">
      <Link to={`/requests/${id}/image`}>Add the image first.</Link>
    </Alert>
  )
}

function NoFace({ request }: { request: CaseRequest }) {
  return (
    <>
      <Alert type="warning" headingLevel="h2" heading="No face was found in this image">
        What often helps: another frame of the same recording, the original file instead of a screenshot, a
        larger export, or preparing the image.{' '}
        <Link to={`/requests/${request.id}/image`}>Choose another image.</Link> Nothing has been searched or
        recorded.
      </Alert>
      <PrepareLink request={request} />
      <h2>Or mark the eyes by hand</h2>
      <MarkEyes request={request} />
    </>
  )
}
