import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { runCli, type Wiring } from './cli/index.ts'
import { systemClock } from './kernel/index.ts'
import type { HouseOptions, LeadSheetFacts } from './lead/index.ts'
import { webFolder } from './web-folder.ts'

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const { version }: { version: string } = JSON.parse(readFileSync(root('package.json'), 'utf8'))

/** Faults go to standard error as JSON: a reference, the path and the stack; never a body, a name or an image. */
const log = pino({ level: process.env.CASEBOUND_LOG_LEVEL ?? 'info' }, pino.destination(2))

// Rooms are entered when they are needed: most commands need few, and start at once.
const renderLeadSheet = async (facts: LeadSheetFacts) =>
  (await import('./reports/index.ts')).writeLeadSheet(facts)

/** Named in src/web/transparency/vite.config.ts. */
const publicScript = 'check.js'

/** Where the agency publishes what others check its certificates with. */
const publicUrl = process.env.CASEBOUND_PUBLIC_URL

const peopleDir = root('tools/synth/people')

async function open(options: Pick<HouseOptions, 'dataDir' | 'databaseUrl' | 'onLoad' | 'faceThreads'>) {
  const [{ openHouse }, { codeList }] = await Promise.all([
    import('./lead/index.ts'),
    import('./reports/index.ts'),
  ])
  const parts = { clock: systemClock, renderLeadSheet, codeList, testPeopleDir: peopleDir, publicUrl }
  return openHouse({ ...options, ...parts })
}

const wiring: Wiring = {
  version,
  openHouse: open,
  openPractice: async (dataDir) => {
    const { openPracticeRoom, practiceFolder } = await import('./lead/index.ts')
    return openPracticeRoom({
      ...{ dataDir: practiceFolder(dataDir), peopleDir, clock: systemClock },
      open: (folder) => open({ dataDir: folder, faceThreads: 1 }),
      report: (error) => log.error({ err: error }, 'the practice gallery could not be prepared'),
    })
  },
  createFetch: async (open, { webDir, publicUrl: said, practice }) => {
    const { createApp } = await import('./http/index.ts')
    const app = createApp({
      house: open.house,
      logDir: open.logDir,
      webDir,
      version,
      practice,
      publicUrl: said ?? publicUrl,
      report: ({ reference, path, error }) => log.error({ reference, path, err: error }, 'fault'),
    })
    return (request, connection) => app.fetch(request, connection)
  },
  listen: async (door) => (await import('./http/index.ts')).listen(door),
  webFolder: (onBuild) =>
    webFolder({ source: root('src/web'), built: root('dist/web'), file: 'index.html', onBuild }),
  publicPage: {
    scriptFolder: (onBuild) =>
      webFolder({
        source: root('src/web/transparency'),
        built: root('dist/transparency'),
        file: publicScript,
        onBuild,
      }),
    script: publicScript,
    rule: root('docs/recount.md'),
    recounter: root('tools/recount.py'),
  },
  demoPeopleDir: peopleDir,
}

/** Runs one command line and ends the process with its exit code. */
export async function run(argv: readonly string[]): Promise<void> {
  process.exitCode = await runCli(argv, wiring)
}
