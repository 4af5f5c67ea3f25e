import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { makeLogKey, makeSampleLog, readFrom } from '../../test/sample-log.ts'
import { must, systemClock } from '../kernel/index.ts'
import { refusalDraft, searchDraft } from '../ledger/sample-drafts.ts'
import { sampleEntry } from '../ledger/sample-entry.ts'
import { consistencyProof, formatTlogProof, inclusionProof, tileNodeReader } from '../proof/index.ts'
import { openRelease } from './open-release.ts'
import { createRelease } from './release-files.ts'
import type { ReleaseRequest } from './release-request.ts'
import { oneTimeKey } from './seal-key.ts'

// Whoever has the key of the log signs what he likes. These are histories made with it; the release has seen the first.

const log = makeLogKey('agency.example/fr-log/1')
const picture = 'ab'.repeat(32)
const none = '' as never
const gallery = 3

const search = () => sampleEntry(searchDraft({ pol: none, gal: none }), { pol: 2, gal: gallery })
const refusals = (count: number) => Array.from({ length: count }, () => sampleEntry(refusalDraft))

type Composed = ReturnType<typeof sampleEntry>

/** What somebody shows who has these entries signed, for the last of them; the proof from `seen` entries on is that of this history. */
async function request(entries: readonly Composed[], seen: number, of = entries.length - 1) {
  const { files, note } = makeSampleLog(
    entries.map(({ bytes }) => bytes),
    log,
  )
  const node = tileNodeReader(readFrom(files), entries.length)
  const proof = await inclusionProof(of, entries.length, node)
  const { bytes, disclosures } = must(entries[of], 'entry')
  const shown = disclosures.filter(({ name }) => name === 'time' || name === 'probe')
  const asked: ReleaseRequest = {
    tlogProof: formatTlogProof({ index: of, proof, checkpointNote: note }),
    entryBytes: bytes,
    consistency: seen <= entries.length ? await consistencyProof(seen, entries.length, node) : [],
    disclosures: shown.map(({ disclosure }) => disclosure),
    pictureSha256: picture,
    ...{ gallery, matcherKey: oneTimeKey().publicKey },
  }
  return asked
}

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'casebound-release-'))
  await createRelease(dir, { vkey: log.vkey, policy: undefined })
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const answer = async (asked: ReleaseRequest): Promise<string> => {
  const release = await openRelease(dir, { clock: systemClock })
  const said = await release.release(asked).then(
    ({ index }) => `entry ${index}`,
    (error: unknown) => String(error),
  )
  await release.close()
  return said
}

describe('the memory of the key release', () => {
  it('follows a log that grows, over a restart, and takes two searches under one checkpoint', async () => {
    const first = [...refusals(4), search()]
    expect(await answer(await request(first, 0))).toBe('entry 4')
    const second = [...first, ...refusals(300), search(), search()]
    expect(await answer(await request(second, 5, 305))).toBe('entry 305')
    expect(await answer(await request(second, 307, 306))).toBe('entry 306')
  })

  it('refuses a log that was taken back, though its key signed it', async () => {
    const long = [...refusals(9), search()]
    expect(await answer(await request(long, 0))).toBe('entry 9')
    expect(await answer(await request([...long.slice(0, 5), search()], 0))).toMatch(
      /has 6 entries where 10 were seen before; it was taken back/,
    )
  })

  it('refuses another history of the same length or a longer one, and leaves its memory as it was', async () => {
    const true9 = [...refusals(8), search()]
    expect(await answer(await request(true9, 0))).toBe('entry 8')
    const forged = [...true9.slice(0, 7), ...refusals(1), search()]
    expect(await answer(await request(forged, 9))).toMatch(/9 entries does not begin with the 9/)
    const longer = [...forged, search()]
    expect(await answer(await request(longer, 9))).toMatch(/10 entries does not begin with the 9/)
    expect(await answer(await request([...true9, search()], 8))).toMatch(/does not begin with the 9/)
    expect(await answer(await request([...true9, search()], 9))).toBe('entry 9')
  })

  it('refuses an entry that is not in the tree that was signed, and one of another gallery state', async () => {
    const entries = [...refusals(4), search()]
    const asked = await request(entries, 0)
    expect(await answer({ ...asked, entryBytes: search().bytes })).toMatch(/is not proven/)
    expect(await answer({ ...asked, gallery: 1 })).toMatch(/names another state of the gallery/)
    expect(await answer({ ...asked, pictureSha256: undefined })).toMatch(/is not a search/)
    expect(await answer(asked)).toBe('entry 4')
  })

  it('does not work without it, or with a damaged one', async () => {
    const path = join(dir, 'seen.json')
    const kept = await readFile(path, 'utf8')
    const open = () => openRelease(dir, { clock: systemClock })
    for (const damaged of [
      '',
      '{}',
      kept.replace('"size":0', '"size":-1'),
      kept.replace('"root":"', '"root":"A'),
    ]) {
      await writeFile(path, damaged)
      expect(await catchCode(open)).toBe('RELEASE_MEMORY_DAMAGED')
    }
    await rm(path)
    expect(await catchCode(open)).toBe('RELEASE_MEMORY_DAMAGED')
  })
})
