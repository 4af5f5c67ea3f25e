export { type Degradation, degradations, isDegradation, pictureWords } from './degrade-photo.ts'
export { type GroupFigures, usualMinGroupPersons } from './group-figures.ts'
export { listLength, type NonMated, type ThresholdPoint } from './identification.ts'
export { type IdentificationFigures, identificationFigures } from './identification-figures.ts'
export { makeTemplates, type Outcomes, type PictureSource } from './make-templates.ts'
export { limitPairs, type Pair, type PairList, readPairs } from './pair.ts'
export { checkApart, limitPictures, type PersonPicture, readPersons } from './person-picture.ts'
export type { EvaluationRefusalCode } from './refusal-code.ts'
export { identificationReport } from './report/identification-report.ts'
export type { ReportFacts } from './report/report-page.ts'
export { makeThumbnails, type Thumbnails } from './report/thumbnails.ts'
export { verificationReport } from './report/verification-report.ts'
export { picturesOf, worstPairs } from './report/worst-pairs.ts'
export {
  galleryKey,
  galleryPicturesOf,
  probeKey,
  probePicturesOf,
  worstSearches,
} from './report/worst-searches.ts'
export type { ValueRow, ValueTable } from './value-table.ts'
export { type VerificationFigures, verificationFigures } from './verification.ts'
