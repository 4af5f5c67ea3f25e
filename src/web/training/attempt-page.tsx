import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { components } from '../api.generated.ts'
import { api, take } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { ExamForm } from './exam-form.tsx'
import { ExamResult } from './exam-result.tsx'
import { PracticalExercise } from './practical-exercise.tsx'
import { PracticalResult } from './practical-result.tsx'
import { attemptQuery, trainingQuery } from './training-queries.ts'
import type { Attempt } from './training-words.ts'
import { forgetAnswers, type Sending } from './use-answers.ts'

/** An exam or an exercise: to be answered, or with its result and explanations. */
export function AttemptPage() {
  const { id = '' } = useParams()
  const attempt = useQuery(attemptQuery(id))
  return (
    <Shown query={attempt} what="the exam" rows={10}>
      {(shown) => <OneAttempt attempt={shown} />}
    </Shown>
  )
}

function OneAttempt({ attempt }: { attempt: Attempt }) {
  const title = attempt.part === 'exam' ? 'Exam' : 'Exercise'
  const sending = useHandIn(attempt)
  if (attempt.result === undefined && !attempt.over && attempt.part === 'practical') {
    return <PracticalExercise attempt={attempt} sending={sending} />
  }
  return (
    <>
      <p className="cb-back">
        <Link to={`/training/courses/${attempt.course}`}>{attempt.courseTitle}</Link>
      </p>
      <PageHeading title={`${title}: ${attempt.courseTitle}`} />
      {attempt.over ? (
        <p>
          The time was over at <When at={attempt.endsAt} /> and nothing was handed in, so it counts as failed.
        </p>
      ) : null}
      {attempt.result?.exam ? <ExamResult attempt={attempt} /> : null}
      {attempt.result?.practical ? <PracticalResult attempt={attempt} /> : null}
      {attempt.result === undefined && !attempt.over ? (
        <ExamForm attempt={attempt} sending={sending} />
      ) : null}
    </>
  )
}

function useHandIn(attempt: Attempt): Sending {
  const client = useQueryClient()
  const { id } = attempt
  const handIn = useMutation({
    mutationFn: (answers: components['schemas']['HandIn']) =>
      take(api.POST('/api/training/attempts/{id}/answers', { params: { path: { id } }, body: answers })),
    onSuccess: (marked) => {
      forgetAnswers(id)
      client.setQueryData(attemptQuery(id).queryKey, marked)
      void client.invalidateQueries({ queryKey: trainingQuery.queryKey, exact: true })
      void client.invalidateQueries({ queryKey: ['session'] })
      window.scrollTo(0, 0)
    },
  })
  return { send: handIn.mutate, pending: handIn.isPending, error: handIn.error }
}
