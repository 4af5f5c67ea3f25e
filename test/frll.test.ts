import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casebound, lendModel, startServer, stop } from './run-casebound.ts'
import { sharedPath } from './shared-data.ts'

// Tried on real faces: consented portraits, kept outside the repository. Neutral ones are enrolled, smiling ones searched.

const folder = sharedPath('data', 'frll-dev')
const portraits = folder ?? ''
type Portrait = { file: string; person: string; role: string; age: string; sex: string }
type Answer = {
  search: { candidates: { personId: string }[]; logIndex: number; exact: boolean }
  log: { verified: boolean }
}

let workDir = ''
let dataDir = ''

beforeAll(async () => {
  workDir = await mkdtemp(join(tmpdir(), 'casebound-frll-'))
  dataDir = join(workDir, 'data')
  if (folder) await lendModel(dataDir)
})
afterAll(() => rm(workDir, { recursive: true, force: true }))

async function manifest(): Promise<readonly Portrait[]> {
  const [, ...lines] = (await readFile(join(portraits, 'manifest.csv'), 'utf8')).trim().split('\n')
  return lines.map((line) => {
    const [file = '', person = '', role = '', age = '', sex = ''] = line.split(',')
    return { file, person, role, age, sex }
  })
}

/** One participant gave no age; all were adults (DeBruine and Jones 2017). */
const years = (age: string): string => (/^\d+$/.test(age) ? age : '30')

test.runIf(folder !== undefined)(
  'at least 50 of 51 smiling portraits find their neutral one at rank 1, each search in the log',
  async () => {
    const all = await manifest()
    const gallery = all.filter(({ role }) => role === 'gallery')
    const probes = all.filter(({ role }) => role === 'probe')
    const rows = gallery.map(
      ({ file, person, age, sex }) =>
        `${file},19-${person.padStart(6, '0')},P-${person},2019-06-01,${years(age)},${sex === 'male' ? 'M' : 'F'}`,
    )
    const bookings = join(workDir, 'bookings.csv')
    await writeFile(
      bookings,
      ['file,booking_number,person_id,booked_on,age_at_booking,sex', ...rows].join('\n'),
    )

    expect((await casebound(['init', '--data', dataDir, '--json'])).code).toBe(0)
    const enrolled = await casebound([
      'enroll',
      portraits,
      '--manifest',
      bookings,
      '--data',
      dataDir,
      '--json',
    ])
    expect(enrolled.json).toMatchObject({ enrolled: 51, refused: [] })

    const { child } = await startServer(dataDir)
    const indices = new Set<number>()
    let firsts = 0
    try {
      for (const probe of probes) {
        const ran = await casebound([
          ...['search', join(portraits, probe.file), '--case', `24-${probe.person}`, '--crime', 'robbery'],
          ...['--purpose', 'investigate-crime', '--source', 'private-cctv', '--data', dataDir, '--json'],
        ])
        const { search, log } = ran.json as Answer
        expect(search.exact && log.verified, ran.err).toBe(true)
        indices.add(search.logIndex)
        if (search.candidates[0]?.personId === `P-${probe.person}`) firsts++
      }
    } finally {
      await stop(child)
    }
    expect(firsts).toBeGreaterThanOrEqual(50)
    expect(indices.size).toBe(51)
    const verified = await casebound(['log', 'verify', join(dataDir, 'log'), '--json'])
    expect(verified.json).toMatchObject({ verified: true, countsByType: { search: 51, result: 51 } })
  },
  900_000,
)
