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
export { type Examination, examinationsOf, recordExamination } from './examination-record.ts'
export {
  type Feature,
  type FeatureNotes,
  type FeatureRelation,
  features,
  minimumFeaturesCompared,
} from './features.ts'
export { type Examiner, examinationsRequired, examinerCertificate, mayExamine } from './may-examine.ts'
export type { ExaminationRefusalCode } from './refusal-code.ts'
