import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import type { GalleryState } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { galleryQuery } from '../parts/queries.ts'
import { Shown } from '../parts/states.tsx'
import { BookingsTable } from './bookings-table.tsx'
import { EnrolmentRefusals } from './enrolment-refusals.tsx'
import { ImportHelp } from './import-help.tsx'
import { Strangers } from './strangers.tsx'

/** The gallery: its committed state, its bookings, and what was refused at enrolment. The address keeps the view. */
export function GalleryPage() {
  const [params] = useSearchParams()
  const refused = params.get('view') === 'refused'
  const gallery = useQuery(galleryQuery)
  return (
    <>
      <PageHeading title="Gallery">The agency's own booking photographs, and nothing else.</PageHeading>
      <Shown query={gallery} what="the state of the gallery" rows={12}>
        {(state) => <State state={state} />}
      </Shown>
      {gallery.isPending ? null : <Lists refused={refused} empty={gallery.data?.bookings === 0} />}
    </>
  )
}

/** What lies below the state; it comes with the state, so that nothing is pushed down by it. */
function Lists({ refused, empty }: { refused: boolean; empty: boolean }) {
  return (
    <>
      <ImportHelp open={empty} />
      {empty ? null : <Strangers />}
      <nav aria-label="Gallery" className="cb-tabs">
        <ul>
          <li>
            <Link to="/gallery" aria-current={refused ? undefined : 'page'}>
              Bookings
            </Link>
          </li>
          <li>
            <Link to="/gallery?view=refused" aria-current={refused ? 'page' : undefined}>
              Refused at enrolment
            </Link>
          </li>
        </ul>
      </nav>
      {refused ? <EnrolmentRefusals /> : <BookingsTable />}
    </>
  )
}

function State({ state }: { state: GalleryState }) {
  const { n, root, logIndex, uncommitted } = state
  return (
    <>
      <dl className="cb-figures">
        <Figure name="Persons" value={state.persons.toLocaleString('en-US')} />
        <Figure name="Bookings" value={state.bookings.toLocaleString('en-US')} />
        <Figure name="Bookings from" value={rangeWords(state)} />
        <Figure name="State" value={n === undefined ? 'not committed yet' : `number ${n}`} />
        <Figure name="In the log" value={logIndex === undefined ? 'not yet' : `entry ${logIndex}`} />
        <Figure name="Face model" value={state.modelName} more={state.modelId} />
      </dl>
      {root === undefined ? null : (
        <p className="cb-root">
          Root of the committed state <code>{root}</code>
        </p>
      )}
      {uncommitted === 0 ? null : (
        <p>
          <strong>{uncommitted.toLocaleString('en-US')}</strong> bookings were enrolled after that state. They
          are searched once they are committed.
        </p>
      )}
    </>
  )
}

function rangeWords({ oldestBooking, newestBooking }: GalleryState): string {
  if (oldestBooking === undefined || newestBooking === undefined) return 'none yet'
  return `${oldestBooking} to ${newestBooking}`
}

function Figure({ name, value, more }: { name: string; value: string; more?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="cb-figure" title={more}>
        {value}
      </dd>
    </div>
  )
}
