import { register } from 'tsx/esm/api'

register()
await import('./peer-process.ts')
