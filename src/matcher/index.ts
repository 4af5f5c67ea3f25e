export { type CertificateExpectations, checkCertificate } from './check-certificate.ts'
export { createMatcher } from './create-matcher.ts'
export { createScalarMatcher } from './create-scalar-matcher.ts'
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
export { type MatcherRefusal, matcherLimits } from './refusals.ts'
