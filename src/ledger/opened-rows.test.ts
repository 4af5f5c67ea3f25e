import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countInPython } from '../../test/count-in-python.ts'
import { makeLogKey, makeSampleLog } from '../../test/sample-log.ts'
import { type EntryId, newId } from '../kernel/index.ts'
import { composeEntry } from './compose-entry.ts'
import { discloseDraft, eraseDraft } from './sample-drafts.ts'
import { sampleHistory } from './sample-history.ts'
import { recountLogFolder } from './verify-log-folder.ts'

// Openings of rows of an imported batch, put before both programs that count. Entry 4 is an import of 26,293 rows, entry 5 another.

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-opened-rows-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const frame = () => ({ id: newId<EntryId>(), week: '2026-W01', timeMs: Date.UTC(2026, 0, 1) })
const opening = (ref: number, fields: readonly string[]) =>
  composeEntry(discloseDraft('' as never, fields), { ...frame(), indices: { ref } }).bytes

async function written(last: Uint8Array): Promise<string> {
  const dir = await mkdtemp(join(folder, 'log-'))
  const log = makeLogKey('log.example/1')
  const acts = (['import', 'import'] as const).map((what) => ({ what, pick: 0, weeksOn: 0 }))
  const { files } = makeSampleLog([...sampleHistory(log.vkey, acts), last], log)
  for (const [path, bytes] of [...files, ['keys/log.vkey', Buffer.from(`${log.vkey}\n`)] as const]) {
    await mkdir(dirname(join(dir, path)), { recursive: true })
    await writeFile(join(dir, path), bytes)
  }
  return dir
}

describe('an opening of rows', () => {
  it('of an imported batch counts by its rows, for both programs', async () => {
    const dir = await written(opening(4, ['file', 'row.0', 'row.26292']))
    const { report, recount } = await recountLogFolder(dir)
    expect(report.problems).toEqual([])
    expect(recount).toMatchObject({ disclosedByAudience: { defence: 3 } })
    expect((await countInPython(dir)).json.recount).toEqual(recount)
  })

  it.each([
    ['a row beyond the batch', 4, ['row.26293']],
    ['a row of an entry that is no import', 2, ['row.0']],
    ['a row in another spelling', 4, ['row.01']],
    ['a row of a batch that comes later', 6, ['row.0']],
  ] as const)('is found wrong by both when it names %s', async (_, ref, fields) => {
    const dir = await written(opening(ref, fields))
    const { report, recount } = await recountLogFolder(dir)
    expect(report.problems).toMatchObject([{ index: 6 }])
    expect(recount).toBeUndefined()
    expect(await countInPython(dir)).toMatchObject({ code: 1, json: { verified: false } })
  })

  it.each(['row.00001', 'row.10000000', 'cands.2400', 'case.1234567'])('cannot be written of %s', (name) => {
    expect(() => opening(4, [name])).toThrow(expect.objectContaining({ code: 'ENTRY_NOT_ALLOWED' }))
  })

  it('is all that may name so long a number: an erasure names hidden fields only', () => {
    const draft = eraseDraft([4])
    const erase = { ...draft, fields: { ...draft.fields, fields: ['row.2400'] } }
    expect(() => composeEntry(erase, { ...frame(), indices: {} })).toThrow(
      expect.objectContaining({ code: 'ENTRY_NOT_ALLOWED' }),
    )
  })
})
