import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import { Link } from 'react-router'
import { PageHeading } from '../parts/page.tsx'
import { queueQuery } from '../parts/queries.ts'
import { Empty, Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'

/** What waits for this examiner, the longest wait first. */
export function QueuePage() {
  const queue = useQuery({ ...queueQuery, refetchInterval: 30_000 })
  return (
    <>
      <PageHeading title="Examine">Searches that wait for your comparison.</PageHeading>
      <Shown query={queue} what="what waits for you">
        {({ tasks }) => (tasks.length === 0 ? <NothingWaits /> : <Tasks tasks={tasks} />)}
      </Shown>
    </>
  )
}

function NothingWaits() {
  return (
    <Empty title="Nothing waits for you">
      <p>
        When a search is done, it comes here for two examiners, one after the other. You do not see searches
        that you asked for, that you have examined already, or of which you know the ranked list or another
        try.
      </p>
    </Empty>
  )
}

type Task = { searchId: string; position: 1 | 2; waitingSince: string; candidateCount: number }

function Tasks({ tasks }: { tasks: readonly Task[] }) {
  const sorted = [...tasks].sort((one, other) => one.waitingSince.localeCompare(other.waitingSince))
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <thead>
        <tr>
          <th scope="col">Search</th>
          <th scope="col">Waiting since</th>
          <th scope="col">You would be</th>
          <th scope="col" className="cb-right">
            Candidates
          </th>
          <th scope="col">Next</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((task) => (
          <tr key={task.searchId}>
            <th scope="row" data-label="Search">
              <code>{task.searchId.slice(0, 8)}</code>
            </th>
            <td data-label="Waiting since">
              <When at={task.waitingSince} />
            </td>
            <td data-label="You would be">{task.position === 1 ? 'first examiner' : 'second examiner'}</td>
            <td data-label="Candidates" className="cb-right cb-figure">
              {task.candidateCount}
            </td>
            <td data-label="Next">
              <Link to={`/examine/${task.searchId}`}>
                Compare<span className="usa-sr-only"> search {task.searchId.slice(0, 8)}</span>
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
