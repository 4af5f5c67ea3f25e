import { setFlagsFromString } from 'node:v8'

// The V8 of Node 20 writes calls into WebAssembly into the code around them, and now and then ends the process ("unreachable code")
// when it has to take such code back: seen after some ten thousand calls of the policy engine. Without it, nothing is slower
// that we could measure.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--no-turbo-inline-js-wasm-calls')

// Database and policy engine are WebAssembly of many megabytes. Most commands run little of it, once: checking functions that are never
// called, and compiling a second time what soon ends, took a quarter of their time. What runs long is compiled again all the same.
setFlagsFromString('--wasm-lazy-validation')
setFlagsFromString('--wasm-tiering-budget=20000000')
