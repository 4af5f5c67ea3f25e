#!/usr/bin/env node
// Starts the TypeScript source directly; tsx strips the types.
import './without-inlined-wasm.mjs'
import { register } from 'tsx/esm/api'

register()
const { run } = await import('../src/main.ts')
await run(process.argv.slice(2))
