import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRefused } from '../kernel/index.ts'
import { type ManifestRow, readManifest } from './read-manifest.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-manifest-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const heading = 'File, Booking No ,Person,booked_on,dob'
const rowOf = (at: number) => `b/${at}.jpg,10-${at},P-${at},2020-01-02,1980-05-06`

async function manifest(name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, `${lines.join('\n')}\n`)
  return path
}

async function all(rows: AsyncIterable<ManifestRow>): Promise<readonly ManifestRow[]> {
  const read: ManifestRow[] = []
  for await (const row of rows) read.push(row)
  return read
}

describe('a manifest', () => {
  it('gives its rows as often as it is asked, under whatever names the columns have', async () => {
    const path = await manifest('two.csv', [heading, rowOf(1), rowOf(2)])
    const { count, rows } = await readManifest(path, 'DEMO-SO')
    expect(count).toBe(2)
    const first = await all(rows())
    expect(first).toEqual(await all(rows()))
    expect(first[1]).toMatchObject({
      line: 3,
      file: 'b/2.jpg',
      fields: { booking_number: '10-2', birth_date: '1980-05-06', sex: '', agency: 'DEMO-SO' },
    })
  })

  it('is refused for a faulty row at its end before anything is taken from it', async () => {
    const path = await manifest('ragged.csv', [heading, rowOf(1), 'b/2.jpg,10-2'])
    const refused = await readManifest(path, 'DEMO-SO').catch((error) => error)
    expect(isRefused(refused) && refused.code).toBe('MANIFEST_MALFORMED')
  })

  it('of hundreds of thousands of rows is read in the memory of a few', { timeout: 120_000 }, async () => {
    const rows = 300_000
    const path = await manifest('long.csv', [heading, ...Array.from({ length: rows }, (_, at) => rowOf(at))])
    const script = `
      import { readManifest } from ${JSON.stringify(new URL('read-manifest.ts', import.meta.url).href)}
      const manifest = await readManifest(${JSON.stringify(path)}, 'DEMO-SO')
      let read = 0
      for await (const row of manifest.rows()) if (row.file !== '') read++
      console.log(read)`
    // Held in memory these rows take several times this heap, and the program would end without an answer.
    const run = ['--max-old-space-size=64', '--import', 'tsx', '--input-type=module', '--eval', script]
    const { stdout } = await promisify(execFile)(process.execPath, run)
    expect(Number(stdout)).toBe(rows)
  })
})
