// Starts the TypeScript of the key release's process: tsx strips the types, as bin/casebound.mjs does for the main program.
import { register } from 'tsx/esm/api'

register()
await import('./release-child.ts')
