import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { api } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { noticesQuery } from '../parts/queries.ts'
import { Empty, Shown } from '../parts/states.tsx'

type Notice = { key: string; words: string; to: string; dueOn?: string; overdue: boolean; seen: boolean }

/** What waits for this person, what is overdue first. */
export function NoticesPage() {
  const query = useQuery(noticesQuery)
  const isNew = useNewOnes(query.data?.notices)
  return (
    <>
      <PageHeading title="Notices">
        What waits for you. It stands here only: nothing of a case is sent by mail. A line goes when what it
        speaks of is done.
      </PageHeading>
      <Shown query={query} what="what waits for you">
        {({ notices }) =>
          notices.length === 0 ? (
            <Empty title="Nothing waits for you">
              <p>
                Examinations that are assigned to you, signatures, decisions, outcomes that you owe, searches
                that came back and questions about outside face search stand here.
              </p>
            </Empty>
          ) : (
            <Notices notices={notices} isNew={isNew} />
          )
        }
      </Shown>
    </>
  )
}

/** Which notices were new when the page was opened; they are marked as seen meanwhile. */
function useNewOnes(notices: readonly Notice[] | undefined): (key: string) => boolean {
  const client = useQueryClient()
  const fresh = useRef(new Set<string>())
  const mark = useMutation({
    mutationFn: (keys: string[]) => api.POST('/api/notices/seen', { body: { keys } }),
    onSuccess: () => client.invalidateQueries({ queryKey: noticesQuery.queryKey }),
  })
  const { mutate } = mark
  useEffect(() => {
    const keys = (notices ?? [])
      .filter(({ seen, key }) => !seen && !fresh.current.has(key))
      .map(({ key }) => key)
    if (keys.length === 0) return
    for (const key of keys) fresh.current.add(key)
    mutate(keys)
  }, [notices, mutate])
  return (key) => fresh.current.has(key)
}

function Notices({ notices, isNew }: { notices: readonly Notice[]; isNew: (key: string) => boolean }) {
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <thead>
        <tr>
          <th scope="col">What waits</th>
          <th scope="col">Due</th>
          <th scope="col">Next</th>
        </tr>
      </thead>
      <tbody>
        {notices.map(({ key, words, to, dueOn, overdue, seen }) => (
          <tr key={key} data-overdue={overdue}>
            <th scope="row" data-label="What waits">
              {!seen || isNew(key) ? <strong className="cb-new">New</strong> : null} {words}
            </th>
            <td data-label="Due" className="cb-figure">
              {dueOn ?? '–'}
              {overdue ? <strong>, overdue</strong> : null}
            </td>
            <td data-label="Next">
              <Link to={to}>
                Open<span className="usa-sr-only">: {words}</span>
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
