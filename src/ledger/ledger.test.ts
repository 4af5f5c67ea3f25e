import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EntryId, fixedClock, must, newId } from '../kernel/index.ts'
import { openDisclosures, openListDisclosures, parseVerifierKey, verifyTlogProof } from '../proof/index.ts'
import { listItemName } from './compose-entry.ts'
import type { EntryDraft } from './draft.ts'
import { openScratchLedger, type ScratchLedger } from './open-scratch-ledger.ts'
import {
  candidates,
  codesDraft,
  credDraft,
  failDraft,
  galleryDraft,
  incidentDraft,
  leadDraft,
  modelDraft,
  outcomeDraft,
  policyDraft,
  refusalDraft,
  resultDraft,
  reviewDraft,
  searchDraft,
} from './sample-drafts.ts'

let scratch: ScratchLedger
let grounds: { pol: EntryId; gal: EntryId }

beforeAll(async () => {
  scratch = await openScratchLedger({ clock: fixedClock('2026-11-22T10:00:00Z') })
  const { ledger } = scratch
  await ledger.append(modelDraft)
  const pol = await ledger.append(policyDraft)
  const gal = await ledger.append(galleryDraft)
  grounds = { pol: pol.entryId, gal: gal.entryId }
})

afterAll(() => scratch.close())

const append = (draft: EntryDraft) => scratch.ledger.append(draft)

describe('the ledger', () => {
  it('takes the whole story of a search, and the log then verifies from its files alone', async () => {
    const { ledger } = scratch
    const { entryId: search } = await append(searchDraft(grounds))
    const { entryId: result } = await append(resultDraft(search))
    await append(reviewDraft(result))
    await append(leadDraft(search))
    await append(outcomeDraft(search))
    for (const draft of [refusalDraft, incidentDraft, credDraft, codesDraft]) await append(draft)
    const { entryId: other } = await append(searchDraft(grounds))
    await append(failDraft(other))
    const report = await ledger.verify()
    expect(report.problems).toEqual([])
    expect(report.verified).toBe(true)
    expect(report.size).toBe(await ledger.size())
    expect(report.countsByType.search).toBe(2)
  })

  it('starts with a genesis entry that names its own key', async () => {
    const { value } = await scratch.ledger.entry(0)
    expect(value.t).toBe('genesis')
    expect(value.vkey).toBe(scratch.ledger.vkey)
  })

  it('shows only commitments of hidden fields, and the week instead of the time', async () => {
    const { entryId, index } = await append(searchDraft(grounds))
    const { bytes, value } = await scratch.ledger.entry(index)
    const text = new TextDecoder().decode(bytes)
    expect(text).not.toContain('CASE-2026')
    expect(text).not.toContain('user-1')
    expect(value).toMatchObject({ v: 1, t: 'search', id: entryId, w: '2026-W47', u: 'harbor-pd' })
  })

  it('gives a proof that anyone can check offline, and that fails for other bytes', async () => {
    const { ledger } = scratch
    const { entryId } = await append(refusalDraft)
    const { tlogProof, entryBytes } = await ledger.prove(entryId)
    const keys = [parseVerifierKey(ledger.vkey)]
    expect(await verifyTlogProof({ text: tlogProof, entryBytes, keys })).toMatchObject({ verified: true })
    const altered = Uint8Array.from(entryBytes, (byte, at) => (at === 20 ? byte ^ 1 : byte))
    expect(await verifyTlogProof({ text: tlogProof, entryBytes: altered, keys })).toMatchObject({
      verified: false,
    })
  })

  it('opens one candidate without the others', async () => {
    const { ledger } = scratch
    const { entryId: search } = await append(searchDraft(grounds))
    const { entryId, index } = await append(resultDraft(search))
    const { value } = await ledger.entry(index)
    const [list = '', second = ''] = await ledger.disclosures(entryId, ['cands', 'cands.1'])
    const digests = openDisclosures({ commitments: value.c, disclosures: [list] }).get('cands') as string[]
    expect(digests).toHaveLength(3)
    const opened = openListDisclosures({ digests, name: listItemName, disclosures: [second] })
    expect([...opened]).toEqual([[1, candidates[1]]])
  })

  it('gives all disclosures by name, list items in their order', async () => {
    const { ledger } = scratch
    const { entryId: search } = await append(searchDraft(grounds))
    const { entryId } = await append(resultDraft(search))
    const names = (await ledger.namedDisclosures(entryId)).map(({ name }) => name)
    expect(names).toEqual(['cands', 'cands.0', 'cands.1', 'cands.2', 'time'])
  })

  it('refuses to open a hidden value that was erased, while the log still verifies', async () => {
    const { ledger, storage } = scratch
    const { entryId } = await append(refusalDraft)
    await storage.db
      .deleteFrom('log_sealed')
      .where('entry_id', '=', entryId)
      .where('name', '=', 'case')
      .execute()
    await expect(ledger.disclosures(entryId, ['case'])).rejects.toMatchObject({ code: 'DISCLOSURE_MISSING' })
    expect((await ledger.verify()).verified).toBe(true)
  })

  it('keeps hidden values encrypted and bound to their entry and name', async () => {
    const { ledger, storage } = scratch
    const { entryId } = await append(refusalDraft)
    const rows = await storage.db
      .selectFrom('log_sealed')
      .selectAll()
      .where('entry_id', '=', entryId)
      .execute()
    for (const row of rows) expect(Buffer.from(row.ciphertext).toString('latin1')).not.toContain('WyJ')
    const actor = must(
      rows.find(({ name }) => name === 'actor'),
      'actor',
    )
    const moved = storage.db.updateTable('log_sealed').set({ ciphertext: actor.ciphertext } as never)
    await moved.where('entry_id', '=', entryId).where('name', '=', 'case').execute()
    await expect(ledger.disclosures(entryId, ['case'])).rejects.toMatchObject({ code: 'SEALED_DAMAGED' })
  })

  it('logs nothing when the transaction that queued an entry is rolled back', async () => {
    const { ledger, storage } = scratch
    const size = await ledger.size()
    let queued: EntryId | undefined
    await expect(
      storage.transaction(async (tx) => {
        queued = await ledger.queue(tx, refusalDraft)
        throw new Error('the act failed')
      }),
    ).rejects.toThrow('the act failed')
    await expect(ledger.settled(must(queued, 'id'))).rejects.toThrow('not committed')
    expect(await ledger.size()).toBe(size)
  })

  it('refuses a parent that is not settled as the bug that it is', async () => {
    await expect(append(resultDraft(newId<EntryId>()))).rejects.toThrow('ref points to is not settled')
  })

  it('answers for an entry or an index that is not there', async () => {
    const { ledger } = scratch
    expect(await ledger.find(newId<EntryId>())).toBeUndefined()
    await expect(ledger.prove(newId<EntryId>())).rejects.toMatchObject({ code: 'ENTRY_NOT_FOUND' })
    await expect(ledger.entry(await ledger.size())).rejects.toMatchObject({ code: 'ENTRY_NOT_FOUND' })
    await expect(ledger.entry(-1)).rejects.toMatchObject({ code: 'ENTRY_NOT_FOUND' })
  })
})
