export { anotherTry } from './another-try.ts'
export { attachProbe } from './attach-probe.ts'
export { chosenFace, otherFaces, searchedFace, searchedFaces } from './chosen-face.ts'
export {
  type EarlierCase,
  earlierCasesOfPicture,
  earlierSearchesOfCase,
  plainCaseNumber,
} from './earlier-searches.ts'
export { type IncidentPlace, isNamed, placeWords } from './incident-place.ts'
export { measuredCopy, preparedPhoto, previewCopy, replayCopy } from './make-copy.ts'
export { digestsOf } from './pixel-thread.ts'
export { placeFace } from './place-face.ts'
export { addRecipe, changeRecipe, chooseRecipe, deleteRecipe } from './prepare-probe.ts'
export { type PlacedFace, type Probe, type ProbeFace, probeOf, readProbe } from './probe.ts'
export { copyForDisplay, probeForDisplay } from './probe-for-display.ts'
export { type MadeCopy, type MeasuredCopy, type ProbeRecipe, recipeById, recipesOf } from './probe-recipe.ts'
export {
  countTries,
  nextTry,
  probeHash,
  recordSearchedProbe,
  type SearchedProbe,
  searchedProbeOf,
} from './probe-tries.ts'
export { addRankView, rankViewsSince, sawRanks } from './rank-views.ts'
export type { SearchRefusalCode } from './refusal-code.ts'
export {
  type Candidate,
  candidatesFrom,
  candidatesOf,
  openSearches,
  recordFailure,
  recordIntent,
  recordResult,
  type SearchEnd,
  type SearchRecord,
  searchById,
  searchOfRequest,
  similarityText,
} from './search-record.ts'
export {
  contentSha256,
  createRequest,
  type OrderDetails,
  ownRequest,
  type Pictured,
  type RequestDetails,
  type RequestStatus,
  requestById,
  type SearchRequest,
  saveRequest,
  stillAsSubmitted,
} from './search-request.ts'
export {
  chosenOf,
  embedProbe,
  keepSearchedCopy,
  type SearchedPicture,
  searchedPicture,
} from './searched-picture.ts'
