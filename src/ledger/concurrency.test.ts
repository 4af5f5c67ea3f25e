import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EntryId, fixedClock } from '../kernel/index.ts'
import { emptyRange, leafHash, rangeRoot, rootFromLeaves, tileNodeReader, verifyLog } from '../proof/index.ts'
import { checkGrowth, growTree, rangeFromTiles } from './grow-tree.ts'
import { folderFiles, writePublicFile } from './log-files.ts'
import { openLedger } from './open-ledger.ts'
import { openScratchLedger, type ScratchLedger } from './open-scratch-ledger.ts'
import {
  galleryDraft,
  modelDraft,
  policyDraft,
  refusalDraft,
  resultDraft,
  searchDraft,
} from './sample-drafts.ts'

let scratch: ScratchLedger

beforeEach(async () => {
  scratch = await openScratchLedger()
})

afterEach(() => scratch.close())

describe('many who write at once', () => {
  it('get contiguous indices, each entry once, though every fifth transaction is rolled back', async () => {
    const { ledger, storage } = scratch
    const settled = await Promise.all(
      Array.from({ length: 300 }, async (_, at) => {
        const queued = storage.transaction(async (tx) => {
          const id = await ledger.queue(tx, refusalDraft)
          if (at % 5 === 4) throw new Error('rolled back')
          return id
        })
        const id = await queued.catch((): undefined => undefined)
        return id === undefined ? undefined : ledger.settled(id)
      }),
    )
    const entries = settled.filter((entry) => entry !== undefined)
    const indices = entries.map(({ index }) => index).sort((left, right) => left - right)
    expect(indices).toEqual(Array.from({ length: 240 }, (_, at) => at + 1))
    for (const entry of entries) expect(entry.size).toBeGreaterThan(entry.index)
    expect(await ledger.verify()).toMatchObject({ verified: true, size: 241 })
  })

  it('cannot end one search twice once the first end is settled', async () => {
    const { ledger } = scratch
    await ledger.append(modelDraft)
    const [pol, gal] = [await ledger.append(policyDraft), await ledger.append(galleryDraft)]
    const search = await ledger.append(searchDraft({ pol: pol.entryId, gal: gal.entryId }))
    await ledger.append(resultDraft(search.entryId))
    await expect(ledger.append(resultDraft(search.entryId))).rejects.toMatchObject({ code: 'CHAIN_BROKEN' })
  })

  it('are refused when the clock was set back by more than a week', async () => {
    const { ledger, options } = scratch
    await ledger.close()
    const early = await openLedger({ ...options, clock: fixedClock('2020-01-01T00:00:00Z') })
    await expect(early.append(refusalDraft)).rejects.toMatchObject({ code: 'CLOCK_WENT_BACK' })
    await early.close()
  })

  it('gives the same answer to all who wait for one entry', async () => {
    const { ledger, storage } = scratch
    const id: EntryId = await storage.transaction((tx) => ledger.queue(tx, refusalDraft))
    const answers = await Promise.all([ledger.settled(id), ledger.settled(id), ledger.find(id)])
    expect(answers[0]).toEqual(answers[1])
    expect(await ledger.settled(id)).toEqual(answers[0])
  })
})

describe('the tree on disk', () => {
  it('grows over tile boundaries by steps of any width to the root of its leaves', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'casebound-tiles-'))
    const files = folderFiles(folder)
    const entries: Uint8Array[] = []
    let range = emptyRange
    for (const step of [1, 254, 1, 1, 300, 255, 1, 600]) {
      const fresh = Array.from({ length: step }, (_, at) =>
        new TextEncoder().encode(`${entries.length + at}`),
      )
      const growth = await growTree(files, { range, entries: fresh })
      for (const file of growth.files) await writePublicFile(folder, file)
      await checkGrowth(files, growth)
      entries.push(...fresh)
      range = growth.range
      const expected = rootFromLeaves(entries.map(leafHash))
      expect(rangeRoot(range)).toEqual(expected)
      expect(rangeRoot(await rangeFromTiles(tileNodeReader(files, range.size), range.size))).toEqual(expected)
    }
    await rm(folder, { recursive: true })
  })

  it('keeps full tiles, drops their partial forerunners, and still verifies', async () => {
    const { ledger, options } = scratch
    await Promise.all(Array.from({ length: 3 }, () => ledger.append(refusalDraft)))
    await Promise.all(Array.from({ length: 280 }, () => ledger.append(refusalDraft)))
    const files = folderFiles(options.logDir)
    expect(await files.read('tile/entries/000.p/1')).toBeUndefined()
    expect(await files.read('tile/entries/000')).toBeDefined()
    expect(await verifyLog({ files, vkey: ledger.vkey })).toMatchObject({ verified: true, size: 284 })
  })
})
