import { expect, it, vi } from 'vitest'
import { openScratchMatcher } from './open-scratch-matcher.ts'
import { randomVector, sampleModel, sampleRoot, sampleRow, seededRandom } from './sample-rows.ts'

vi.mock('node:worker_threads', () => ({
  Worker: class {
    constructor() {
      throw new Error('this machine gives no threads')
    }
  },
}))

it('the main thread searches by itself, and says so, where no worker thread can be started', async () => {
  const warnings: string[] = []
  const dimension = 64
  const matcher = await openScratchMatcher({
    ...{ modelId: sampleModel, dimension, threads: 2, ownWorkBytes: 0 },
    onWarning: (sentence) => warnings.push(sentence),
  })
  const vector = randomVector(seededRandom(1), dimension)
  matcher.insert(sampleRow({ vector }, { person: 'p1', booking: 'b1' }))
  const { rows, certificate } = await matcher.search(vector, { k: 5, galleryRoot: sampleRoot })
  expect(rows.map(({ personId }) => personId)).toEqual(['p1'])
  expect(certificate.rowsScanned).toBe(1)
  await matcher.search(vector, { k: 5, galleryRoot: sampleRoot })
  expect(warnings).toEqual([
    'No worker threads could be started (this machine gives no threads); the main thread searches by itself: as exact, but slower.',
  ])
  await matcher.close()
})
