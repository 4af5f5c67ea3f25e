import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { firstBookings } from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { asId, fixedClock, must, type PersonId, systemClock } from '../kernel/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { strangersDraft } from '../ledger/sample-drafts.ts'
import { createRelease, type KeptRelease, keepReleaseProcess } from '../release/index.ts'
import { type ComparedPicture, leaveFrom } from './leave-to-compare.ts'
import { type Gallery, openGallery } from './open-gallery.ts'
import { openSampleGallery, type SampleGallery } from './sample-gallery.ts'
import type { SearchTicket } from './search-ticket.ts'

let face: FaceEngine
let sample: SampleGallery
let dir: string
let release: KeptRelease
let gallery: Gallery

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
})
afterAll(() => face?.close())

/** A gallery of one booking whose comparisons need the leave of a release that goes by the machine's clock. */
async function start(clock = systemClock, around = (ledger: Ledger): Ledger => ledger) {
  sample = await openSampleGallery(face, undefined, clock)
  await sample.enrol(must((await firstBookings(1))[0], 'booking'))
  await sample.gallery.commit()
  await sample.gallery.close()
  dir = await mkdtemp(join(tmpdir(), 'casebound-release-'))
  await createRelease(dir, { vkey: sample.house.ledger.vkey, policy: undefined })
  release = await keepReleaseProcess(dir)
  gallery = await openGallery({ ...sample.house, ledger: around(sample.house.ledger), release })
}

afterEach(async () => {
  await gallery.close()
  await release.close()
  await sample.close()
  await rm(dir, { recursive: true, force: true })
})

const state = () => must(gallery.state(), 'state')
const query = () => new Float32Array(128).fill(1 / Math.sqrt(128))
/** What the sample's drafts of a search commit to. */
const picture: ComparedPicture = { field: 'probe', sha256: 'ab'.repeat(32) }
const ticket = async () => gallery.tickets.issue(await sample.loggedSearch(state()), state().entryId)
const compare = (given: SearchTicket, of: ComparedPicture = picture) =>
  gallery.hold(({ matcher, state: held }) =>
    matcher.search(query(), { k: 1, galleryRoot: held.root, ticket: given, picture: of }),
  )

describe('a comparison that needs leave', () => {
  beforeEach(() => start())

  it('is made for a logged search, once, and several that come at once each get theirs', async () => {
    const first = await ticket()
    expect((await compare(first)).rows).toHaveLength(1)
    expect(await catchCode(compare(first))).toBe('TICKET_REFUSED')
    const many = await Promise.all([ticket(), ticket(), ticket()])
    const lists = await Promise.all(many.map((one) => compare(one)))
    expect(lists.map(({ rows }) => rows.length)).toEqual([1, 1, 1])
  })

  it('is made with that picture alone', async () => {
    expect(await catchCode(compare(await ticket(), { ...picture, sha256: 'cd'.repeat(32) }))).toBe(
      'RELEASE_REFUSED',
    )
    const without = gallery.hold(async ({ matcher, state: held }) =>
      matcher.search(query(), { k: 1, galleryRoot: held.root, ticket: await ticket() }),
    )
    expect(await catchCode(without)).toBe('RELEASE_REFUSED')
  })

  it('is not made again for an entry that had its leave, though another office gave a ticket for it', async () => {
    const logged = await sample.loggedSearch(state())
    await compare(await gallery.tickets.issue(logged, state().entryId))
    const ask = leaveFrom(release, sample.house.ledger)
    const gal = must(await sample.house.ledger.find(state().entryId), 'state entry').index
    await expect(ask({ entryId: logged.entryId, gallery: gal, picture })).rejects.toThrow(
      'had its key already',
    )
    const { index } = await sample.house.ledger.append(strangersDraft(state().entryId))
    expect(index).toBeGreaterThan(logged.index)
  })

  it('is made for a measurement of strangers, for which there is no picture', async () => {
    const logged = await sample.house.ledger.append(strangersDraft(state().entryId))
    const given = await gallery.tickets.issue(logged, state().entryId)
    const row = await sample.house.storage.db.selectFrom('persons').select('id').executeTakeFirstOrThrow()
    const faces = [{ personId: asId<PersonId>(row.id), template: query() }]
    await gallery.hold(async ({ matcher, state: held }) => {
      const options = { galleryRoot: held.root, ticket: given }
      expect(await matcher.highestOfOthers(faces, options)).toHaveLength(1)
    })
  })

  it('goes on when the process died between two searches', async () => {
    const before = await ticket()
    process.kill(release.pid(), 'SIGKILL')
    await expect.poll(() => isRunning(release.pid())).toBe(false)
    expect((await compare(before)).rows).toHaveLength(1)
  })

  it('gives no candidate when the process dies in the middle; the next search starts it again', async () => {
    const died = release.pid()
    // Stopped, it cannot answer; so it dies while it is asked.
    process.kill(died, 'SIGSTOP')
    const given = await ticket()
    const cut = catchCode(compare(given))
    setTimeout(() => process.kill(died, 'SIGKILL'), 300)
    expect(await cut).toBe('RELEASE_GONE')
    expect(await catchCode(compare(given))).toBe('TICKET_REFUSED')
    expect((await compare(await ticket())).rows).toHaveLength(1)
    expect(release.pid()).not.toBe(died)
  })
})

describe('no comparison is made for a search', () => {
  it('that was logged more than a minute ago', async () => {
    await start(fixedClock(new Date(Date.now() - 70_000).toISOString()))
    await expect(compare(await ticket())).rejects.toThrow(/was logged 7\d s ago; the limit is 60 s/)
  })

  it('whose proof or entry was forged after the ticket was given', async () => {
    let forge = (proven: Awaited<ReturnType<Ledger['prove']>>) => proven
    await start(systemClock, (ledger) => ({
      ...ledger,
      prove: async (...of) => forge(await ledger.prove(...of)),
    }))
    const first = await ticket()
    forge = (proven) => ({ ...proven, entryBytes: proven.entryBytes.with(40, 0) })
    await expect(compare(first)).rejects.toThrow(/is not proven/)
    forge = (proven) => proven
    const second = await ticket()
    forge = (proven) => ({ ...proven, tlogProof: proven.tlogProof.replace(/index (\d+)/, 'index 0') })
    await expect(compare(second)).rejects.toThrow(/is not proven/)
    forge = (proven) => proven
    expect((await compare(await ticket())).rows).toHaveLength(1)
  })
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
