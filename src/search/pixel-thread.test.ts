import { describe, expect, it } from 'vitest'
import { isRefused } from '../kernel/index.ts'
import { type Picture, type Recipe, recipeLimits } from '../preparation/index.ts'
import { runPixelJob } from './pixel-job.ts'
import { copyOf, digestsOf } from './pixel-thread.ts'

/** As large as a step may make a picture. */
const large: Picture = noise({ widthPx: 5_000, heightPx: recipeLimits.resultPixels / 5_000 })
const steps: Recipe = [
  { op: 'light', version: 1, brightnessPercent: 20, contrastPercent: 40 },
  { op: 'scale', version: 1, percent: 90 },
  { op: 'rotate', version: 1, centidegrees: 300 },
]

describe('work on every pixel of a large picture', () => {
  it('leaves the calling thread free, and gives the bytes that it would give there', async () => {
    const first = copyOf(large, steps)
    const copy = await longestPause(first)
    expect(copy.pauseMs).toBeLessThan(copy.totalMs / 3)
    const digests = await longestPause(digestsOf(await first))
    const here = runPixelJob({ kind: 'apply', picture: large, steps }) as Picture
    expect(Buffer.compare((await first).rgb, here.rgb)).toBe(0)
    expect(digests.value).toEqual(runPixelJob({ kind: 'digest', picture: here }))
  })

  it('leaves the original as it was, and takes several at once in turn', async () => {
    const before = large.rgb.slice(0, 3_000)
    const grey: Recipe = [{ op: 'grey', version: 1 }]
    const [one, other] = await Promise.all([copyOf(large, grey), copyOf(large, grey)])
    expect(Buffer.compare(one.rgb, other.rgb)).toBe(0)
    expect(large.rgb.length).toBe(recipeLimits.resultPixels * 3)
    expect(large.rgb.slice(0, 3_000)).toEqual(before)
  })

  it('refuses a step before any of it', async () => {
    const refused = await copyOf(large, [{ op: 'scale', version: 1, percent: 200 }]).catch((error) => error)
    expect(isRefused(refused) && refused.code).toBe('COPY_SIZE')
  })
})

/** How long this thread could do nothing else until the work was done, after it was handed over. */
async function longestPause<T>(work: Promise<T>): Promise<{ value: T; pauseMs: number; totalMs: number }> {
  const startedAt = performance.now()
  let last = startedAt
  let pauseMs = 0
  const beat = setInterval(() => {
    pauseMs = Math.max(pauseMs, performance.now() - last)
    last = performance.now()
  }, 1)
  const value = await work
  clearInterval(beat)
  return { value, pauseMs, totalMs: performance.now() - startedAt }
}

function noise(size: { widthPx: number; heightPx: number }): Picture {
  let state = 7
  const rgb = new Uint8Array(size.widthPx * size.heightPx * 3).map(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 24
  })
  return { ...size, rgb }
}
