import { register } from 'tsx/esm/api'

register()
await import('./oracle-worker.ts')
