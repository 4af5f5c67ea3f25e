// Starts the TypeScript of this thread, as bin/casebound.mjs does for the program.
import { load } from '../../bin/program.mjs'

// Below the thread that answers requests, which seldom has much to do.
await load('matcher/scan-worker.ts', { niceness: 5 })
