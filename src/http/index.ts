export { createApp } from './app.ts'
export { listen, type Serving } from './serve.ts'
export type { Services } from './services.ts'
export { sameSiteHeader } from './session-guard.ts'
