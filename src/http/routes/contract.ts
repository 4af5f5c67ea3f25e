// Every HTTP operation of Casebound, as OpenAPI 3.1; the description is served at /openapi.json.

export {
  accountRoute,
  beginAuthenticatorRoute,
  confirmRoute,
  passwordSignInRoute,
  renewRecoveryCodesRoute,
  seenRoute,
  setPasswordRoute,
  signInWaysRoute,
} from './account-routes.ts'
export {
  approveErasureRoute,
  discloseRoute,
  disclosuresRoute,
  erasuresRoute,
  lookAtEntryRoute,
  proposeErasureRoute,
  withdrawErasureRoute,
} from './archive-routes.ts'
export {
  conflictCandidateRoute,
  conflictProbeRoute,
  conflictRoute,
  conflictsRoute,
  recordResolutionRoute,
  signResolutionRoute,
} from './conflict-routes.ts'
export { dashboardRoute } from './dashboard-routes.ts'
export {
  awaitedRoute,
  decideRoute,
  enterOutsideRoute,
  outsideListRoute,
  outsideRoute,
} from './decision-routes.ts'
export {
  examinationCandidateRoute,
  examinationProbeRoute,
  examinationQueueRoute,
  examinationViewRoute,
  sealAnalysisRoute,
  sealExaminationRoute,
} from './examination-routes.ts'
export {
  addExaminerRecipeRoute,
  changeExaminerRecipeRoute,
  examinerBenchRoute,
  examinerCopyRoute,
  examinerPreviewRoute,
  examinerRecipeImageRoute,
  proposeCopyRoute,
  removeExaminerRecipeRoute,
  replayExaminerRecipeRoute,
  searchedCopyRoute,
  tryProposalRoute,
} from './examiner-bench-routes.ts'
export {
  bookingImageRoute,
  commitGalleryRoute,
  enrolBookingRoute,
  enrolmentRefusalsRoute,
  galleryRoute,
  listBookingsRoute,
} from './gallery-routes.ts'
export {
  countsRoute,
  healthRoute,
  logStateRoute,
  policyRoute,
  publicationRoute,
  sessionRoute,
  signInRoute,
  signOutRoute,
} from './house-routes.ts'
export { addEvidenceRoute, addLineUpRoute, checkLeadRoute, closeInquiryRoute } from './lead-guard-routes.ts'
export {
  getLeadRoute,
  leadBookingImageRoute,
  leadProbeImageRoute,
  leadSheetRoute,
  listLeadsRoute,
  recordOutcomeRoute,
} from './lead-routes.ts'
export { modelsRoute, testModelRoute, useModelRoute } from './model-routes.ts'
export { noticesRoute, seenNoticesRoute } from './notice-routes.ts'
export { listPacketsRoute, packetFileRoute, takePacketRoute } from './packet-routes.ts'
export {
  addPasskeyRoute,
  beginPasskeyConfirmRoute,
  beginPasskeyRoute,
  beginPasskeySignInRoute,
  confirmByPasskeyRoute,
  passkeySignInRoute,
  removePasskeyRoute,
} from './passkey-routes.ts'
export {
  addPersonRoute,
  changeRolesRoute,
  changeUnitRoute,
  closeAccountRoute,
  importPeopleRoute,
  peopleRoute,
  reopenAccountRoute,
  resetFactorsRoute,
  revalidateAccountRoute,
} from './people-routes.ts'
export { plantingRoute, publishPlantedRoute, setPlantingRoute } from './planting-routes.ts'
export {
  acceptPolicyRoute,
  adoptPolicyRoute,
  diffPolicyRoute,
  policyTextRoute,
  proposePolicyRoute,
  replayPolicyRoute,
  versionsRoute,
  withdrawPolicyRoute,
} from './policy-routes.ts'
export { enterPracticeRoute, practiceRoute } from './practice-routes.ts'
export {
  addRecipeRoute,
  anotherTryRoute,
  changeRecipeRoute,
  chooseRecipeRoute,
  deleteRecipeRoute,
  listRecipesRoute,
  placeFaceRoute,
  previewRecipeRoute,
  recipeImageRoute,
  replayRecipeRoute,
} from './preparation-routes.ts'
export { reportFileRoute, reportsRoute } from './report-routes.ts'
export {
  createRequestRoute,
  getRequestRoute,
  listRequestsRoute,
  probeImageRoute,
  putProbeRoute,
  rankedCandidatesRoute,
  reviewRequestRoute,
  saveRequestRoute,
  submitRequestRoute,
} from './request-routes.ts'
export { beginSsoRoute, oidcSignInRoute, samlResponseRoute, samlSignInRoute } from './sso-routes.ts'
export { reassignRoute, waitingSecondsRoute, withdrawRoute } from './supervision-routes.ts'
export {
  attemptPictureRoute,
  attemptRoute,
  beginPartRoute,
  certificatePdfRoute,
  certificateRoute,
  changeCertificateRoute,
  decideImportRoute,
  handInRoute,
  importEvidenceRoute,
  issueCertificateRoute,
  lessonRoute,
  offerCertificateRoute,
  officeRoute,
  readLessonRoute,
  trainingPictureRoute,
  trainingRoute,
} from './training-routes.ts'
