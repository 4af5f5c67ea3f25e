#!/usr/bin/env node
import './without-inlined-wasm.mjs'
import { load } from './program.mjs'

const { run } = await load('main.ts', { build: true })
await run(process.argv.slice(2))
