import { useQuery } from '@tanstack/react-query'
import { Navigate, useNavigate, useParams } from 'react-router'
import type { CaseRequest, Policy } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { policyQuery, requestQuery } from '../parts/queries.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { PreparePage } from '../prepare/prepare-page.tsx'
import { useSession } from '../shell/guards.tsx'
import { CaseStep } from './case-step.tsx'
import { FaceStep } from './face-step.tsx'
import { ImageStep } from './image-step.tsx'
import { ReceiptPage } from './receipt-page.tsx'
import { RefusedPage } from './refused-page.tsx'
import { formOf } from './request-form.ts'
import { ReviewStep } from './review-step.tsx'
import type { StepProps } from './step-props.ts'
import { firstOpenStep, type StepSlug, stepBeside, stepNamed } from './steps.ts'
import { useDraft } from './use-draft.ts'
import { WhyStep } from './why-step.tsx'

/** One request: its steps while it is a draft, the refusal or the receipt afterwards. */
export function RequestPage() {
  const { id = '', step } = useParams()
  const request = useQuery({
    ...requestQuery(id),
    // While examiners are at work the receipt follows them.
    refetchInterval: ({ state }) => (state.data?.status === 'searched' ? 20_000 : false),
  })
  const policy = useQuery(policyQuery)
  const agency = useSession().agency.id
  if (request.data !== undefined && policy.data !== undefined) {
    return (
      <Shown
        request={request.data}
        policy={policy.data}
        slug={stepNamed(step)}
        agency={agency}
        prepare={step === 'prepare'}
      />
    )
  }
  const failed = [request, policy].find((query) => query.isError)
  return (
    <>
      <PageHeading title="Request" />
      {failed === undefined ? (
        <Loading what="the request" rows={8} />
      ) : (
        <Failed doing="show the request" thrown={failed.error} again={() => void failed.refetch()} />
      )}
    </>
  )
}

type ShownProps = { request: CaseRequest; policy: Policy; slug: StepSlug | undefined; agency: string }

function Shown({ request, policy, slug, agency, prepare }: ShownProps & { prepare: boolean }) {
  if (request.status === 'searched') return <ReceiptPage request={request} />
  if (prepare) return <PreparePage request={request} />
  if (slug !== undefined) {
    return <Steps key={request.id} request={request} policy={policy} slug={slug} agency={agency} />
  }
  if (request.status === 'refused') return <RefusedPage request={request} />
  const open = firstOpenStep(formOf(request.details, agency), request)
  return <Navigate to={`/requests/${request.id}/${open}`} replace />
}

function Steps({ request, policy, slug, agency }: ShownProps & { slug: StepSlug }) {
  const navigate = useNavigate()
  const draft = useDraft(request, agency)
  const go = () => {
    const next = stepBeside(slug, 1)
    const move = () => navigate(`/requests/${request.id}/${next ?? slug}`)
    // A save that fails is shown by the step, which keeps what was typed.
    void draft.saveNow().then(move, () => undefined)
  }
  return <Step slug={slug} request={request} policy={policy} draft={draft} go={go} />
}

function Step({ slug, ...props }: StepProps & { slug: StepSlug }) {
  switch (slug) {
    case 'case':
      return <CaseStep {...props} />
    case 'why':
      return <WhyStep {...props} />
    case 'image':
      return <ImageStep {...props} />
    case 'face':
      return <FaceStep {...props} />
    case 'review':
      return <ReviewStep {...props} />
  }
}
