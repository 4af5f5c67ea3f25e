import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EntryId } from '../kernel/index.ts'
import type { ErasureItem } from './erase-values.ts'
import { type Ledger, openLedger, recountLogFolder } from './index.ts'
import { openScratchLedger, type ScratchLedger } from './open-scratch-ledger.ts'
import { recordKeysDir } from './record-keys.ts'
import { galleryDraft, modelDraft, policyDraft, resultDraft, searchDraft } from './sample-drafts.ts'

let scratch: ScratchLedger
let ledger: Ledger
let [pol, gal] = ['', ''] as [EntryId, EntryId] | string[]

beforeAll(async () => {
  scratch = await openScratchLedger()
  ledger = scratch.ledger
  await ledger.append(modelDraft)
  pol = (await ledger.append(policyDraft)).entryId
  gal = (await ledger.append(galleryDraft)).entryId
})
afterAll(() => scratch?.close())

const search = async () =>
  (await ledger.append(searchDraft({ pol: pol as EntryId, gal: gal as EntryId }))).entryId
const erase = (items: readonly ErasureItem[], also: () => Promise<void> = async () => {}) =>
  ledger.erase(
    {
      ...{ unit: 'harbor-pd', basis: 'expungement', items },
      hidden: { order: 'BA-4711', why: 'Order of the court.', proposer: 'user-1', approver: 'user-2' },
    },
    also,
  )
const keyFiles = async () => (await readdir(recordKeysDir(scratch.options.signerDir))).sort()
const names = async (id: EntryId) =>
  (await ledger.hiddenValues(id)).filter((one) => !one.erasedBy).map(({ name }) => name)

