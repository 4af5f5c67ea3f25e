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
  /** Course it was issued for. */
  readonly course?: string | undefined
}

/** Somebody's yes to one request. It counts when somebody else than the requester gave it, in a role the pack names. */
export type ApprovalFacts = {
  /** Kind of approval, by a code of the pack. */
  readonly kind: string
  readonly by: UserId
  readonly roles: readonly string[]
  /** Day or instant up to which it counts; unknown counts for nothing. */
  readonly validTo: string | undefined
}

/**
 * An order of a court or a warrant; `validTo` is a day or an instant, unknown counts for nothing. Before `validFrom` it does
 * not count either; left out, it has begun.
 */
export type OrderFacts = {
  readonly kind: string
  readonly validFrom?: string | undefined
  readonly validTo: string | undefined
}

/**
 * What is known of one search request. An undefined or blank field is unknown, and a rule that needs it refuses.
 * Four fields are different, because leaving them out says something: no `k` is the pack's default, no
 * `narrative` is no reason given (but '' is a blank one), no `emergency` is no emergency, no `statute` names none.
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
    /** Whether the user accepted the text in force. */
    readonly policyAccepted?: boolean | undefined
  }
  /** Code of the agency the search is for; compared with the actor's agency without regard to case. */
  readonly onBehalfOf?: string | undefined
  /** Whether the other agency's form is filled in whole and signed. */
  readonly outsideFormComplete?: boolean | undefined
  readonly caseNumber?: string | undefined
  /** Whether the case system knows the number. */
  readonly caseFound?: boolean | undefined
  /** Whether the requester said where it happened. */
  readonly incidentPlaceNamed?: boolean | undefined
  /** Crime class code of the pack. */
  readonly crime?: string | undefined
  /** Statute under which the crime falls, as the pack writes it. */
  readonly statute?: string | undefined
  /** Purpose code of the pack. */
  readonly purpose?: string | undefined
  /** Why this image and this person. */
  readonly narrative?: string | undefined
  /** How many of the requester's latest requests for other cases gave the very same narrative. */
  readonly narrativeRepeats?: number | undefined
  /** Probe source class code of the pack. */
  readonly source?: string | undefined
  /** What the requester declares the image to show, by a code of the pack; unknown where nothing was declared. */
  readonly imageKind?: string | undefined
  /** Names of the steps that prepared the copy; none when the original is searched. */
  readonly steps?: readonly string[] | undefined
  /** Whether one face is chosen and every other left out. */
  readonly faceChosen?: boolean | undefined
  /** Which try of this picture within the agency this search would be; 1 is the first. */
  readonly tries?: number | undefined
  /** Image taken at a protest, worship, political or press event? */
  readonly protectedActivity?: boolean | undefined
  /** Kind of photographs to be searched; only 'booking' is ever permitted. */
  readonly galleryKind: string | undefined
  readonly emergency?: boolean | undefined
  /** Whether the search would repeat itself or watch for a person. */
  readonly standing?: boolean | undefined
  /** Candidates asked for. */
  readonly k?: number | undefined
  /** Answers to the questions of the pack, by code. */
  readonly answers?: Readonly<Record<string, boolean>> | undefined
  readonly approvals?: readonly ApprovalFacts[] | undefined
  readonly orders?: readonly OrderFacts[] | undefined
  /** The requester's emergency searches whose approval is overdue. */
  readonly overdueApprovals?: number | undefined
  /** The requester's leads whose outcome is overdue. */
  readonly overdueOutcomes?: number | undefined
  readonly programManagerNamed?: boolean | undefined
}
