import { Table } from '@trussworks/react-uswds'
import { Link } from 'react-router'
import type { SealedExamination } from '../parts/api.ts'
import { outcomeWords } from './planted-words.ts'

/** The faces of nobody that stood in the list, told only now that the conclusion is sealed. */
export function PlantedAmong({ planted }: Pick<SealedExamination, 'planted'>) {
  if (planted.length === 0) return null
  return (
    <section>
      <h2>Planted in your list</h2>
      <p className="cb-prose">
        {planted.length === 1
          ? 'One more face stood in your list, and it is nobody’s: a synthetic picture'
          : `${planted.length} more faces stood in your list, and they are nobody’s: synthetic pictures`}{' '}
        that your agency planted to measure how often a stranger is supported. What you said of{' '}
        {planted.length === 1 ? 'it' : 'them'} is kept for that measure and is no part of your conclusion.
      </p>
      <Table bordered={false} caption="What you said of them" className="cb-table">
        <thead>
          <tr>
            <th scope="col">Letter</th>
            <th scope="col">Your answer was</th>
          </tr>
        </thead>
        <tbody>
          {planted.map(({ letter, outcome }) => (
            <tr key={letter}>
              <th scope="row">{letter}</th>
              <td>{outcomeWords[outcome]}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p>
        <Link to="/planted">Your error rate</Link>
      </p>
    </section>
  )
}
