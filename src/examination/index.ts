export {
  type Analysis,
  type AnalysisDraft,
  analysed,
  analysisOf,
  checkAnalysis,
  notYetAnalysed,
  recordAnalysis,
  type Suitability,
  suitabilities,
} from './analysis.ts'
export {
  type Assignment,
  type AssignmentCause,
  type AwaitedSecond,
  assignmentCauses,
  assignmentsOf,
  awaitedSeconds,
  recordAssignment,
} from './assignment.ts'
export { byLetter, type LetteredCandidate, letteredCandidates } from './candidate-order.ts'
export {
  type CandidateAnswer,
  type CheckedFindings,
  checkFindings,
  type Findings,
  foundIn,
  minimumReasonCharacters,
} from './check-findings.ts'
export { type ComparedFeature, type Comparison, comparedWith } from './compared-with.ts'
export {
  agreement,
  aloneComesTo,
  type CandidateConclusion,
  type Conclusion,
  type ConclusionChoice,
  candidateConclusions,
  conclusionScale,
  conclusions,
  conclusionTitle,
  inConflict,
  isSupport,
  type LeadDecision,
  type SealedConclusion,
} from './conclusion.ts'
export {
  type CopyProposal,
  ownProposals,
  proposalOf,
  proposalsOf,
  recordProposal,
} from './copy-proposal.ts'
export { type DisplayMeans, displayMeans } from './display-means.ts'
export { type Examination, examinationsOf, recordExamination, seatOf } from './examination-record.ts'
export {
  addExaminerRecipe,
  type Bench,
  changeExaminerRecipe,
  type ExaminerRecipe,
  examinerRecipe,
  examinerRecipes,
  removeExaminerRecipe,
} from './examiner-recipe.ts'
export {
  type Feature,
  type FeatureNotes,
  type FeatureRelation,
  features,
  minimumFeaturesCompared,
} from './features.ts'
export { type Look, looksOf, noteLook } from './looked-at.ts'
export {
  type Examiner,
  examinationsRequired,
  examinerCertificate,
  freeToExamine,
  mayCompare,
  mayExamine,
} from './may-examine.ts'
export { mostPins, type Pin } from './pins.ts'
export { type QueuedTask, queueOf } from './queue.ts'
export type { ExaminationRefusalCode } from './refusal-code.ts'
export { freeToBegin, lapsedBy, reservedUntil } from './reservation.ts'
export { sawAnotherTry } from './saw-another-try.ts'
export {
  alreadyExamined,
  knowsAnotherTry,
  notAssigned,
  reservedByAnother,
  withdrawnTask,
} from './task-refusals.ts'
export { inOrderOfAsking, needsSecond, type VerifierChoice } from './verifier-order.ts'
export { recordWithdrawal, type Withdrawal, withdrawalOf } from './withdrawal.ts'
