export {
  type Blocklist,
  type BlocklistFormat,
  blocklistFormats,
  writeBlocklist,
} from './blocklist/write-blocklist.ts'
export { mapSchema, readMap, type TableMap } from './formats/read-map.ts'
export type { OversightRefusalCode } from './refusal-code.ts'
export { type ContractStanding, contractOn } from './register/contract-on.ts'
export { builtinRegister, type Register, readRegister } from './register/read-register.ts'
export type { Contract, Service } from './register/register-entry.ts'
export { registerPage } from './register/register-page.ts'
export { type Investigation, readInvestigations, type TouchedCase } from './review/investigations.ts'
export { type Judgement, judgeConduct, ruleOn } from './review/judge-conduct.ts'
export { reviewPage } from './review/review-page.ts'
export {
  type Confidence,
  confidences,
  type DetectionRule,
  detectionRules,
  type SetAsideReason,
  setAsideReasons,
} from './scan/confidence.ts'
export { type Finding, findingsOf } from './scan/findings.ts'
export { type PeopleMap, readPeople } from './scan/people-map.ts'
export { type Scanned, type ScannedFile, type ScanOptions, scanFiles } from './scan/scan-files.ts'
export type { Evidence } from './scan/tally.ts'
