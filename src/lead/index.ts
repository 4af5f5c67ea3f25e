export {
  type AdoptionRefusalCode,
  acceptPolicy,
  adoptProposal,
  mayAdopt,
  mayPropose,
  openProposals,
  type PolicyProposal,
  proposePolicy,
  withdrawProposal,
} from './adopt-policy.ts'
export { assignVerifier } from './assign-verifier.ts'
export { type AwaitedDecision, awaitedDecisions } from './awaited-decisions.ts'
export { type AwaitedFirst, awaitedFirsts } from './awaited-firsts.ts'
export { type ConditionWords, conditionWords } from './condition-words.ts'
export { type Resolution, resolutionsOf, type Signature } from './conflict-record.ts'
export { type ApprovalRefusalCode, decideApproval } from './decide-approval.ts'
export { type AreaKind, type AreaPlace, areaKinds } from './disguise/area-holds.ts'
export { type Neighbour, signNames } from './disguise/disguise-signs.ts'
export { type NeighbourRefusalCode, neighboursOf, setNeighbour } from './disguise/neighbours.ts'
export { type ServiceArea, serviceArea, setServiceArea } from './disguise/service-area.ts'
export {
  declareElsewhere,
  type ElsewhereDraft,
  type ElsewhereKind,
  type ElsewhereName,
  type ElsewhereRefusalCode,
  elsewhereKinds,
  elsewhereNames,
} from './elsewhere/elsewhere-names.ts'
export { type FinishedWork, finishOpenWork } from './finish-open-work.ts'
export { defaultPack, type Founding, foundHouse, houseFolders, practiceFolder } from './found-house.ts'
export { frozenSearchOf } from './freeze-search.ts'
export { type FrozenCandidate, type FrozenSearch, frozenSearchSchema } from './frozen-search.ts'
export type { House, PolicyInForce } from './house.ts'
export { addKeyRelease, hasKeyRelease, setKeyReleaseAside } from './house-release.ts'
export { closeInquiry, fewestFindingsCharacters, type InquiryStep, inquiryOf } from './inquiry.ts'
export type { PolicyKeeper, PolicyVersion } from './keep-policies.ts'
export {
  type CheckAnswers,
  type CheckPoint,
  checkOf,
  checkPoints,
  type LeadCheck,
  recordCheck,
} from './lead-check.ts'
export {
  type Evidence,
  evidenceKinds,
  evidenceOf,
  type RecordedEvidence,
  recordEvidence,
} from './lead-evidence.ts'
export { type Lead, type LeadRefusalCode, leadById, leadOfSearch, listLeads } from './lead-record.ts'
export type { LeadSheetFacts } from './lead-sheet-facts.ts'
export { beforeAnyArrest, leadSentence, limitsInWords } from './lead-words.ts'
export { fewestFillers, type LineUp, type LineUpDraft, lineUpsOf, recordLineUp } from './line-up.ts'
export { type LoggedListCode, loggedCandidates } from './logged-candidates.ts'
export { fewestStrangers, mostStrangers, type StrangerRefusalCode } from './measure-strangers.ts'
export type {
  BackgroundWork,
  ModelKeeper,
  ModelRefusalCode,
  ModelsStatus,
} from './model-keeper.ts'
export type { Notice, Waiting } from './notice.ts'
export { markSeen, noticesOf } from './notices.ts'
export { onRecord, type RefusalWords, RefusedOnRecord, refusalWords, shortened } from './on-record.ts'
export {
  type ConflictRefusalCode,
  isOneOfTwo,
  maySign,
  type OpenConflict,
  openConflict,
  openConflicts,
  waitsForMeeting,
} from './open-conflict.ts'
export { type HouseOptions, houseAbsent, type OpenHouse, openHouse } from './open-house.ts'
export {
  openScratchHouse,
  type ScratchClock,
  type ScratchHouse,
  type ScratchStaff,
  scratchClock,
} from './open-scratch-house.ts'
export {
  enterOutsideRequest,
  listOutsideRequests,
  type OutsideDraft,
  type OutsideRefusalCode,
  type OutsideRequest,
  outsideRequest,
} from './outside-requests.ts'
export { analyseCase, type SealedCaseAnalysis } from './planted/cases/analyse-case.ts'
export { caseAnalysis } from './planted/cases/case-end.ts'
export { caseFor } from './planted/cases/case-for.ts'
export { caseList } from './planted/cases/case-list.ts'
export { type CaseRate, type CaseRates, caseRate, caseRates } from './planted/cases/case-rates.ts'
export type { PlantedCase } from './planted/cases/case-record.ts'
export { type CaseTruth, unseenTruth } from './planted/cases/case-truth.ts'
export { caseScale, examineCase, type SealedCase } from './planted/cases/examine-case.ts'
export { mayCompareCase, mayTakeCase } from './planted/cases/may-take-case.ts'
export { proposeCaseCopy } from './planted/cases/propose-case-copy.ts'
export { inOrderOfLot } from './planted/draw-planted.ts'
export {
  type ErrorRate,
  type ErrorRates,
  errorRate,
  errorRates,
  fewestAnswers,
} from './planted/error-rates.ts'
export { type ExaminedList, examinedList, lettersWith } from './planted/examined-list.ts'
export { expectPlanting } from './planted/plant-faces.ts'
export { plantedLetters } from './planted/planted-letters.ts'
export { type AnsweredPlanted, answeredIn, type PlantedFace } from './planted/planted-record.ts'
export {
  casesBounds,
  mostPlanted,
  type PlantingRefusalCode,
  type PlantingSetting,
  plantingSetting,
  setPlanting,
} from './planted/planting-setting.ts'
export { fewestExaminers, publishTotals } from './planted/publish-totals.ts'
export { type Outcome as PlantedOutcomeKind, outcomeOf, type PlantedOutcome } from './planted/seal-planted.ts'
export { tasksFor } from './planted/tasks-for.ts'
export { policyOfSearch } from './policy-of-search.ts'
export { practiceDetails } from './practice/practice-desk.ts'
export {
  openPracticeRoom,
  type PracticeRefusalCode,
  type PracticeRoom,
  type PracticeState,
} from './practice/practice-room.ts'
export { analyse, conclude, examine, request, search } from './probe-to-lead.ts'
export { proposeCopy } from './propose-copy.ts'
export { hardMinimumEyeDistancePx, probeWarnings } from './rank-probe.ts'
export {
  type AssignmentRefusalCode,
  assignWhatWaits,
  reassignVerifier,
  type WaitingSecond,
  waitingSeconds,
} from './reassign-verifier.ts'
export { recordedCodeLists } from './record-code-list.ts'
export {
  type Outcome,
  type OutcomeDraft,
  type OutcomeKind,
  outcomeKinds,
  outcomesOf,
  recordOutcome,
} from './record-outcome.ts'
export { offeredPacks, type PackReference, referredPack } from './referred-pack.ts'
export { type Replay, type ReplayedRequest, replayPolicy } from './replay-policy.ts'
export { type RequestSummary, requestSummaries } from './request-summaries.ts'
export { type ResolutionDraft, recordResolution, signResolution } from './resolve-conflict.ts'
export { certificateWords, type Revealed } from './reveal.ts'
export type { SealedAnalysis } from './seal-analysis.ts'
export type { Sealed } from './seal-examination.ts'
export { hasAccepted } from './standing-of.ts'
export { type StrangerStudy, strangerBandWords } from './stranger-words.ts'
export { type SupervisedSearch, supervisedSearches } from './supervised-searches.ts'
export { type Spread, type SupervisionFigures, supervisionFigures } from './supervision-figures.ts'
export { syntheticTestPeople } from './synthetic-test-people.ts'
export { takenUpAs, tryProposal } from './try-proposal.ts'
export { canaryAtHead, isCanary } from './watch/canaries.ts'
export { noteRankView } from './watch/note-rank-view.ts'
export { keepPortraitTemplate, portraitVector } from './watch/portrait-templates.ts'
export { portraitTrips } from './watch/portrait-trips.ts'
export {
  type DutyHours,
  hourIn,
  outsideHours,
  type SettableWire,
  settableWires,
  trippedBySearch,
  type Wire,
  type WireSetting,
  wires,
  wireTitles,
} from './watch/tripwires.ts'
export {
  foundedWith,
  type SetWires,
  stringWires,
  type WatchRefusalCode,
  wireSetting,
} from './watch/wire-setting.ts'
export { isConcluded, withheldBecause } from './watch/withhold-lead.ts'
export { type Ask, type AskedFacts, permit, refusalsTo, whoAsks } from './who-asks.ts'
export { type WithdrawalRefusalCode, withdrawSearch } from './withdraw-search.ts'
