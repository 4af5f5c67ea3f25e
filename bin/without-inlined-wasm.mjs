import { setFlagsFromString } from 'node:v8'

// The V8 of Node 20 writes calls into WebAssembly into the code around them, and now and then ends the process ("unreachable code")
// when it has to take such code back: seen after some ten thousand calls of the policy engine. Without it, nothing is slower
// that we could measure.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--no-turbo-inline-js-wasm-calls')
