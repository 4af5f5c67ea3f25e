// Starts the TypeScript of this process, as bin/casebound.mjs does for the program.
import { load } from '../../bin/program.mjs'

await load('ledger/signer-child.ts')
