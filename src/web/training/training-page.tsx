import { useQuery } from '@tanstack/react-query'
import { Alert } from '@trussworks/react-uswds'
import { Link } from 'react-router'
import { PageHeading } from '../parts/page.tsx'
import { Empty, Shown } from '../parts/states.tsx'
import { useSession } from '../shell/guards.tsx'
import { whyNot } from '../shell/menu-items.ts'
import { CertificateTable } from './certificate-table.tsx'
import { PracticeCard } from './practice-card.tsx'
import { trainingQuery } from './training-queries.ts'
import { type Course, coversInWords, nextWords, type OwnCertificate } from './training-words.ts'

/** Courses with progress, and one's certificates. */
export function TrainingPage() {
  const training = useQuery(trainingQuery)
  const session = useSession()
  const office = whyNot(session, 'training-office')
  return (
    <>
      <PageHeading title="Training">
        Nobody searches or examines without a certificate in date. Read, pass the exam, and keep it.
      </PageHeading>
      {office === undefined ? (
        <p>
          <Link to="/training/office">Training office</Link>: what waits for you as a training officer.
        </p>
      ) : null}
      {whyNot(session, 'planted') === undefined ? (
        <p>
          <Link to="/planted">Planted faces</Link>: how often examiners support a face of nobody.
        </p>
      ) : null}
      <Shown query={training} what="the courses">
        {({ courses, certificates }) => (
          <>
            <Reminders certificates={certificates} courses={courses} />
            <h2>Courses</h2>
            <ul className="cb-courses">
              {[...courses]
                .sort((a, b) => Number(b.forYou) - Number(a.forYou))
                .map((course) => (
                  <CourseCard key={course.code} course={course} />
                ))}
            </ul>
            <PracticeCard />
            <h2>Your certificates</h2>
            {certificates.length === 0 ? <NoCertificate /> : <CertificateTable certificates={certificates} />}
            <p>
              <Link to="/training/offer">Offer a certificate from elsewhere</Link>, for example of the FBI or
              of another academy.
            </p>
          </>
        )}
      </Shown>
    </>
  )
}

function Reminders({
  certificates,
  courses,
}: {
  certificates: readonly OwnCertificate[]
  courses: readonly Course[]
}) {
  return certificates
    .filter(({ expiring }) => expiring)
    .map((certificate) => {
      const course = courses.find(({ code }) => code === certificate.course)
      return (
        <Alert
          key={certificate.id}
          type="warning"
          headingLevel="h2"
          heading={`Your certificate ends ${certificate.daysLeft === 0 ? 'today' : `in ${certificate.daysLeft} days`}`}
        >
          {certificate.title}. At that moment {coversInWords(certificate.covers)} ends for you.{' '}
          {course === undefined ? (
            'Ask the training officer how to renew it.'
          ) : (
            <Link to={`/training/courses/${course.code}`}>Renew it now</Link>
          )}
        </Alert>
      )
    })
}

function CourseCard({ course }: { course: Course }) {
  const read = course.lessons.filter((lesson) => lesson.read).length
  return (
    <li>
      <h3>
        <Link to={`/training/courses/${course.code}`}>{course.title}</Link>
        {course.forYou ? <span className="cb-tag">for your role</span> : null}
      </h3>
      <p>{course.summary}</p>
      <p className="cb-progress">
        <progress max={course.lessons.length} value={read} aria-label={`Lessons read of ${course.title}`} />{' '}
        {nextWords(course)}
      </p>
    </li>
  )
}

function NoCertificate() {
  return (
    <Empty title="You have no certificate">
      <p>Begin with the course for your role. What you pass is recorded here, with its dates.</p>
    </Empty>
  )
}
