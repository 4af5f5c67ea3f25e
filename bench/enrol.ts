import { spawn } from 'node:child_process'
import { copyFileSync, createWriteStream, mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { listPhotos } from './face-photos.ts'
import { fillGallery } from './fill-gallery.ts'
import { readOptions, usual } from './options.ts'
import { note } from './progress.ts'
import { endOnSignals, scratchFolder } from './scratch-folder.ts'
import { median } from './statistics.ts'
import { print, table } from './table.ts'

// Measures `casebound enroll`, the real command in a process of its own: photographs a second, and whether its memory stays flat.

const given = readOptions('npm run bench:enrol -- [options]', {
  values: {
    rows: { value: '20000', says: 'rows of the manifest; pictures repeat under other names' },
    into: { value: '0', says: 'bookings that the gallery holds before, made up; 0 for an empty one' },
    images: { value: '', says: 'folder of other photos; else the synthetic people of tools/synth' },
    data: usual.values.data ?? { value: '', says: '' },
  },
  switches: { json: 'one line of JSON, last', help: 'this text' },
})
/** With fewer rows, threads that start and pages that fill would be taken for growth. */
const leastRows = 5_000
/** Photographs whose bookings the made-up ones are like. */
const seedRows = 40
endOnSignals()
const program = fileURLToPath(new URL('../bin/casebound.mjs', import.meta.url))
const rows = given.count('rows', 20)
const scratch = scratchFolder(given.text('data') || undefined)
const into = given.count('into', 0)
const dataDir = join(scratch, `house-${Date.now()}`)
await casebound('init', '--login', 'bench')
if (into > 0) {
  await enrol({ rows: seedRows, prefix: 'SEED' })
  await fillGallery(dataDir, into)
  // What was made up comes into the template files and the root of the gallery with the next enrolment.
  await enrol({ rows: seedRows, prefix: 'NEXT' })
}
const { seconds, enrolled, memory } = await enrol({ rows, prefix: 'B' })
report()

async function enrol(of: { rows: number; prefix: string }): Promise<Ran> {
  const manifest = await writeManifest(of)
  return casebound('enroll', join(scratch, 'photos'), '--manifest', manifest, '--as', 'bench')
}

/** Every row is another booking of another person; its picture is one of a few, in turn. */
async function writeManifest({ rows, prefix }: { rows: number; prefix: string }): Promise<string> {
  const photos = listPhotos(given.text('images') || undefined, 200)
  mkdirSync(join(scratch, 'photos'), { recursive: true })
  for (const photo of photos) copyFileSync(photo, join(scratch, 'photos', basename(photo)))
  const path = join(scratch, `bookings-${prefix}.csv`)
  const file = createWriteStream(path)
  file.write('file,booking_number,person_id,booked_on,birth_date,sex\n')
  for (let row = 0; row < rows; row++)
    file.write(
      `${basename(photos[row % photos.length] ?? '')},${prefix}-${row},P-${prefix}-${row},2020-01-02,1980-01-02,X\n`,
    )
  await new Promise<void>((resolve) => file.end(resolve))
  return path
}

type Sample = { readonly atMs: number; readonly megabytes: number }
type Ran = { readonly seconds: number; readonly enrolled: number; readonly memory: readonly Sample[] }

/** Runs the real program and looks at its memory four times a second. */
async function casebound(...args: readonly string[]): Promise<Ran> {
  note(`casebound ${args[0]}`)
  const child = spawn(process.execPath, [program, ...args, '--data', dataDir, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const memory: Sample[] = []
  const looking = setInterval(() => {
    const megabytes = residentMegabytes(child.pid ?? 0)
    if (megabytes !== undefined) memory.push({ atMs: performance.now(), megabytes })
  }, 250)
  let out = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  await new Promise((resolve) => child.on('close', resolve))
  clearInterval(looking)
  const answer = JSON.parse(out.trim().split('\n').at(-1) ?? '{}')
  return { seconds: answer.seconds ?? 0, enrolled: answer.enrolled ?? 0, memory }
}

/** Resident memory of a process; undefined where the system does not tell. */
function residentMegabytes(pid: number): number | undefined {
  try {
    const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return found ? Number(found[1]) / 1024 : undefined
  } catch {
    return undefined
  }
}

/** Growth is taken from the second quarter to the last, when every thread has long started. */
function report(): void {
  const last = memory.at(-1)?.atMs ?? 0
  const first = last - seconds * 1000
  const between = (from: number, to: number) =>
    median(
      memory
        .filter(({ atMs }) => atMs >= first + from * (last - first) && atMs <= first + to * (last - first))
        .map(({ megabytes }) => megabytes),
    )
  const [early, late] = [between(0.25, 0.5), between(0.75, 1)]
  const growth = Math.max(0, late - early)
  const figures = {
    ...{ rows, into },
    enrolled,
    photosPerSecond: enrolled / seconds,
    peakMegabytes: Math.max(...memory.map(({ megabytes }) => megabytes)),
    secondQuarterMegabytes: early,
    lastQuarterMegabytes: late,
    ...(rows < leastRows
      ? {}
      : { megabytesAtAMillion: late + (growth / (rows / 2)) * Math.max(0, 1_000_000 - rows) }),
  }
  const lines = Object.entries(figures).map(([name, value]) => [name, value.toFixed(1)])
  print(table([['figure', 'measured'], ...lines]))
  if (given.on('json')) print(JSON.stringify(figures))
}
