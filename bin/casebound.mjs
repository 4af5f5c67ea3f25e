#!/usr/bin/env node
import './wasm-flags.mjs'
import { load } from './program.mjs'

const { run } = await load('main.ts', { build: true })
await run(process.argv.slice(2))
