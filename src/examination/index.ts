export { type LetteredCandidate, letteredCandidates } from './candidate-order.ts'
export { checkFindings, type Findings, minimumReasonCharacters } from './check-findings.ts'
export {
  agreement,
  type Conclusion,
  type ConclusionChoice,
  conclusionScale,
  conclusions,
  conclusionTitle,
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
export { type Examination, examinationsOf, recordExamination } from './examination-record.ts'
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
export { type Examiner, examinationsRequired, examinerCertificate, mayExamine } from './may-examine.ts'
export type { ExaminationRefusalCode } from './refusal-code.ts'
export { sawAnotherTry } from './saw-another-try.ts'
