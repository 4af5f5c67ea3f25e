export {
  attachProbe,
  chosenFace,
  embedProbe,
  type Probe,
  type ProbeFace,
  probeForDisplay,
  probeOf,
  readProbe,
} from './probe.ts'
export type { SearchRefusalCode } from './refusal-code.ts'
export {
  type Candidate,
  candidatesFrom,
  candidatesOf,
  noteRankView,
  openSearches,
  recordFailure,
  recordIntent,
  recordResult,
  type SearchEnd,
  type SearchRecord,
  sawRanks,
  searchById,
  searchesWithResult,
  searchOfRequest,
  similarityText,
} from './search-record.ts'
export {
  createRequest,
  listRequests,
  ownRequest,
  type RequestDetails,
  type RequestStatus,
  requestById,
  type SearchRequest,
  saveRequest,
  stillAsSubmitted,
} from './search-request.ts'