describe('erasing hidden values', () => {
  it('takes them for good, says so in the log, and leaves the tree and the counts as they were', async () => {
    const [gone, stays] = [await search(), await search()]
    const before = await recountLogFolder(scratch.options.logDir)
    const { entries, values } = await erase([{ entryId: gone, names: ['case', 'why', 'actor'] }])
    expect(values).toBe(3)
    const said = await ledger.entry(entries[0]?.index ?? -1)
    const index = (await ledger.find(gone))?.index
    expect(said.value).toMatchObject({
      t: 'erase',
      refs: [index],
      fields: ['actor', 'case', 'why'],
      values: 3,
    })
    await expect(ledger.disclosures(gone, ['case'])).rejects.toMatchObject({ code: 'VALUE_ERASED' })
    expect(await names(gone)).toEqual(['cert', 'probe', 'time'])
    expect(await ledger.disclosures(gone, ['probe'])).toHaveLength(1)
    expect(await ledger.disclosures(stays)).toHaveLength(6)
    const { report, recount } = await recountLogFolder(scratch.options.logDir)
    expect(report.problems).toEqual([])
    expect(recount).toMatchObject({ erasedByBasis: { expungement: 3 }, requests: before.recount?.requests })
    expect(recount?.cells).toEqual(before.recount?.cells)
  })

  it('destroys the key, so that an older copy of the database opens nothing of it', async () => {
    const id = await search()
    const [oldKeys] = await Promise.all([keyFiles()])
    const backup = await scratch.storage.db.selectFrom('log_record_keys').selectAll().execute()
    const sealed = await scratch.storage.db
      .selectFrom('log_sealed')
      .selectAll()
      .where('entry_id', '=', id)
      .execute()
    await erase([{ entryId: id, names: ['case', 'why', 'actor', 'cert', 'probe', 'time'] }])
    const epoch = backup.find((row) => row.entry_id === id)?.epoch ?? ''
    expect(oldKeys).toContain(`${epoch}.key`)
    expect(await keyFiles()).not.toContain(`${epoch}.key`)
    // Somebody puts the rows of the backup back.
    await scratch.storage.db
      .insertInto('log_record_keys')
      .values(backup.filter((row) => row.entry_id === id))
      .execute()
    await scratch.storage.db.insertInto('log_sealed').values(sealed).execute()
    await expect(ledger.disclosures(id, ['case'])).rejects.toMatchObject({ code: 'RECORD_KEY_MISSING' })
    await scratch.storage.db.deleteFrom('log_sealed').where('entry_id', '=', id).execute()
    await scratch.storage.db.deleteFrom('log_record_keys').where('entry_id', '=', id).execute()
  })

  it('takes a whole list with its items, or one item alone', async () => {
    const [first, second] = [await search(), await search()]
    const [one, other] = [await ledger.append(resultDraft(first)), await ledger.append(resultDraft(second))]
    await erase([{ entryId: one.entryId, names: ['cands.1'] }])
    expect(await names(one.entryId)).toEqual(['cands', 'cands.0', 'cands.2', 'time'])
    await erase([{ entryId: other.entryId, names: ['cands'] }])
    expect(await names(other.entryId)).toEqual(['time'])
  })

  it('writes one entry for all that lose the same fields', async () => {
    const ids = [await search(), await search(), await search()]
    const { entries, values } = await erase(
      ids.map((entryId, at) => ({ entryId, names: at === 0 ? ['case'] : ['case', 'why'] })),
    )
    expect(entries).toHaveLength(2)
    expect(values).toBe(5)
  })

  it('does all or nothing: what fails in the same transaction leaves every value and its key', async () => {
    const id = await search()
    const size = await ledger.size()
    const failing = erase([{ entryId: id, names: ['case'] }], () => Promise.reject(new Error('full disk')))
    await expect(failing).rejects.toThrow('full disk')
    expect(await ledger.size()).toBe(size)
    expect(await ledger.disclosures(id)).toHaveLength(6)
  })

  it('refuses what is gone already', async () => {
    const id = await search()
    await erase([{ entryId: id, names: ['case'] }])
    await expect(erase([{ entryId: id, names: ['case'] }])).rejects.toMatchObject({
      code: 'NOTHING_TO_ERASE',
    })
  })

  it('never opens the values in two erasures at one moment to each other', async () => {
    const id = await search()
    const both = await Promise.allSettled([
      erase([{ entryId: id, names: ['case'] }]),
      erase([{ entryId: id, names: ['why'] }]),
    ])
    expect(both.filter(({ status }) => status === 'rejected').length).toBeLessThan(2)
    const kept = await names(id)
    for (const { name, erasedBy } of await ledger.hiddenValues(id))
      if (erasedBy !== undefined) expect(kept).not.toContain(name)
  })

  it('keeps an unused key of a crash no longer than the next start, and what is in use over it', async () => {
    const id = await search()
    const keys = await keyFiles()
    const used = await scratch.storage.db.selectFrom('log_record_keys').select('epoch').distinct().execute()
    await ledger.close()
    ledger = await openLedger(scratch.options)
    expect(await keyFiles()).toEqual(used.map(({ epoch }) => `${epoch}.key`).sort())
    expect(keys).toEqual(expect.arrayContaining(await keyFiles()))
    expect(await ledger.disclosures(id)).toHaveLength(6)
    expect(await keyFiles()).toHaveLength(used.length)
  })

  it('says which file is missing when the keys were lost without an erasure', async () => {
    const id = await search()
    const row = await scratch.storage.db
      .selectFrom('log_record_keys')
      .select('epoch')
      .where('entry_id', '=', id)
      .executeTakeFirstOrThrow()
    const path = join(recordKeysDir(scratch.options.signerDir), `${row.epoch}.key`)
    const bytes = await readFile(path)
    expect(bytes.length).toBeGreaterThan(32)
    await rm(path)
    await ledger.close()
    const reopened = openLedger(scratch.options)
    ledger = await reopened.catch(() => scratch.ledger)
    await expect(ledger.disclosures(id, ['case'])).rejects.toMatchObject({ code: 'RECORD_KEY_MISSING' })
  })
})
