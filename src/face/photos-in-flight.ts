import { availableParallelism } from 'node:os'

/** Photographs in work at once: one for each core, and one more that is being read meanwhile. */
export const photosInFlight = availableParallelism() + 1
