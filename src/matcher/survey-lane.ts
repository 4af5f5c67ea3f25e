import { BlockReader } from './block-reader.ts'
import type { SurveyFindings, SurveyJob } from './lane-job.ts'
import { layOutFor } from './principal-axes.ts'
import { blockRowsOf, facts, vectorAt } from './template-record.ts'

/** Rows that tell along which axes templates lie: 8 for each dimension, and not fewer than this. */
const fewestRows = 2048
const rowsPerDimension = 8

/** One lane reads rows from all over the files and finds the layout for them; the others have nothing to do. */
export function surveyLane(job: SurveyJob): SurveyFindings {
  if (Atomics.add(job.next, 0, 1) > 0) return { kind: 'survey' }
  const { dimension } = job
  const wanted = Math.max(fewestRows, rowsPerDimension * dimension)
  const sample = new Float32Array(wanted * dimension)
  try {
    const found = takeSample(job, sample)
    // Too few that can be read say nothing of the others.
    if (found < fewestRows) return { kind: 'survey' }
    return { kind: 'survey', layout: layOutFor(sample.subarray(0, found * dimension), dimension) }
  } finally {
    sample.fill(0)
  }
}

/** Fills the sample with rows of blocks at equal distances; gives how many. */
function takeSample({ files, dimension }: SurveyJob, sample: Float32Array): number {
  const blocks = files.reduce((sum, one) => sum + one.blocks, 0)
  const step = Math.max(1, Math.floor((blocks * blockRowsOf(dimension) * dimension) / sample.length))
  let found = 0
  for (const { source, blocks: count } of files) {
    const reader = new BlockReader(source)
    try {
      for (let block = 0; block < count; block += step) {
        const plain = reader.read(block)
        if (plain === undefined) continue
        found = takeRows(plain, { dimension, sample, found })
        plain.fill(0)
      }
    } finally {
      reader.close()
    }
  }
  return found
}

function takeRows(plain: Uint8Array, to: { dimension: number; sample: Float32Array; found: number }): number {
  const { dimension, sample } = to
  let { found } = to
  for (let row = 0; row < blockRowsOf(dimension); row++) {
    if (plain[facts.at({ row, dimension })] !== 1 || (found + 1) * dimension > sample.length) continue
    const from = plain.byteOffset + vectorAt({ row, dimension })
    sample.set(new Float32Array(plain.buffer, from, dimension), found * dimension)
    found++
  }
  return found
}
