import { matcherContract } from './contract.ts'
import { openScratchMatcher } from './open-scratch-matcher.ts'
import { turnedLayout } from './sample-layout.ts'

matcherContract('WASM on the main thread', (options) => openScratchMatcher({ ...options, threads: 0 }))
matcherContract('WASM on two workers', (options) =>
  openScratchMatcher({ ...options, threads: 2, ownWorkBytes: 0 }),
)
matcherContract('WASM along turned axes', (options) =>
  openScratchMatcher({
    ...options,
    ...{ threads: 2, ownWorkBytes: 0 },
    // The contract tries other dimensions only to see whether they are taken.
    ...(options.dimension === 64 ? { layout: turnedLayout(64) } : {}),
  }),
)
