import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import { Link, useSearchParams } from 'react-router'
import { bookingsQuery } from '../parts/queries.ts'
import { Empty, Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { FindForm } from './find-form.tsx'
import { pageWords, readPage } from './page-of.ts'

type Booking = {
  bookingId: string
  bookingNumber: string
  personId: string
  agency: string
  bookedOn: string
  ageAtBooking: number
  enrolledAt: string
  imageUrl: string
}
type Bookings = { bookings: readonly Booking[]; total: number; pageSize: number }

/** Bookings, newest first, in pages; page and search text stand in the address. */
export function BookingsTable() {
  const [params] = useSearchParams()
  const page = readPage(params.get('page'))
  const find = params.get('find') ?? ''
  const bookings = useQuery({ ...bookingsQuery(page, find), placeholderData: keepPreviousData })
  return (
    <section aria-label="Bookings">
      <FindForm key={find} find={find} />
      <Shown query={bookings} what="the bookings" rows={10}>
        {(found) =>
          found.bookings.length === 0 ? (
            <NoBookings find={find} />
          ) : (
            <Found found={found} page={page} find={find} />
          )
        }
      </Shown>
    </section>
  )
}

function NoBookings({ find }: { find: string }) {
  if (find !== '') {
    return (
      <Empty title={`No booking carries “${find}”`}>
        <p>Booking numbers and person numbers are searched, from their beginning or in part.</p>
      </Empty>
    )
  }
  return (
    <Empty title="The gallery is empty">
      <p>Bookings are enrolled at the command line; how is said above.</p>
    </Empty>
  )
}

function Found({ found, page, find }: { found: Bookings; page: number; find: string }) {
  return (
    <>
      <Table fullWidth bordered={false} stackedStyle="default" className="cb-table cb-bookings">
        <thead>
          <tr>
            <th scope="col">Photograph</th>
            <th scope="col">Booking</th>
            <th scope="col">Person</th>
            <th scope="col">Agency</th>
            <th scope="col">Booked on</th>
            <th scope="col" className="cb-right">
              Age then
            </th>
            <th scope="col">Enrolled</th>
          </tr>
        </thead>
        <tbody>
          {found.bookings.map((booking) => (
            <BookingRow key={booking.bookingId} booking={booking} />
          ))}
        </tbody>
      </Table>
      <Pages found={found} page={page} find={find} />
    </>
  )
}

function BookingRow({ booking }: { booking: Booking }) {
  return (
    <tr>
      <td data-label="Photograph">
        <img
          className="cb-thumb"
          src={booking.imageUrl}
          alt={`Booking photograph ${booking.bookingNumber}`}
          width={56}
          height={70}
          loading="lazy"
        />
      </td>
      <th scope="row" data-label="Booking" className="cb-figure">
        {booking.bookingNumber}
      </th>
      <td data-label="Person" className="cb-figure">
        {booking.personId}
      </td>
      <td data-label="Agency">{booking.agency}</td>
      <td data-label="Booked on" className="cb-figure">
        {booking.bookedOn}
      </td>
      <td data-label="Age then" className="cb-right cb-figure">
        {booking.ageAtBooking}
      </td>
      <td data-label="Enrolled">
        <When at={booking.enrolledAt} />
      </td>
    </tr>
  )
}

function Pages({ found, page, find }: { found: Bookings; page: number; find: string }) {
  const last = Math.max(1, Math.ceil(found.total / found.pageSize))
  const to = (wanted: number) => {
    const query = new URLSearchParams({ ...(find === '' ? {} : { find }), page: String(wanted) })
    return `/gallery?${query}`
  }
  return (
    <nav className="cb-pages" aria-label="Pages of bookings">
      {page > 1 ? <Link to={to(page - 1)}>Newer</Link> : <span aria-hidden="true">Newer</span>}
      <span role="status">{pageWords({ page, last, total: found.total })}</span>
      {page < last ? <Link to={to(page + 1)}>Older</Link> : <span aria-hidden="true">Older</span>}
    </nav>
  )
}
