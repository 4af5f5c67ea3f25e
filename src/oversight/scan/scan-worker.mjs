// Starts the TypeScript of a worker thread: tsx strips the types, as bin/casebound.mjs does for the main thread.
import { register } from 'tsx/esm/api'

register()
await import('./scan-worker.ts')
