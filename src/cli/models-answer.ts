import { Refused } from '../kernel/index.ts'

type Work = {
  readonly running: boolean
  readonly done: number
  readonly total: number
  readonly fault?: { readonly code: string; readonly reason: string; readonly needed: string }
}

export type TestReport = {
  readonly modelId: string
  readonly name: string
  readonly answers: { readonly recorded: number; readonly leastSimilarity: number | 'none recorded' }
  readonly people: {
    readonly gallery: number
    readonly probes: number
    readonly unseen: number
    readonly rankOne: number
    readonly rankOneLimit: number
  }
  readonly faults: readonly string[]
  readonly passed: boolean
}

/** What GET /api/models says, as far as the command line shows it. */
export type ModelsAnswer = {
  readonly inUse: { readonly name: string; readonly id: string; readonly tested: boolean }
  readonly models: readonly { readonly folder: string; readonly id?: string }[]
  readonly change?: {
    readonly name: string
    readonly work: Work
    readonly failed: readonly { readonly bookingId: string; readonly code: string; readonly reason: string }[]
  }
  readonly test?: { readonly work: Work; readonly report?: TestReport; readonly logIndex?: number }
}

/** Work in the background that ended with a fault, as what it is: a refusal, or a fault of the program. */
export function refuseFault(work: Work | undefined): void {
  const fault = work?.fault
  if (!fault) return
  if (fault.code === 'FAULT') throw new Error(fault.reason)
  throw new Refused(fault)
}
