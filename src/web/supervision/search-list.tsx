import { Button, Table } from '@trussworks/react-uswds'
import { Link } from 'react-router'
import type { Dashboard } from '../parts/api.ts'
import { hoursWords, sliceWords, standWords } from './dashboard-words.ts'

const shown = 50

type Props = {
  readonly searches: Dashboard['searches']
  readonly slice: string
  readonly onAll: () => void
}

/** The searches behind a figure, each with its places in the log. */
export function SearchList({ searches, slice, onAll }: Props) {
  return (
    <section id="dashboard-searches" aria-labelledby="dashboard-searches-title">
      <h2 id="dashboard-searches-title">Searches {sliceWords(slice)}</h2>
      <p role="status">
        {searches.length.toLocaleString('en-US')} in all
        {searches.length > shown ? `, the newest ${shown} of them here` : ''}.{' '}
        {slice === 'all' ? null : (
          <Button type="button" unstyled onClick={onAll}>
            Show all of the period
          </Button>
        )}
      </p>
      <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
        <thead>
          <tr>
            <th scope="col">Search in the log</th>
            <th scope="col">Week</th>
            <th scope="col">Stands at</th>
            <th scope="col">Took</th>
            <th scope="col">Conclusion in the log</th>
          </tr>
        </thead>
        <tbody>
          {searches.slice(0, shown).map((one) => (
            <tr key={one.logIndex}>
              <th scope="row" data-label="Search in the log">
                <Entry index={one.logIndex} />
              </th>
              <td data-label="Week" className="cb-figure">
                {one.week}
              </td>
              <td data-label="Stands at">
                {standWords[one.stand]}
                {one.disagreed ? ', the two disagreed' : ''}
                {one.outcomeOverdue ? ', outcome overdue' : ''}
              </td>
              <td data-label="Took" className="cb-figure">
                {one.hours === undefined ? '–' : hoursWords(one.hours)}
              </td>
              <td data-label="Conclusion in the log">
                {one.leadLogIndex === undefined ? '–' : <Entry index={one.leadLogIndex} />}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}

/** Leads to the page on which the sealed values of an entry are opened, by whoever may. */
const Entry = ({ index }: { index: number }) => (
  <Link to={`/transparency/disclosures?entry=${index}`} className="cb-figure">
    entry {index}
  </Link>
)
