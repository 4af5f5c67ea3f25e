import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** For tests only: how many people the sample photos of the face-api package show, counted by eye. */
export const sampleFaceCounts: readonly (readonly [sample: number, faces: number])[] = [
  [1, 3],
  [2, 3],
  [3, 3],
  [4, 4],
  [5, 5],
  [6, 4],
]

/** For tests only: the bytes of one sample photo, a JPEG of 1,920 pixels width. */
export function sampleBytes(sample: number): Promise<Buffer> {
  const packageFile = createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')
  return readFile(join(dirname(packageFile), 'demo', `sample${sample}.jpg`))
}
