import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readOptions } from './options.ts'
import { note } from './progress.ts'
import { endOnSignals, scratchFolder } from './scratch-folder.ts'
import { print } from './table.ts'

// What a long log costs: the next start, an entry, verification, publication, and the count by both programs; each in a process of its
// own, with its most memory. See README.md.

const options = readOptions('Grow a long log and measure what it costs.', {
  values: {
    entries: { value: '1000000', says: 'size that the log is grown to' },
    data: { value: '', says: 'folder that keeps the log for the next run; else a temporary one' },
  },
  switches: { json: 'one line of JSON, last', help: 'this text' },
})
const entries = options.count('entries', 10)
endOnSignals()
const folder = scratchFolder(options.text('data') || undefined)
const root = new URL('..', import.meta.url).pathname
const program = join(root, 'bench', 'measure-log.ts')

type Measured = { readonly seconds: number; readonly cpuSeconds: number; readonly peakMiB: number }

/** Runs one part in a process of its own. */
function measure(part: string): Measured {
  note(`${part} …`)
  const said = execFileSync(process.execPath, ['--import', 'tsx', program, part, folder, `${entries}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  const measured = JSON.parse(said.trim().split('\n').at(-1) ?? '')
  if (measured.holds === false) throw new Error(`the log does not hold: ${said}`)
  return measured
}

if (!existsSync(join(folder, 'log', 'checkpoint'))) {
  mkdirSync(folder, { recursive: true })
  measure('grow')
}
const parts = ['verify', 'start', 'publish', 'recount', 'python']
const all = Object.fromEntries(parts.map((part) => [part, measure(part)]))
if (options.on('json')) print(JSON.stringify({ entries, ...all }))
else
  for (const [part, { seconds, cpuSeconds, peakMiB, ...more }] of Object.entries(all)) {
    const rest = Object.keys(more).length === 0 ? '' : `   ${JSON.stringify(more)}`
    print(
      `${part.padEnd(8)} ${seconds.toFixed(1)} s (processor ${cpuSeconds.toFixed(1)} s), ${peakMiB.toFixed(0)} MiB${rest}`,
    )
  }
