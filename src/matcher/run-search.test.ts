import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { asId, must, type PersonId } from '../kernel/index.ts'
import { blockPosition } from './block-reader.ts'
import { sampleRoot, sampleRow, unitVector } from './sample-rows.ts'
import { openSampleStore } from './sample-store.ts'
import { blockRowsOf } from './template-record.ts'

const dimension = 64
const options = { k: 5, galleryRoot: sampleRoot }
type Sample = Awaited<ReturnType<typeof openSampleStore>>
const samples: Sample[] = []

async function filled(rows: number): Promise<Sample> {
  const sample = await openSampleStore(dimension, { rows })
  samples.push(sample)
  return sample
}
afterEach(async () => {
  for (const { matcher, folder } of samples.splice(0)) {
    await matcher.close()
    rmSync(folder, { recursive: true })
  }
})

describe('the WASM engine: proof', () => {
  it('re-scores a small part of a large gallery and bounds the rest', async () => {
    const { matcher, query } = await filled(6000)
    const { certificate } = await matcher.search(query, options)
    expect(certificate.rowsScanned).toBe(6000)
    expect(certificate.rowsRescored).toBeLessThan(60)
    expect(must(certificate.largestExcludedUpperBound, 'bound')).toBeLessThanOrEqual(
      must(certificate.kthSimilarity, 'k-th'),
    )
  })

  it('does not drop a well coded row for one whose codes promise too much', async () => {
    // Half a code step is lost in 63 dimensions of the first row, all to its favour; the second row is coded exactly.
    const query = unitVector(Array.from({ length: dimension }, (_, at) => (at === 0 ? 0.3502 : -0.118)))
    const flattered = unitVector(Array.from({ length: dimension }, (_, at) => (at === 0 ? 1 : 0.49 / 127)))
    const exact = unitVector(Array.from({ length: dimension }, (_, at) => (at === 0 ? 1 : at === 1 ? -1 : 0)))
    const { matcher } = await filled(0)
    matcher.insert(sampleRow({ vector: flattered }, { person: 'flattered', booking: 'b1' }))
    matcher.insert(sampleRow({ vector: exact }, { person: 'exact', booking: 'b2' }))
    const { rows } = await matcher.search(query, { ...options, k: 1 })
    expect(rows[0]?.personId).toBe('exact')
  })

  it('fails loudly when a stored template no longer agrees with its codes', async () => {
    const { store, matcher, query } = await filled(20)
    const { file } = must(store.segments[0], 'segment')
    file.put(7, { ...file.record(7), vector: query })
    await expect(matcher.search(query, { ...options, k: 20 })).rejects.toMatchObject({
      code: 'BOUND_VIOLATED',
    })
  })

  it('fails loudly when codes promise more than the template keeps', async () => {
    const { store, matcher, query } = await filled(20)
    const { rows } = await matcher.search(query, { ...options, k: 1 })
    const { file } = must(store.segments[0], 'segment')
    const best = Number(must(rows[0], 'best').bookingId.slice(1))
    file.put(best, { ...file.record(best), vector: new Float32Array(dimension) })
    await expect(matcher.search(query, options)).rejects.toMatchObject({ code: 'BOUND_VIOLATED' })
  })

  it('fails loudly when a block that it must read was changed on the disk', async () => {
    const { store, matcher, query, folder } = await filled(64)
    await matcher.flush()
    const { rows } = await matcher.search(query, { ...options, k: 1 })
    const row = Number(must(rows[0], 'best').bookingId.slice(1))
    const { file } = must(store.segments[0], 'segment')
    const fd = openSync(file.path, 'r+')
    writeSync(
      fd,
      new Uint8Array(8),
      0,
      8,
      blockPosition(Math.floor(row / blockRowsOf(dimension)), dimension) + 40,
    )
    closeSync(fd)
    await expect(matcher.search(query, options)).rejects.toMatchObject({ code: 'TEMPLATES_DAMAGED' })
    expect(file.path.startsWith(folder)).toBe(true)
  })
})

describe('the WASM engine: change during a search', () => {
  it('does not see rows inserted after the search began', async () => {
    const { matcher, query } = await filled(3001)
    const running = matcher.search(query, options)
    matcher.insert(sampleRow({ vector: query }, { person: 'late', booking: 'late' }))
    const { rows, certificate } = await running
    expect(rows.map(({ personId }) => personId)).not.toContain('late')
    expect(certificate.rowsInGallery).toBe(3001)
    expect((await matcher.search(query, options)).rows[0]?.personId).toBe('late')
  })

  it('fills no freed place while a search runs', async () => {
    const { matcher, query } = await filled(3000)
    await matcher.expunge(asId<PersonId>('p9'))
    const running = matcher.search(query, options)
    matcher.insert(sampleRow({ vector: query }, { person: 'late', booking: 'late' }))
    const { rows, certificate } = await running
    expect(rows.map(({ personId }) => personId)).not.toContain('late')
    expect(certificate.rowsInGallery).toBe(2999)
  })

  it('refuses a search whose gallery lost rows, for its root no longer holds', async () => {
    const { matcher, query } = await filled(3000)
    const running = matcher.search(query, options)
    const expunged = matcher.expunge(asId<PersonId>('p5'))
    await expect(running).rejects.toMatchObject({ code: 'GALLERY_CHANGED' })
    expect(await expunged).toBe(1)
    expect((await matcher.search(query, options)).certificate.rowsInGallery).toBe(2999)
  })

  it('never reveals a person after the expungement returned, whenever it came', async () => {
    const { matcher } = await filled(6000)
    for (let person = 0; person < 30; person++) {
      const query = unitVector(Array.from({ length: dimension }, (_, at) => Math.sin(at * (person + 1))))
      matcher.insert(sampleRow({ vector: query }, { person: `gone${person}`, booking: `gone${person}` }))
      let returned = false
      const running = matcher.search(query, options).then(
        ({ rows }) => ({ rows, returned }),
        (error: Error) => ({ error, returned }),
      )
      for (let turn = 0; turn < person % 5; turn++) await new Promise((resolve) => setImmediate(resolve))
      await matcher.expunge(asId<PersonId>(`gone${person}`))
      returned = true
      const ended = await running
      const names = 'rows' in ended ? ended.rows.map(({ personId }) => String(personId)) : []
      expect(ended.returned && names.includes(`gone${person}`)).toBe(false)
      const after = await matcher.search(query, options)
      expect(after.rows.map(({ personId }) => String(personId))).not.toContain(`gone${person}`)
    }
  })

  it('refuses a search that was running when the matcher closed', async () => {
    const { matcher, query } = await filled(10)
    const running = matcher.search(query, options)
    const closed = matcher.close()
    await expect(running).rejects.toMatchObject({ code: 'GALLERY_CHANGED' })
    await closed
  })

  it('lets the event loop turn while the main thread scans', async () => {
    const { matcher, query } = await filled(20_000)
    let turns = 0
    let searching = true
    const count = () => {
      turns++
      if (searching) setImmediate(count)
    }
    setImmediate(count)
    await matcher.search(query, options)
    searching = false
    expect(turns).toBeGreaterThanOrEqual(8)
  })
})
