import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { Link, useNavigate, useParams } from 'react-router'
import { api, take } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { Failed, Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { attemptQuery, trainingQuery } from './training-queries.ts'
import { type Course, type CoursePart, coversInWords, partWords } from './training-words.ts'

/** One course: its lessons, its exam, its exercise, and what was taken before. */
export function CoursePage() {
  const { course: code = '' } = useParams()
  const training = useQuery(trainingQuery)
  return (
    <Shown query={training} what="the course" rows={10}>
      {({ courses }) => {
        const course = courses.find((one) => one.code === code)
        if (course !== undefined) return <CourseParts course={course} />
        return (
          <>
            <PageHeading title="Training" />
            <p>
              There is no course of this name. <Link to="/training">All courses</Link>
            </p>
          </>
        )
      }}
    </Shown>
  )
}

function CourseParts({ course }: { course: Course }) {
  const { exam, practical } = course
  return (
    <>
      <p className="cb-back">
        <Link to="/training">Training</Link>
      </p>
      <PageHeading title={course.title}>{course.summary}</PageHeading>
      <p className="cb-soft">
        About {course.hours} hours · version {course.version} · the certificate covers{' '}
        {coversInWords(course.covers)} and runs {course.validDays} days
      </p>
      {course.certificateId === undefined ? null : (
        <p>
          <Link to={`/training/certificates/${course.certificateId}`}>Your certificate of this course</Link>
        </p>
      )}
      <h2>Lessons</h2>
      <ol className="cb-lessons">
        {course.lessons.map((lesson) => (
          <li key={lesson.code}>
            <Link to={`/training/courses/${course.code}/${lesson.code}`}>{lesson.title}</Link>{' '}
            <span className="cb-soft">{lesson.read ? '✓ read' : 'to be read'}</span>
          </li>
        ))}
      </ol>
      <Part course={course} part="exam" title="Exam" state={exam.state}>
        {exam.questions} questions, drawn for you, {exam.minutes} minutes. {exam.passPercent} % must be right,
        and every question about something that must never be done.
      </Part>
      {practical === undefined ? null : (
        <Part course={course} part="practical" title="Exercise" state={practical.state}>
          {practical.pairs} pairs of synthetic people, {practical.minutes} minutes. At least{' '}
          {practical.leastSupportedSamePercent} % of the pairs of one person must be supported, and at most{' '}
          {practical.mostSupportedDifferent} of those of two.
        </Part>
      )}
      <p className="cb-soft">
        After failing a part, {course.waitHoursAfterFailures.map(waitWords).join(', then ')} must pass; from
        the second failure on the lessons are to be read again.
      </p>
      {course.earned ? (
        <p>Everything is passed. The training officer sees that and issues the certificate.</p>
      ) : null}
      <History course={course} />
    </>
  )
}

const waitWords = (hours: number) => (hours < 48 ? `${hours} hours` : `${hours / 24} days`)

type PartProps = {
  course: Course
  part: 'exam' | 'practical'
  title: string
  state: CoursePart
  children: React.ReactNode
}

function Part({ course, part, title, state, children }: PartProps) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const begin = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/training/courses/{course}/attempts', {
          params: { path: { course: course.code } },
          body: { part },
        }),
      ),
    onSuccess: (attempt) => {
      client.setQueryData(attemptQuery(attempt.id).queryKey, attempt)
      void client.invalidateQueries({ queryKey: trainingQuery.queryKey, exact: true })
      navigate(`/training/attempts/${attempt.id}`)
    },
  })
  const closed = state.is === 'closed' || state.is === 'passed'
  const id = `${part}-state`
  return (
    <section aria-labelledby={`${part}-title`}>
      <h2 id={`${part}-title`}>{title}</h2>
      <p>{children}</p>
      <p id={id}>{partWords(state)}</p>
      <Button
        type="button"
        aria-disabled={closed}
        aria-describedby={id}
        className={closed ? 'usa-button--disabled' : ''}
        onClick={() => (closed || begin.isPending ? undefined : begin.mutate())}
      >
        {state.is === 'running'
          ? `Go on with the ${title.toLowerCase()}`
          : `Begin the ${title.toLowerCase()}`}
      </Button>
      {begin.isError ? <Failed doing={`begin the ${title.toLowerCase()}`} thrown={begin.error} /> : null}
    </section>
  )
}

function History({ course }: { course: Course }) {
  if (course.attempts.length === 0) return null
  return (
    <>
      <h2>Taken before</h2>
      <ul>
        {course.attempts.map(({ id, part, startedAt, passed }) => (
          <li key={id}>
            <Link to={`/training/attempts/${id}`}>
              {part === 'exam' ? 'Exam' : 'Exercise'} of <When at={startedAt} />
            </Link>
            : {passed === undefined ? 'running' : passed ? 'passed' : 'failed'}
          </li>
        ))}
      </ul>
    </>
  )
}
