import type {
  ElsewhereRefusalCode,
  NeighbourRefusalCode,
  PlantingRefusalCode,
  WatchRefusalCode,
} from '../lead/index.ts'

export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 423 | 429 | 503

type WatchCode = ElsewhereRefusalCode | NeighbourRefusalCode | PlantingRefusalCode | WatchRefusalCode

/** Statuses of what the watch over the house's own use refuses. */
export const watchStatuses: Readonly<Record<WatchCode, RefusalStatus>> = {
  ALARM_SETTLED: 409,
  ALARM_UNKNOWN: 404,
  ANSWERS_TOO_FEW: 409,
  AREA_INVALID: 422,
  CANARY_KNOWN: 409,
  CANARY_UNFIT: 422,
  ELSEWHERE_INVALID: 422,
  LEAD_WITHHELD: 409,
  NAME_FROM_ELSEWHERE: 403,
  NEIGHBOUR_INVALID: 422,
  PLANTING_INVALID: 422,
  PORTRAIT_INVALID: 422,
  PORTRAIT_UNKNOWN: 404,
  WIRES_INVALID: 422,
}
