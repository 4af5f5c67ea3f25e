import type { Clock } from '../kernel/index.ts'
import type { Storage } from '../storage/index.ts'

/** What acts on accounts stand on; every house has it. */
export type AccountHouse = { readonly storage: Storage; readonly clock: Clock }
