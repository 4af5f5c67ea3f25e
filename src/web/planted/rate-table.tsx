import { Table } from '@trussworks/react-uswds'
import type { ErrorRate, Planting } from '../parts/api.ts'
import { rateWords } from './planted-words.ts'

type Rates = {
  own: ErrorRate | undefined
  examiners: Planting['examiners'] | undefined
  totals: ErrorRate | undefined
  fewest: number
}

/** The error rates that this person may see. */
export function RateTable({ own, examiners = [], totals, fewest }: Rates) {
  const rows = [
    ...(own ? [{ name: 'You', rate: own }] : []),
    ...examiners.filter(({ rate }) => rate.answers > 0),
    ...(totals ? [{ name: 'All examiners together', rate: totals }] : []),
  ]
  return (
    <section>
      <Table
        bordered={false}
        caption="Answers about planted faces"
        stackedStyle="default"
        className="cb-table"
      >
        <thead>
          <tr>
            <th scope="col">Examiner</th>
            <th scope="col" className="cb-right">
              Answers
            </th>
            <th scope="col" className="cb-right">
              Supported
            </th>
            <th scope="col" className="cb-right">
              Inconclusive
            </th>
            <th scope="col">False support, 95 % interval</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, rate }) => (
            <tr key={name}>
              <th scope="row" data-label="Examiner">
                {name}
              </th>
              <td className="cb-right cb-figure" data-label="Answers">
                {rate.answers}
              </td>
              <td className="cb-right cb-figure" data-label="Supported">
                {rate.supported}
              </td>
              <td className="cb-right cb-figure" data-label="Inconclusive">
                {rate.undecided}
              </td>
              <td className="cb-figure" data-label="False support">
                {rateWords(rate, fewest)}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="cb-soft cb-prose">
        A share is of all answers, those that were inconclusive among them; with under {fewest} answers there
        is none. The faces are drawn by a program: the figures tell how often a stranger is supported among
        such faces. How often the right person is missed they cannot tell, because nobody planted in a list is
        the person sought; planted cases tell that.
      </p>
    </section>
  )
}
