export { type CertificateExpectations, checkCertificate } from './check-certificate.ts'
export { createScalarMatcher } from './create-scalar-matcher.ts'
export { innerProduct } from './inner-product.ts'
export type { Comparison } from './key-comparison.ts'
export type { LoadProgress } from './load-segments.ts'
export {
  type FilterName,
  filterNames,
  type Matcher,
  type MatcherOptions,
  type MatcherResult,
  type RankedPerson,
  type SearchCertificate,
  type SearchFilter,
  type SearchOptions,
  type TemplateRow,
} from './matcher.ts'
export { beginMatcher, type OpenOptions, openMatcher, type StoredMatcher } from './open-matcher.ts'
export { type MatcherRefusal, matcherLimits } from './refusals.ts'
export type { Damage } from './segment-folder.ts'
