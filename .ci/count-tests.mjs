// Prints the outcome of a vitest run as one plain line, from its JSON report. Fails when a test failed or none ran.
import { readFileSync } from 'node:fs'

const [, , path = ''] = process.argv
const text = readFileSync(path, 'utf8')
const files = text === '' ? [] : JSON.parse(text).testResults
const tests = files.flatMap(({ assertionResults }) => assertionResults)
const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length
// A file that could not even be read has no tests; it counts as one failure, or it would look like none.
const brokenFiles = files.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
).length
const passed = count('passed')
const failed = count('failed') + brokenFiles
const skipped = count('skipped', 'pending', 'todo', 'disabled')
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
if (failed > 0 || passed === 0) process.exitCode = 1
