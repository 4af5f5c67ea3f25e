// Starts the TypeScript of this thread, as bin/casebound.mjs does for the program.
import { load } from '../../bin/program.mjs'

await load('matcher/scan-worker.ts')
