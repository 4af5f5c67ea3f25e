import { Alert } from '@trussworks/react-uswds'
import { Link } from 'react-router'
import type { Attempt } from './training-words.ts'

/** An exam marked: what was right, what would have been, and why. */
export function ExamResult({ attempt }: { attempt: Attempt }) {
  const exam = attempt.result?.exam
  if (exam === undefined) return null
  const passed = attempt.result?.passed === true
  return (
    <>
      <Alert type={passed ? 'success' : 'error'} headingLevel="h2" heading={passed ? 'Passed' : 'Not passed'}>
        {exam.right} of {exam.of} are right.
        {exam.neverWrong > 0
          ? ` ${exam.neverWrong} wrong ${exam.neverWrong === 1 ? 'answer concerns' : 'answers concern'} something that must never be done; one is enough to fail.`
          : ''}{' '}
        <Link to={`/training/courses/${attempt.course}`}>What comes next</Link>
      </Alert>
      <ol className="cb-marked">
        {exam.items.map((item, at) => {
          const question = attempt.questions?.[at]
          return (
            <li key={question?.asks} data-right={item.right}>
              <p>
                <strong>{question?.asks}</strong>
              </p>
              <ul>
                {question?.options.map((option, place) => (
                  <li key={option}>
                    {option}
                    {optionMark(item, place)}
                  </li>
                ))}
              </ul>
              <p className="cb-why">
                {item.right ? 'Right. ' : item.never ? 'Wrong, and this must never be done. ' : 'Wrong. '}
                {item.why}
              </p>
            </li>
          )
        })}
      </ol>
    </>
  )
}

type Marked = { chosen: readonly number[]; rightOptions: readonly number[] }

function optionMark({ chosen, rightOptions }: Marked, place: number) {
  const words = [
    ...(chosen.includes(place) ? ['your answer'] : []),
    ...(rightOptions.includes(place) ? ['right'] : []),
  ]
  return words.length === 0 ? null : <span className="cb-tag">{words.join(', ')}</span>
}
