import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const repoRoot = fileURLToPath(new URL('..', import.meta.url))
const sharedRoot = resolve(repoRoot, process.env.CASEBOUND_SHARED ?? '../shared')
const told = new Set<string>()

/**
 * Path of published test data that is not kept in this repository: below the folder that CASEBOUND_SHARED names,
 * or `shared` beside the checkout. Undefined, with a message, when it is not there, so that a test can be
 * `runIf` its data exist. Throws in CI, where a test that silently did not run would be a lie.
 */
export function sharedPath(...parts: readonly string[]): string | undefined {
  const path = join(sharedRoot, ...parts)
  if (existsSync(path)) return path
  const message = `shared test data missing: ${join(...parts)} (set CASEBOUND_SHARED to the folder that holds it)`
  if (process.env.CI) throw new Error(message)
  if (!told.has(message)) process.stderr.write(`${message}\n`)
  told.add(message)
  return undefined
}
