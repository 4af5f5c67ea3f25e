import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goodRows, rowLine, writeImport } from './import-folder.ts'
import {
  casebound,
  demoPeople,
  lendModel,
  repoRoot,
  startCasebound,
  startServer,
  stop,
} from './run-casebound.ts'

let folder = ''
let dataDir = ''
let probe = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-kill-'))
  dataDir = join(folder, 'data')
  await lendModel(dataDir)
  expect(
    (await casebound(['init', '--data', dataDir, '--agency', 'DEMO-SO', '--login', 'd.marsh', '--json']))
      .code,
  ).toBe(0)
  const people = JSON.parse(await readFile(join(demoPeople, 'people.json'), 'utf8'))
  probe = join(demoPeople, people.demoProbe)
}, 300_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

type Verified = { verified: boolean; countsByType: Record<string, number> }
const verifyLog = async () => {
  const ran = await casebound(['log', 'verify', join(dataDir, 'log'), '--json'])
  expect(ran.code, ran.out).toBe(0)
  return ran.json as Verified
}

test('an enrolment killed with kill -9 loses nothing it acknowledged, and goes on when run again', async () => {
  const rows = await goodRows(14)
  const photos = join(folder, 'photos')
  const manifest = await writeImport(photos, { photos: rows, rows: rows.map((row) => rowLine(row)) })
  const { url, child } = await startServer(dataDir)
  const enrolling = startCasebound(['enroll', photos, '--manifest', manifest, '--data', dataDir, '--json'])
  const token = JSON.parse(await readFile(join(dataDir, 'cli-session'), 'utf8')).token
  const known = async (): Promise<readonly string[]> => {
    const answer = await fetch(`${url}/api/gallery/bookings`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const { bookings } = (await answer.json()) as { bookings: { bookingNumber: string }[] }
    return bookings.map(({ bookingNumber }) => bookingNumber)
  }
  let acknowledged: readonly string[] = []
  while (acknowledged.length < 4) acknowledged = await known()
  await stop(child, 'SIGKILL')
  await stop(enrolling, 'SIGKILL')

  const again = await casebound(['enroll', photos, '--manifest', manifest, '--data', dataDir, '--json'])
  const report = again.json as {
    enrolled: number
    alreadyEnrolled: number
    refused: unknown[]
    gallery: { bookings: number }
  }
  expect(report.refused, again.err).toEqual([])
  expect(report.alreadyEnrolled).toBeGreaterThanOrEqual(acknowledged.length)
  expect(report.enrolled + report.alreadyEnrolled).toBe(14)
  expect(report.gallery.bookings).toBe(14)
  await verifyLog()
}, 300_000)

/** Points of the log's writer, in its first round (the `search` entry) and its second (the `result` entry). */
const kills = [
  { point: 'afterTake', pass: 1 },
  { point: 'afterTiles', pass: 1 },
  { point: 'afterCommit1', pass: 1 },
  { point: 'afterCommit2', pass: 1 },
  { point: 'afterSign', pass: 2 },
  { point: 'afterCommit1', pass: 2 },
  { point: 'afterPublish', pass: 2 },
] as const

test.each(kills)(
  'a search killed at $point, round $pass, reveals nothing unlogged; after the restart the log verifies and the search has an end',
  async ({ point, pass }) => {
    const before = await verifyLog()
    const said = await killedSearch(point, pass)
    expect(said.killed, said.words).toBe(true)
    // The list was never given away: its entry was not yet published when the process died.
    expect(said.words).not.toContain('REVEALED')

    const policy = await casebound(['policy', '--data', dataDir, '--json'])
    expect(policy.code, policy.err).toBe(0)
    const after = await verifyLog()
    const added = (type: string) => (after.countsByType[type] ?? 0) - (before.countsByType[type] ?? 0)
    expect(added('search')).toBe(1)
    // Either the result had become durable, or the search is reported and logged as interrupted.
    expect(added('result') + added('fail')).toBe(1)
    if (added('fail') === 1) expect(policy.err).toContain('was cut off by the last stop')
    if (pass === 1) expect(added('fail')).toBe(1)
  },
  300_000,
)

test('the same search, not killed, is revealed after both entries', async () => {
  const before = await verifyLog()
  const said = await killedSearch('nowhere', 1)
  expect(said).toMatchObject({ killed: false, words: expect.stringContaining('REVEALED') })
  const after = await verifyLog()
  expect((after.countsByType.result ?? 0) - (before.countsByType.result ?? 0)).toBe(1)
})

function killedSearch(point: string, pass: number): Promise<{ words: string; killed: boolean }> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(repoRoot, 'test', 'kill-child.ts'), dataDir, probe, point, String(pass)],
      { cwd: repoRoot, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let words = ''
    child.stdout.on('data', (chunk) => {
      words += chunk
    })
    child.stderr.on('data', (chunk) => {
      words += chunk
    })
    child.on('close', (_code, signal) => resolve({ words, killed: signal === 'SIGKILL' }))
  })
}
