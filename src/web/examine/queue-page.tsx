import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import { Link } from 'react-router'
import { PageHeading } from '../parts/page.tsx'
import { conflictsQuery, queueQuery } from '../parts/queries.ts'
import { Empty, Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'

/** What waits for this examiner, the longest wait first. */
export function QueuePage() {
  const queue = useQuery({ ...queueQuery, refetchInterval: 30_000 })
  return (
    <>
      <PageHeading title="Examine">
        Searches that wait for your comparison. A second examination is assigned by the system; nobody chooses
        it.
      </PageHeading>
      <ConflictsOfMine />
      <Shown query={queue} what="what waits for you">
        {({ tasks }) => (tasks.length === 0 ? <NothingWaits /> : <Tasks tasks={tasks} />)}
      </Shown>
    </>
  )
}

/** Whoever is one of two that contradict each other signs what they agree on, on another page. */
function ConflictsOfMine() {
  const found = useQuery(conflictsQuery).data?.conflicts.filter(({ mine }) => mine) ?? []
  if (found.length === 0) return null
  const signs = found.some(({ maySign }) => maySign)
  return (
    <p>
      <Link to="/conflicts">
        {found.length === 1 ? 'Another examiner contradicts' : 'Other examiners contradict'} a conclusion of
        yours
        {signs ? ', and something waits for your signature' : ''}.
      </Link>
    </p>
  )
}

function NothingWaits() {
  return (
    <Empty title="Nothing waits for you">
      <p>
        When a search is done, it is free for a first examination here. When that is sealed, the system
        assigns the second, and whoever is assigned finds it here. You do not see searches that you asked for,
        that you have examined already, or of which you know the ranked list or another try.
      </p>
    </Empty>
  )
}

type Task = {
  searchId: string
  position: 1 | 2
  waitingSince: string
  candidateCount: number
  dueAt?: string
  overdue?: boolean
  reservedUntil?: string
}

function Tasks({ tasks }: { tasks: readonly Task[] }) {
  // What is assigned is due on a day; what is free comes after it.
  const sorted = [...tasks].sort(
    (one, other) =>
      other.position - one.position ||
      (one.dueAt ?? one.waitingSince).localeCompare(other.dueAt ?? other.waitingSince),
  )
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <thead>
        <tr>
          <th scope="col">Search</th>
          <th scope="col">Waiting since</th>
          <th scope="col">For you</th>
          <th scope="col">Due (UTC)</th>
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
            <td data-label="For you">
              {task.position === 2
                ? 'assigned to you, second examination'
                : task.reservedUntil === undefined
                  ? 'free, first examination'
                  : 'begun by you, first examination'}
            </td>
            <td data-label="Due (UTC)">
              <Due task={task} />
            </td>
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

/** A second examination is due; a first one that was begun stays the examiner's for a while. */
function Due({ task: { dueAt, overdue, reservedUntil } }: { task: Task }) {
  if (dueAt !== undefined)
    return (
      <>
        <When at={dueAt} />
        {overdue ? ', overdue' : ''}
      </>
    )
  if (reservedUntil === undefined) return '–'
  return (
    <>
      yours until <When at={reservedUntil} />
    </>
  )
}
