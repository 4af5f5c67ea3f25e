import type { ModelTestReport } from '../face/index.ts'
import { Refused } from '../kernel/index.ts'
import type { BackgroundWork, StrangerStudy } from '../lead/index.ts'

/** What GET /api/models says, as far as the command line shows it. */
export type ModelsAnswer = {
  readonly inUse: { readonly name: string; readonly id: string; readonly tested: boolean }
  readonly models: readonly { readonly folder: string; readonly id?: string }[]
  readonly change?: {
    readonly name: string
    readonly work: BackgroundWork
    readonly failed: readonly { readonly bookingId: string; readonly code: string; readonly reason: string }[]
  }
  readonly strangers: { readonly study?: Omit<StrangerStudy, 'n'>; readonly work?: BackgroundWork }
  readonly test?: {
    readonly work: BackgroundWork
    readonly report?: ModelTestReport
    readonly logIndex?: number
  }
}

/** Work in the background that ended with a fault, as what it is: a refusal, or a fault of the program. */
export function refuseFault(work: BackgroundWork | undefined): void {
  const fault = work?.fault
  if (!fault) return
  if (fault.code === 'FAULT') throw new Error(fault.reason)
  throw new Refused(fault)
}
