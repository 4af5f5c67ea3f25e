import type { EntryId, PersonId } from '../kernel/index.ts'
import type { Matcher } from '../matcher/index.ts'
import type { ComparedPicture } from './leave-to-compare.ts'
import type { SearchTicket, TicketOffice } from './search-ticket.ts'

/** The matcher as it stands in a held gallery: it compares for a ticket, and for each once. */
export type TicketedMatcher = Pick<Matcher, 'modelId' | 'dimension' | 'engine' | 'size'> & {
  /** As Matcher.search; refuses TICKET_REFUSED too, and without `picture` where the house has a key release. */
  search(
    query: Parameters<Matcher['search']>[0],
    options: Parameters<Matcher['search']>[1] & {
      readonly ticket: SearchTicket
      readonly picture?: ComparedPicture
    },
  ): ReturnType<Matcher['search']>
  /**
   * For each of these faces of booked persons, the highest similarity that anybody else in the gallery reaches; who that was leaves this
   * room in no form. One ticket of an entry `strangers` serves all of them. Refuses TICKET_REFUSED.
   */
  highestOfOthers(
    faces: readonly StrangersFace[],
    options: { readonly galleryRoot: string; readonly ticket: SearchTicket },
  ): Promise<readonly number[]>
}

/** A face of somebody in the gallery, taken for a stranger's: his own bookings do not count. */
export type StrangersFace = { readonly personId: PersonId; readonly template: Float32Array }

/** The matcher behind its ticket office; whoever holds the gallery gets no other. */
export const ticketed = (
  matcher: Matcher,
  of: { readonly tickets: TicketOffice; readonly galleryEntry: EntryId },
): TicketedMatcher => ({
  modelId: matcher.modelId,
  dimension: matcher.dimension,
  engine: matcher.engine,
  size: () => matcher.size(),
  search: async (query, { ticket, picture, ...options }) => {
    await of.tickets.redeem(ticket, { galleryEntry: of.galleryEntry, purpose: 'search', picture })
    return matcher.search(query, options)
  },
  highestOfOthers: async (faces, { ticket, galleryRoot }) => {
    await of.tickets.redeem(ticket, { galleryEntry: of.galleryEntry, purpose: 'strangers' })
    // Persons are distinct in a list, so that of the two best at most one is the person himself.
    const options = { k: 2, galleryRoot }
    const lists = await matcher.searchMany(
      faces.map(({ template }) => template),
      options,
    )
    return lists.map(({ rows }, at) => {
      const other = rows.find(({ personId }) => personId !== faces[at]?.personId)
      return other?.similarity ?? -1
    })
  },
})
