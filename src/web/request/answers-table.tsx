import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { FacePicture } from './face-picture.tsx'
import { wholeOrders } from './order-fields.ts'
import { answerTo } from './request-form.ts'
import type { StepProps } from './step-props.ts'
import { chosenFace, chosenRecipe, openIn, type StepSlug } from './steps.ts'
import { titleOf } from './title-of.ts'

/** Every answer with a way to change it; an open one says so. */
export function AnswersTable(props: StepProps) {
  const { request, policy, draft } = props
  const { form } = draft
  const face = chosenFace(request)
  return (
    <section aria-label="Your answers">
      <dl className="cb-answers">
        <Answer {...props} slug="case" name="Case number" value={form.caseNumber} />
        <Answer {...props} slug="why" name="Purpose" value={titleOf(policy.purposes, form.purpose)} />
        <Answer {...props} slug="why" name="Offence" value={titleOf(policy.crimes, form.crime)} />
        <Answer {...props} slug="why" name="What happened" value={form.narrative} optional />
        <Answer {...props} slug="why" name="Where it happened" value={placeWords(form)} optional />
        <Answer {...props} slug="why" name="For" value={agencyWords(props)} />
        <Answer {...props} slug="why" name="Protected activity" value={form.protectedActivity} />
        {policy.questions.map(({ code, title }) => (
          <Answer {...props} key={code} slug="why" name={title} value={answerTo(form.answers, code)} />
        ))}
        <AuthorityAnswers {...props} />
        <Answer
          {...props}
          slug="image"
          name="Kind of image"
          value={titleOf(policy.probeSources, form.source)}
        />
        <Answer {...props} slug="image" name="How obtained" value={form.howObtained} optional />
        <Answer
          {...props}
          slug="image"
          name="What it shows"
          value={titleOf(policy.imageKinds, form.imageKind)}
          optional
        />
        <Answer {...props} slug="prepare" name="Searched picture" value={pictureWords(request)} />
        <Answer
          {...props}
          slug="face"
          name="Face"
          value={face === undefined ? '' : `eyes ${Math.round(face.eyeDistancePx)} pixels apart`}
        />
      </dl>
      {request.probe === undefined ? null : (
        <FacePicture request={request} chosen={face?.index} size="small" />
      )}
    </section>
  )
}

/** What the request stands on beside the case; what was not given stands here too, as such. */
function AuthorityAnswers(props: StepProps) {
  const { policy, draft } = props
  const { emergency, statute, orders, candidateLimit } = draft.form
  return (
    <>
      {policy.emergencies ? (
        <Answer {...props} slug="why" name="Emergency" value={emergency} optional />
      ) : null}
      <Answer {...props} slug="why" name="Statute" value={statute} optional />
      {policy.orderKinds.map(({ code, title }) => (
        <Answer {...props} key={code} slug="why" name={title} value={orderWords(orders, code)} optional />
      ))}
      <Answer
        {...props}
        slug="why"
        name="Most candidates"
        value={candidateLimit === '' ? String(policy.candidatesDefault) : candidateLimit}
        optional
      />
    </>
  )
}

function orderWords(orders: string, kind: string): string {
  return wholeOrders(orders)
    .filter((order) => order.kind === kind)
    .map(({ number, issuedBy, issuedOn, validTo }) => `${number}, ${issuedBy}, ${issuedOn} to ${validTo}`)
    .join('; ')
}

function placeWords({ municipality, county, state, postalCode }: StepProps['draft']['form']): string {
  const last = [state, postalCode].filter((part) => part !== '').join(' ')
  return [municipality, county, last].filter((part) => part !== '').join(', ')
}

function agencyWords({ draft: { form } }: StepProps): string {
  if (form.onBehalf !== 'other') return 'our own agency'
  return form.outsideRequest === '' ? form.otherAgency : `${form.otherAgency}, request ${form.outsideRequest}`
}

function pictureWords(request: StepProps['request']): string {
  const recipe = chosenRecipe(request)
  return recipe === undefined
    ? 'the original as it came'
    : `${recipe.title}: ${recipe.words.length === 0 ? 'no steps' : recipe.words.join(' · ')}`
}

type AnswerProps = StepProps & { slug: StepSlug | 'prepare'; name: string; value: string; optional?: boolean }

function Answer({ request, draft, slug, name, value, optional = false }: AnswerProps) {
  const open = slug !== 'prepare' && Object.keys(openIn(slug, draft.form, request)).length > 0
  const words: ReactNode =
    value === '' ? optional || !open ? 'not given' : <strong>not answered yet</strong> : value
  return (
    <div>
      <dt>{name}</dt>
      <dd>{words}</dd>
      <dd className="cb-change">
        <Link to={`/requests/${request.id}/${slug}`}>
          Change<span className="usa-sr-only"> {name.toLowerCase()}</span>
        </Link>
      </dd>
    </div>
  )
}
