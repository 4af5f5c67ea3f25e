import { matcherContract } from './contract.ts'
import { openScratchMatcher } from './open-scratch-matcher.ts'

matcherContract('WASM on the main thread', (options) => openScratchMatcher({ ...options, threads: 0 }))
matcherContract('WASM on two workers', (options) =>
  openScratchMatcher({ ...options, threads: 2, ownWorkBytes: 0 }),
)
