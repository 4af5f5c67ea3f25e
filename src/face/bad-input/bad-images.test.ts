import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { photoLimits } from '../photo-limits.ts'
import type { CorpusReport } from './sample-bad-image-reader.ts'

// Thousands of damaged and hostile files, made anew from a seed and read in a process of its own, so that its death would
// be seen and its memory can be measured. A few hundred always; the long part takes minutes, so it runs in CI, and elsewhere
// when CASEBOUND_SLOW_TESTS is set.
const slow = process.env.CI !== undefined || process.env.CASEBOUND_SLOW_TESTS !== undefined
if (!slow) console.log('skipped: the long corpus of bad images; set CASEBOUND_SLOW_TESTS=1 to run it')

/** A photo of 49 million pixels, which the limits permit, takes most of it. */
const mostGrowthMb = 700

const reader = fileURLToPath(new URL('./sample-bad-image-reader.ts', import.meta.url))

async function readCorpus(seed: number, places: number): Promise<CorpusReport> {
  const args = ['--import', 'tsx', reader, String(seed), String(places)]
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 })
  return JSON.parse(stdout)
}

function expectHarmless(report: CorpusReport): void {
  expect(report.wrong).toEqual([])
  expect(report.slowest.ms, report.slowest.what).toBeLessThan((photoLimits.decodeSeconds + 5) * 1000)
  expect(report.growthMb).toBeLessThan(mostGrowthMb)
  expect(Object.keys(report.refusals).sort()).toEqual([
    'IMAGE_NOT_STILL',
    'IMAGE_TOO_MANY_PIXELS',
    'IMAGE_TOO_SMALL',
    'IMAGE_UNREADABLE',
  ])
}

describe('every bad image is a photo or its refusal in bounded time and memory, and the next image is read', () => {
  it('in a few hundred files of every format', async () => {
    const report = await readCorpus(1, 5)
    expectHarmless(report)
    expect(report.read).toBeGreaterThan(200)
  }, 240_000)

  it.runIf(slow).each([2, 3, 4])(
    'in thousands more, from seed %i',
    async (seed) => {
      const report = await readCorpus(seed, 70)
      expectHarmless(report)
      expect(report.read).toBeGreaterThan(2_000)
    },
    1_800_000,
  )
})
