import { register } from 'tsx/esm/api'

register()
await import('./face-api-process.ts')
