import type { Lead } from '../parts/api.ts'
import { here } from '../parts/here.ts'

/** Probe and, for a lead, the booking photograph, on neutral grey. */
export function LeadPictures({ lead }: { lead: Lead }) {
  return (
    <div className="cb-light-box cb-lead-pictures">
      <figure>
        <img src={here(lead.probeImageUrl)} alt={`Probe, case ${lead.caseNumber}`} />
        <figcaption>Probe, case {lead.caseNumber}</figcaption>
      </figure>
      {lead.bookingImageUrl === undefined || lead.person === undefined ? null : (
        <figure>
          <img src={here(lead.bookingImageUrl)} alt={`Booking photograph ${lead.person.bookingNumber}`} />
          <figcaption>
            Booking {lead.person.bookingNumber}, {lead.person.bookedOn}. Striped: it surfaced in a search and
            is never shown to a witness.
          </figcaption>
        </figure>
      )}
    </div>
  )
}
