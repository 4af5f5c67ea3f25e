import { Alert, Table } from '@trussworks/react-uswds'
import { Link } from 'react-router'
import { type Attempt, shareWords } from './training-words.ts'

const answerWords = {
  same: 'the same person',
  different: 'different persons',
  inconclusive: 'inconclusive',
} as const

/** An exercise marked: two rates with their intervals, and every pair with its truth. */
export function PracticalResult({ attempt }: { attempt: Attempt }) {
  const practical = attempt.result?.practical
  if (practical === undefined) return null
  const passed = attempt.result?.passed === true
  return (
    <>
      <Alert type={passed ? 'success' : 'error'} headingLevel="h2" heading={passed ? 'Passed' : 'Not passed'}>
        <Link to={`/training/courses/${attempt.course}`}>What comes next</Link>
      </Alert>
      <dl className="cb-pairs">
        <dt>Sensitivity: pairs of one person that you supported</dt>
        <dd>{shareWords(practical.sensitivity)}</dd>
        <dt>False positives: pairs of two persons that you supported all the same</dt>
        <dd>{shareWords(practical.falsePositives)}</dd>
        <dt>Inconclusive</dt>
        <dd>{practical.inconclusive}</dd>
      </dl>
      <p className="cb-soft">
        These pictures are drawn by a program. The figures tell care from carelessness; they are no measure of
        how you compare real faces.
      </p>
      <Table fullWidth bordered={false} className="cb-table cb-marked-pairs">
        <thead>
          <tr>
            <th scope="col">Pair</th>
            <th scope="col">Pictures</th>
            <th scope="col">You said</th>
            <th scope="col">It was</th>
          </tr>
        </thead>
        <tbody>
          {attempt.pairs?.map((pair, at) => {
            const item = practical.items[at]
            const truth = item?.same ? 'same' : 'different'
            return (
              <tr key={pair.probe.imageUrl} data-right={item?.answer === truth}>
                <th scope="row">{at + 1}</th>
                <td>
                  <img src={pair.probe.imageUrl} alt={`Probe of pair ${at + 1}`} loading="lazy" />
                  <img src={pair.candidate.imageUrl} alt={`Candidate of pair ${at + 1}`} loading="lazy" />
                </td>
                <td>{answerWords[item?.answer ?? 'inconclusive']}</td>
                <td>{answerWords[truth]}</td>
              </tr>
            )
          })}
        </tbody>
      </Table>
    </>
  )
}
