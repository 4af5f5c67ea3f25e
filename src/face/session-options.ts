import type { InferenceSession } from 'onnxruntime-node'

/** How every network is opened. */
export const sessionOptions = ({ threads }: { threads: number }): InferenceSession.SessionOptions => ({
  intraOpNumThreads: threads,
  graphOptimizationLevel: 'all',
  // An arena keeps the most that any picture ever needed, and grew by a tenth of a gigabyte in a thousand photos.
  enableCpuMemArena: false,
  // A plain background gives numbers so small that a processor needs a hundred times as long for each.
  extra: { session: { set_denormal_as_zero: '1' } },
  logSeverityLevel: 3,
})
