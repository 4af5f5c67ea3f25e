export {
  type Certificate,
  certificateById,
  certificateOf,
  certificatesOf,
  daysLeft,
  inDate,
  listCertificates,
  type Standing,
} from './certificates/certificate.ts'
export { type CertificateAct, certificateActs, changeCertificate } from './certificates/change-certificate.ts'
export {
  type CertificateImport,
  decideImport,
  evidenceLimitBytes,
  importEvidence,
  listImports,
  offerCertificate,
} from './certificates/import-certificate.ts'
export { houseIssuer, issueCertificate } from './certificates/issue-certificate.ts'
export { type CertificateDraft, recordCertificate } from './certificates/record-certificate.ts'
export {
  type Course,
  type Covered,
  coverable,
  examLength,
  type Lesson,
  type Question,
} from './content/course.ts'
export { type ExercisePicture, exercisePicture, loadExercise } from './content/exercise.ts'
export type { Block, Span } from './content/lesson-blocks.ts'
export { courseByCode, theCourses } from './content/load-courses.ts'
export { type CredentialIssuer, openIssuer } from './credentials/open-issuer.ts'
export { publishStatus } from './credentials/publish-status.ts'
export { type Attempt, type Part, parts } from './exam/attempt.ts'
export { type CourseState, courseState } from './exam/course-state.ts'
export type { ExamOutcome } from './exam/draw-exam.ts'
export { type PracticalAnswer, type PracticalOutcome, practicalAnswers } from './exam/draw-practical.ts'
export type { PartState } from './exam/part-state.ts'
export { lessonUnknown, markRead } from './exam/read-lesson.ts'
export { type Answers, beginPart, examItems, handIn, ownAttempt, practicalItems } from './exam/take-part.ts'
export type { TrainingRefusalCode } from './refusal-code.ts'
export type { TrainingHouse } from './training-house.ts'
