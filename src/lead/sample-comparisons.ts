import type { TicketedMatcher } from '../gallery/index.ts'
import type { House } from './house.ts'

type Compare = () => ReturnType<TicketedMatcher['search']>

/** For tests only: the house with something done around each comparison; underneath is the real matcher. */
export const aroundComparisons = (
  house: House,
  around: (compare: Compare) => ReturnType<Compare>,
): House => ({
  ...house,
  gallery: {
    ...house.gallery,
    hold: (work) =>
      house.gallery.hold((held) =>
        work({
          ...held,
          matcher: {
            ...held.matcher,
            search: (query, options) => around(() => held.matcher.search(query, options)),
          },
        }),
      ),
  },
})
