export { announceAudit, mostInSample } from './audit/announce-audit.ts'
export {
  type Audit,
  auditFor,
  auditsOf,
  type DrawnSearch,
  drawnSearches,
  type FileSays,
  fileSays,
} from './audit/audit-view.ts'
export { auditCounts, checkDrawn, signAudit } from './audit/check-drawn.ts'
export { drawAudit } from './audit/draw-audit.ts'
export {
  type Blocklist,
  type BlocklistFormat,
  blocklistFormats,
  writeBlocklist,
} from './blocklist/write-blocklist.ts'
export { mapSchema, readMap, type TableMap } from './formats/read-map.ts'
export {
  type Attestation,
  type AttestationAnswer,
  answerAttestation,
  attestationsOf,
} from './kept/answer-attestation.ts'
export { askPerson, usualAnswerDays } from './kept/ask-person.ts'
export { type Assessment, assessFinding, assessments } from './kept/assess-finding.ts'
export { conductRulesOf, type RuleDraft, recordConductRule } from './kept/conduct-rules.ts'
export { type ContractDraft, contractStatuses, contractsOf, recordContract } from './kept/contracts.ts'
export { declarationOf, declareUse, openDeclarationRound } from './kept/declarations.ts'
export {
  type ClosingClass,
  closeFinding,
  closingClasses,
  type DismissReason,
  dismissFinding,
  dismissReasons,
} from './kept/end-finding.ts'
export { type FindingState, findingStates } from './kept/finding-state.ts'
export { type FindingStep, findingStepNames } from './kept/finding-steps.ts'
export { evidenceOfFinding, findingFor, type KeptFinding, listFindings } from './kept/finding-view.ts'
export { type KeptReview, keepReview } from './kept/keep-review.ts'
export { oversightNotices } from './kept/oversight-notices.ts'
export { ownServicesOf, servicesOf } from './kept/own-service-entries.ts'
export type { FindingDraft, ReviewDraft } from './kept/review-draft.ts'
export { type DeclarationRound, type RoundView, roundView } from './kept/round-view.ts'
export { type CaseSettlement, casesTouched, settleCase, unsettledCases } from './kept/touched-cases.ts'
export { addMisuseEvidence, closeMisuse, turnHold } from './misuse/follow-misuse.ts'
export {
  type Discipline,
  disciplines,
  type MisuseCase,
  type MisuseClass,
  misuseCaseFor,
  misuseCasesOf,
  misuseClasses,
  misuseStepNames,
} from './misuse/misuse-view.ts'
export { type MisuseSource, misuseSources, openMisuseCase } from './misuse/open-misuse-case.ts'
export type { KeptRefusalCode, OversightRefusalCode } from './refusal-code.ts'
export { type ContractStanding, contractOn } from './register/contract-on.ts'
export { builtinRegister, type Register, readRegister, withServices } from './register/read-register.ts'
export { type Contract, type Service, serviceSchema } from './register/register-entry.ts'
export { registerPage } from './register/register-page.ts'
export { type Investigation, readInvestigations, type TouchedCase } from './review/investigations.ts'
export { type Judgement, judgeConduct, ruleOn } from './review/judge-conduct.ts'
export { reviewPage } from './review/review-page.ts'
export { reviewParts } from './review/review-parts.ts'
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
export { figuresOfUse, type OfficerUse, type UseFigures } from './use/figures-of-use.ts'
export {
  type Alarm,
  type AlarmClass,
  alarmClasses,
  alarmsOf,
  settleAlarm,
  type WireRate,
  wireRates,
} from './watch/alarms.ts'
export { type Canary, type CanaryDraft, canariesOf, plantCanary } from './watch/plant-canary.ts'
export {
  deleteOwnPortrait,
  deletePortrait,
  forgetDeparted,
  mostFigures,
  ownPortrait,
  type Portrait,
  portraitsOf,
  registerFigure,
  registerOwnPortrait,
} from './watch/portraits.ts'
