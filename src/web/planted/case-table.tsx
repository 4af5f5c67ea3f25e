import { Table } from '@trussworks/react-uswds'
import type { CaseRate, Planting } from '../parts/api.ts'
import { shareWords } from './planted-words.ts'

type Rates = {
  own: CaseRate | undefined
  examiners: Planting['examiners'] | undefined
  totals: CaseRate | undefined
  fewest: number
}

/** What sealed planted cases add up to, as far as this person may see it. */
export function CaseTable({ own, examiners = [], totals, fewest }: Rates) {
  const rows = [
    ...(own ? [{ name: 'You', cases: own }] : []),
    ...examiners.filter(({ cases }) => cases.cases + cases.unfit > 0),
    ...(totals ? [{ name: 'All examiners together', cases: totals }] : []),
  ]
  return (
    <section>
      <Table bordered={false} caption="Planted cases" stackedStyle="default" className="cb-table">
        <thead>
          <tr>
            <th scope="col">Examiner</th>
            <th scope="col" className="cb-right">
              Cases
            </th>
            <th scope="col" className="cb-right">
              Person in the list
            </th>
            <th scope="col">Missed, 95 % interval</th>
            <th scope="col">Wrong support, 95 % interval</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cases }) => (
            <tr key={name}>
              <th scope="row" data-label="Examiner">
                {name}
              </th>
              <td className="cb-right cb-figure" data-label="Cases">
                {cases.cases}
              </td>
              <td className="cb-right cb-figure" data-label="Person in the list">
                {cases.mates}
              </td>
              <td className="cb-figure" data-label="Missed">
                {shareWords(cases.missedRate, { count: cases.missed, of: cases.mates, fewest })}
              </td>
              <td className="cb-figure" data-label="Wrong support">
                {shareWords(cases.wrongRate, { count: cases.wrong, of: cases.cases, fewest })}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="cb-soft cb-prose">
        Missed: the person of the still stood in the list and was ruled out, in full or in part. Wrong
        support: somebody else was supported. In one case of three nobody in the list is that person. Doubt
        counts in the whole and is neither error nor success; a still that was found unfit counts nowhere. The
        pictures are drawn by a program: real cameras and real years between two pictures are harder.
      </p>
    </section>
  )
}
