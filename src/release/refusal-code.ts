import { Refused, type RefusedDetail } from '../kernel/index.ts'

/** Every expected no of this room. */
export type ReleaseCode =
  | 'RELEASE_ABSENT'
  | 'RELEASE_GONE'
  | 'RELEASE_IN_USE'
  | 'RELEASE_MEMORY_DAMAGED'
  | 'RELEASE_REFUSED'
  | 'RELEASE_TRUSTS_OTHER'

export const refused = (detail: RefusedDetail<ReleaseCode>): Refused<ReleaseCode> => new Refused(detail)

export const notReleased = (reason: string): Refused<ReleaseCode> =>
  refused({
    code: 'RELEASE_REFUSED',
    reason: `Nothing is compared, because the key release gave no leave: ${reason}.`,
    needed: 'Submit the search again. If the log is to blame, stop and tell the auditor.',
  })

export const trustsOther = (what: string, needed: string): Refused<ReleaseCode> =>
  refused({
    code: 'RELEASE_TRUSTS_OTHER',
    reason: `The key release does not trust this log as it is: ${what}.`,
    needed,
  })
