/** Places in the writer where a test may delay, throw or kill the process. */
export const faultPoints = [
  'afterTake',
  'afterTiles',
  'afterReread',
  'afterSignerMemory',
  'afterSign',
  'afterCommit1',
  'afterWitnesses',
  'afterPublish',
  'afterCommit2',
] as const

export type FaultPoint = (typeof faultPoints)[number]

/** Called when the writer passes a point; awaited. Production passes none. */
export type FaultPoints = (point: FaultPoint) => Promise<void> | void
