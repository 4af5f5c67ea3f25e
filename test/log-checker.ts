import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

// The checker is written in Go on the Go project's own log code; none of ours takes part in its verdict.
const source = fileURLToPath(new URL('../tools/logcheck/main.go', import.meta.url))
const goPath = '/usr/share/gocode'
let built: Promise<string | undefined> | undefined

/** Path of the outside checker of a log, built once; undefined, said aloud, where the machine cannot build it. */
export function buildLogChecker(): Promise<string | undefined> {
  built ??= build()
  return built
}

async function build(): Promise<string | undefined> {
  const packages = ['mod/sumdb/tlog', 'mod/sumdb/note']
  const missing = packages.filter((name) => !existsSync(`${goPath}/src/golang.org/x/${name}`))
  const program = join(await mkdtemp(join(tmpdir(), 'casebound-logcheck-')), 'logcheck')
  const env = {
    ...process.env,
    GO111MODULE: 'off',
    GOPATH: goPath,
    GOCACHE: join(tmpdir(), 'casebound-gocache'),
  }
  try {
    if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}`)
    await promisify(execFile)('go', ['build', '-o', program, source], { env })
    return program
  } catch (error) {
    if (process.env.CI) throw error
    console.warn(
      'The log was NOT checked by an outside program: install golang-go and golang-golang-x-mod-dev.',
    )
    return undefined
  }
}
