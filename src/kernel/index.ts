export {
  type CanonicalValue,
  canonicalJson,
  canonicalLimits,
  parseProfiledJson,
  profiledJson,
  profileFault,
} from './canonical-json.ts'
export { type Clock, fixedClock, isIsoDate, isoDate, isoWeek, systemClock, yearsBetween } from './clock.ts'
export {
  type AgencyId,
  asId,
  type BookingId,
  type CertificateId,
  type EntryId,
  type ExaminationId,
  fromBase64url,
  type LeadId,
  type ModelId,
  newId,
  type OutcomeId,
  type PersonId,
  type ProposalId,
  type RecipeId,
  type RequestId,
  randomText,
  type SearchId,
  toBase64url,
  type UserId,
} from './ids.ts'
export { assert, must } from './must.ts'
export { type Evidence, isRefused, Refused, type RefusedDetail } from './refused.ts'
export { type Share, share } from './share.ts'
