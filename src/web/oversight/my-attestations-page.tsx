import { useQuery } from '@tanstack/react-query'
import { Alert } from '@trussworks/react-uswds'
import type { MyAttestations } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { Empty, Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { AnswerForm } from './answer-form.tsx'
import { DeclarationForm } from './declaration-form.tsx'
import { seenWords } from './finding-words.ts'
import { OversightNav } from './oversight-nav.tsx'
import { myAttestationsQuery } from './oversight-queries.ts'
import './oversight.css'

/** What this person was asked about outside face search, and the yearly declaration. */
export function MyAttestationsPage() {
  const mine = useQuery(myAttestationsQuery)
  return (
    <>
      <OversightNav />
      <PageHeading title="My attestations">
        Questions to you about face search outside this system, and your yearly declaration. An answer goes to
        the record and never changes.
      </PageHeading>
      <Shown query={mine} what="what you were asked" rows={6}>
        {(found) => (
          <>
            {found.suspended ? (
              <Alert type="warning" headingLevel="h2" heading="Your account is suspended">
                An answer is overdue. Nothing else opens until you give it; then everything does at once.
              </Alert>
            ) : null}
            {found.attestations.length === 0 && found.declaration === undefined ? (
              <Empty title="You were asked nothing">
                <p>
                  When a review of the agency’s logs points to your account, what was seen and four questions
                  stand here. The yearly declaration stands here too.
                </p>
              </Empty>
            ) : null}
            <Declaration declaration={found.declaration} />
            {found.attestations.map((one) => (
              <Question key={one.id} one={one} />
            ))}
          </>
        )}
      </Shown>
    </>
  )
}

function Declaration({ declaration }: { declaration: MyAttestations['declaration'] | undefined }) {
  if (declaration === undefined) return null
  const { year, dueOn, given } = declaration
  return (
    <section className="cb-panel" aria-labelledby="declaration-title">
      <h2 id="declaration-title">Declaration {year}</h2>
      {given ? (
        <p>You have given it.</p>
      ) : (
        <>
          <p>Due on {dueOn}.</p>
          <DeclarationForm />
        </>
      )}
    </section>
  )
}

function Question({ one }: { one: MyAttestations['attestations'][number] }) {
  const title = `question-${one.id}`
  return (
    <section className="cb-panel" aria-labelledby={title}>
      <h2 id={title}>
        {one.service}, {seenWords(one)}
      </h2>
      <p>
        The agency’s logs show {one.uses} estimated {one.uses === 1 ? 'use' : 'uses'} with your account (most
        that was seen: {one.confidence}). Asked <When at={one.askedAt} />.
      </p>
      {one.cases.map(({ caseNumber, asks }) => (
        <p key={caseNumber}>
          You worked on <strong>{caseNumber}</strong> then. {asks}
        </p>
      ))}
      {one.answer === undefined ? (
        <>
          <p>
            <strong className={one.overdue ? 'cb-overdue' : ''}>
              {one.overdue ? `Overdue since ${one.dueOn}.` : `Answer by ${one.dueOn}.`}
            </strong>
          </p>
          <AnswerForm id={one.id} />
        </>
      ) : (
        <p>
          You answered{one.answeredAt === undefined ? '' : ` on ${one.answeredAt.slice(0, 10)}`}:{' '}
          {one.answer.used
            ? `used, for ${one.answer.forCase}, on behalf of ${one.answer.onBehalfOf}; it led to: ${one.answer.ledTo}`
            : 'not used'}
          . {one.answer.words}
        </p>
      )}
    </section>
  )
}
