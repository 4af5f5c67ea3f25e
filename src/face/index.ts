export { hideOtherFaces } from './blur-other-faces.ts'
export { cropFace, encodePhoto, encodePhotoLosslessly } from './crop-face.ts'
export { type CompileProgress, ensureDefaultModel } from './ensure-default-model.ts'
export type { Face, FaceBox, Point } from './face.ts'
export { fitPhoto } from './fit-photo.ts'
export { defaultModelName, type ModelInfo } from './model-description.ts'
export { modelDigest } from './model-digest.ts'
export { verifiedModel } from './model-folder.ts'
export { type Added, type Addition, addModel } from './models/add-model.ts'
export { chooseModel, chosenModel } from './models/chosen-model.ts'
export { type KnownModel, knownModels } from './models/known-models.ts'
export { type ListedModel, listModels } from './models/list-models.ts'
export { presetWords } from './models/presets.ts'
export { knownModel, pullModel } from './models/pull-model.ts'
export { refreshModel } from './models/refresh-model.ts'
export {
  type ModelTestReport,
  reportDigest,
  type TestPeople,
  testModelFolder,
} from './models/test-model-folder.ts'
export { type FaceEngine, openFaceEngine } from './open-face-engine.ts'
export type { Photo } from './photo.ts'
export { checkPhotoBytes, photoLimits } from './photo-limits.ts'
export { photosInFlight } from './photos-in-flight.ts'
export type { EyeMarks } from './place-face.ts'
export {
  type QualityMeasure,
  type QualityName,
  type QualityStandard,
  qualityNames,
  type StoredQualityMeasure,
} from './quality/quality-measure.ts'
export type { FaceRefusalCode } from './refusal-code.ts'
export { shrinkPhoto } from './shrink-picture.ts'
export { stripePhoto } from './stripe-photo.ts'
export { type SwitchableEngine, switchableEngine } from './switchable-engine.ts'
export { testModelDir } from './test-model.ts'
export { theOneFace } from './the-one-face.ts'
