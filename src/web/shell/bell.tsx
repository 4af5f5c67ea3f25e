import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { noticesQuery } from '../parts/queries.ts'

/** How much waits for this person; beside his name, above every page. */
export function Bell() {
  const notices = useQuery(noticesQuery).data
  const waiting = notices?.notices.length ?? 0
  const late = notices?.notices.filter(({ overdue }) => overdue).length ?? 0
  return (
    <Link to="/notices" className="cb-bell" data-late={late > 0}>
      Notices
      {waiting === 0 ? null : (
        <>
          {' '}
          <span className="cb-bell-count" aria-hidden="true">
            {waiting}
          </span>
          <span className="usa-sr-only">
            : {waiting} wait for you{late > 0 ? `, ${late} overdue` : ''}
            {notices !== undefined && notices.unseen > 0 ? `, ${notices.unseen} new` : ''}
          </span>
        </>
      )}
    </Link>
  )
}
