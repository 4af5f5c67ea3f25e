// Loads Casebound's TypeScript: from a build of exactly these sources where there is one, and through tsx otherwise. Both run the same
// code; the build starts several times faster. Stack traces name the TypeScript in either case.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { setPriority } from 'node:os'
import { join, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

// The face runtime reports to its maker unless this stands here before it is loaded (src/face/no-telemetry.ts).
process.env.ORT_DISABLE_TELEMETRY = '1'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'src')
const builds = join(root, 'dist', 'program')

/** What is started by itself: the command line, threads and child processes; below src/. */
const entries = [
  'main.ts',
  'face/face-worker.ts',
  'ledger/signer-child.ts',
  'matcher/scan-worker.ts',
  'oversight/scan/scan-worker.ts',
  'release/release-child.ts',
  'search/pixel-worker.ts',
]

/**
 * Loads one of the entries. `build` makes a build first where the sources have changed: for what people start, not for threads.
 * `niceness` lets others go before: Linux takes it for the calling thread alone, other systems for all of the process and so not at all.
 */
export async function load(entry, { build = false, niceness = 0 } = {}) {
  if (niceness > 0 && process.platform === 'linux') setPriority(niceness)
  // A folder that cannot be written, say, is no reason not to run.
  if (build) await ensureBuild().catch(tellDebugger)
  const folder = buildOf()
  if (existsSync(folder)) {
    process.setSourceMapsEnabled(true)
    return import(pathToFileURL(join(folder, entry.replace(/\.ts$/, '.js'))).href)
  }
  const { register } = await import('tsx/esm/api')
  register()
  return import(pathToFileURL(join(source, entry)).href)
}

/** Makes the build of the sources as they are now, unless it is there. */
export async function ensureBuild() {
  const folder = buildOf()
  if (existsSync(folder)) return
  if (process.stderr.isTTY) process.stderr.write('Preparing the program, once after each update …\n')
  const { buildProgram } = await import('./build-program.mjs')
  await buildProgram({ root, folder, entries })
}

const tellDebugger = (error) => {
  if (process.env.CASEBOUND_DEBUG) process.stderr.write(`No build of the program: ${error.message}\n`)
}

/** Where the build of the sources as they are now lies, or would lie. */
function buildOf() {
  const key = createHash('sha256').update(root)
  for (const path of [
    ...sourceFiles(),
    join(root, 'package-lock.json'),
    join(root, 'bin', 'build-program.mjs'),
  ]) {
    const { size, mtimeMs } = statSync(path)
    key.update(`\n${path} ${size} ${mtimeMs}`)
  }
  return join(builds, key.digest('hex').slice(0, 16))
}

/** The code of the program; the web is built by itself, and tests are no part of it. */
function sourceFiles() {
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /(?<!\.test)\.(ts|json)$/.test(file.name))
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => !path.startsWith(join(source, 'web') + sep))
    .sort()
}
