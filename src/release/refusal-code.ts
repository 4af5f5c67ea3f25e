import { Refused, type RefusedDetail } from '../kernel/index.ts'

/** Every expected no of this room. */
export type ReleaseCode =
  | 'RELEASE_ABSENT'
  | 'RELEASE_GONE'
  | 'RELEASE_IN_USE'
  | 'RELEASE_MEMORY_DAMAGED'
  | 'RELEASE_REFUSED'

export const refused = (detail: RefusedDetail<ReleaseCode>): Refused<ReleaseCode> => new Refused(detail)

export const notReleased = (reason: string): Refused<ReleaseCode> =>
  refused({
    code: 'RELEASE_REFUSED',
    reason: `The key is not released: ${reason}.`,
    needed: 'The proof of a search that was logged just now, and of which this is the image.',
  })
