import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { Link, useNavigate, useParams } from 'react-router'
import { api } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { Failed, Shown } from '../parts/states.tsx'
import { Trouble } from '../parts/trouble.ts'
import { Blocks } from './lesson-blocks.tsx'
import { lessonQuery, trainingQuery } from './training-queries.ts'

/** A lesson to read; at its end it is marked as read, and the next one comes. */
export function LessonPage() {
  const { course = '', lesson: code = '' } = useParams()
  const lesson = useQuery(lessonQuery(course, code))
  const training = useQuery(trainingQuery)
  const lessons = training.data?.courses.find((one) => one.code === course)?.lessons ?? []
  const at = lessons.findIndex((one) => one.code === code)
  return (
    <article className="cb-lesson">
      <p className="cb-back">
        <Link to={`/training/courses/${course}`}>Back to the course</Link>
        {at < 0 ? null : ` · lesson ${at + 1} of ${lessons.length}`}
      </p>
      <Shown query={lesson} what="the lesson" rows={12}>
        {({ title, blocks }) => (
          <>
            <PageHeading title={title} />
            <Blocks blocks={blocks} />
            <Finish course={course} lesson={code} next={lessons[at + 1]?.code} />
          </>
        )}
      </Shown>
    </article>
  )
}

function Finish({ course, lesson, next }: { course: string; lesson: string; next: string | undefined }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const finish = useMutation({
    mutationFn: async () => {
      const { response, error } = await api.POST('/api/training/courses/{course}/lessons/{lesson}/read', {
        params: { path: { course, lesson } },
      })
      if (!response.ok) throw new Trouble(response.status, error)
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: trainingQuery.queryKey, exact: true })
      navigate(`/training/courses/${course}${next === undefined ? '' : `/${next}`}`)
      window.scrollTo(0, 0)
    },
  })
  return (
    <div className="cb-finish">
      {finish.isError ? <Failed doing="record that you read this" thrown={finish.error} /> : null}
      <Button type="button" onClick={() => finish.mutate()}>
        {next === undefined ? 'I have read this; back to the course' : 'I have read this; next lesson'}
      </Button>
    </div>
  )
}
