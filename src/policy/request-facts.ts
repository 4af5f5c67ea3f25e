import type { CertificateId, UserId } from '../kernel/index.ts'

/**
 * What is known of the requester's training certificate. A date, YYYY-MM-DD, counts whole, the last one too; an instant such
 * as 2026-03-02T12:00:00Z is exact: the certificate stops at it.
 */
export type CertificateFacts = {
  readonly id: CertificateId
  readonly validFrom?: string | undefined
  readonly validTo?: string | undefined
  readonly revoked?: boolean | undefined
}

/**
 * What is known of one search request. An undefined or blank field is unknown, and a rule that needs it refuses.
 * Three fields are different, because leaving them out says something: no `k` is the pack's default, no
 * `narrative` is no reason given (but '' is a blank one), no `emergency` is no emergency.
 */
export type RequestFacts = {
  /** Today, YYYY-MM-DD; decides whether the pack, its rules and the certificate are in date. */
  readonly onDate: string | undefined
  /**
   * The exact instant in UTC, on that day. Where it is not known a certificate must cover the whole day; one that is no
   * instant, or lies on another day, leaves the time unknown.
   */
  readonly at?: string | undefined
  readonly actor: {
    readonly id: UserId
    readonly agency?: string | undefined
    readonly roles?: readonly string[] | undefined
    readonly certificate?: CertificateFacts | undefined
    /** Policy version in force accepted; no rule of the first pack asks for it. */
    readonly policyAccepted?: boolean | undefined
  }
  /** Code of the agency the search is for; compared with the actor's agency without regard to case. */
  readonly onBehalfOf?: string | undefined
  readonly caseNumber?: string | undefined
  /** Crime class code of the pack. */
  readonly crime?: string | undefined
  /** Purpose code of the pack. */
  readonly purpose?: string | undefined
  /** Why this image and this person. */
  readonly narrative?: string | undefined
  /** Probe source class code of the pack. */
  readonly source?: string | undefined
  /** What the requester declares the image to show, by a code of the pack; unknown where nothing was declared. */
  readonly imageKind?: string | undefined
  /** Which try of this picture within the agency this search would be; 1 is the first. */
  readonly tries?: number | undefined
  /** Image taken at a protest, worship, political or press event? */
  readonly protectedActivity?: boolean | undefined
  /** Kind of photographs to be searched; only 'booking' is ever permitted. */
  readonly galleryKind: string | undefined
  readonly emergency?: boolean | undefined
  /** Candidates asked for. */
  readonly k?: number | undefined
}
