import { rmSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { asId, type PersonId } from '../kernel/index.ts'
import { createScalarMatcher } from './create-scalar-matcher.ts'
import { innerProduct } from './inner-product.ts'
import type { Matcher } from './matcher.ts'
import { openMatcher } from './open-matcher.ts'
import { scratchFolder, scratchKey } from './open-scratch-matcher.ts'
import { cheapestFront, layOutFor } from './principal-axes.ts'
import { decayingRows, turnedLayout } from './sample-layout.ts'
import { randomVector, sampleModel, sampleRoot, sampleRow, seededRandom } from './sample-rows.ts'
import { turnQueries } from './turned-queries.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const dimension = 128
const rowOf = (rows: Float32Array, at: number) => rows.subarray(at * dimension, (at + 1) * dimension)
const fill = (matcher: Matcher, rows: Float32Array) => {
  for (let at = 0; at * dimension < rows.length; at++)
    matcher.insert(
      sampleRow({ vector: rowOf(rows, at) }, { person: `p${(at * 7) % 1900}`, booking: `b${at}` }),
    )
}

/** A matcher that was filled, closed, and opened again upon its files. */
async function reopened(rows: Float32Array) {
  const folder = scratchFolder()
  folders.push(folder)
  const options = { folder, key: scratchKey, modelId: sampleModel, dimension, threads: 2, surveyedRows: 3000 }
  const first = await openMatcher(options)
  fill(first, rows)
  const before = first.layout()
  await first.close()
  return { matcher: await openMatcher(options), before }
}

describe('the axes of a gallery', () => {
  it('are found when its files are opened, and half the codes or fewer are then read for every row', async () => {
    const rows = decayingRows(dimension, { rows: 4000, seed: 5 })
    const { matcher, before } = await reopened(rows)
    expect(before).toMatchObject({ stride: 128, front: 128 })
    expect(matcher.layout().front).toBeLessThanOrEqual(64)
    const oracle = createScalarMatcher({ modelId: sampleModel, dimension })
    fill(oracle, rows)
    const options = { k: 20, galleryRoot: sampleRoot }
    // Rows that come later are coded along the same axes, and those that go leave nothing.
    const late = sampleRow({ vector: rowOf(rows, 17) }, { person: 'late', booking: 'late' })
    for (const one of [matcher, oracle]) {
      one.insert(late)
      await one.expunge(asId<PersonId>('p7'))
    }
    const queries = Array.from({ length: 20 }, (_, at) => rowOf(rows, at * 190))
    const found = await matcher.searchMany(queries, options)
    const truth = await oracle.searchMany(queries, options)
    expect(found.map((one) => one.rows)).toEqual(truth.map((one) => one.rows))
    for (const { certificate } of found) {
      expect(certificate).toMatchObject({ rowsScanned: oracle.size().rows, boundViolations: 0 })
      expect(certificate.rowsRescored).toBeLessThan(400)
    }
    await matcher.close()
  })

  it('are not looked for in a small gallery', async () => {
    const { matcher } = await reopened(decayingRows(dimension, { rows: 2900, seed: 5 }))
    expect(matcher.layout().front).toBe(128)
    await matcher.close()
  })

  it('leave products what they are, to the stated residue', () => {
    const { turn, stride } = turnedLayout(dimension)
    if (!turn) throw new Error('axes are not turned')
    expect(turn.residue).toBeLessThan(1e-5)
    expect(turn.stretch).toBeLessThan(1.01)
    const random = seededRandom(3)
    for (let run = 0; run < 50; run++) {
      const query = randomVector(random, dimension)
      const row = randomVector(random, dimension)
      const [turnedQuery = new Float64Array()] = turnQueries([query], turn)
      let product = 0
      for (let axis = 0; axis < dimension; axis++) {
        let along = 0
        for (let at = 0; at < dimension; at++)
          along +=
            ((turn.axes[(axis >> 2) * stride * 4 + (at >> 3) * 32 + (axis & 3) * 8 + (at & 7)] ?? 0) / 8192) *
            (row[at] ?? 0)
        product += along * (turnedQuery[axis] ?? 0)
      }
      expect(Math.abs(product - innerProduct(query, row))).toBeLessThan(turn.residue + 1e-7)
    }
  })

  it('put into the front what makes a search cheapest', () => {
    const equal = Array.from({ length: 512 }, () => 1)
    const decaying = Array.from({ length: 512 }, (_, at) => Math.exp((-3.47 * at) / 512))
    const flat = [1, 1, 1, 1, ...Array.from({ length: 508 }, () => 1e-6)]
    expect(cheapestFront(equal, 512).cost).toBeGreaterThan(435)
    expect(cheapestFront(decaying, 512).front).toBe(352)
    expect(cheapestFront(flat, 512).front).toBe(32)
  })

  it('need no turning where nothing would be saved', () => {
    const rows = decayingRows(64, { rows: 300, seed: 1 })
    expect(layOutFor(rows, 64).turn).toBeDefined()
    // Templates that lie in all directions alike.
    const spikes = new Float32Array(64 * 64)
    for (let at = 0; at < 64; at++) spikes[at * 65] = 1
    expect(layOutFor(spikes, 64)).toEqual({ dimension: 64, stride: 64, front: 64 })
  })
})
