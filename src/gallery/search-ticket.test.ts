import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { firstBookings } from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { asId, type Clock, type EntryId, must, newId, type PersonId } from '../kernel/index.ts'
import { refusalDraft, strangersDraft } from '../ledger/sample-drafts.ts'
import { openSampleGallery, type SampleGallery } from './sample-gallery.ts'
import { openTicketOffice, type SearchTicket, ticketLifeSec } from './search-ticket.ts'

let face: FaceEngine
let sample: SampleGallery
let nowMs = Date.parse('2026-11-19T10:00:00Z')
const clock: Clock = { now: () => new Date(nowMs) }

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
})
afterAll(() => face?.close())
beforeEach(async () => {
  sample = await openSampleGallery(face)
  await sample.enrol(must((await firstBookings(1))[0], 'booking'))
  await sample.gallery.commit()
})
afterEach(() => sample?.close())

const state = () => must(sample.gallery.state(), 'state')
const query = () => new Float32Array(128).fill(1 / Math.sqrt(128))

describe('a ticket', () => {
  it('is good for one comparison, and not for a second', async () => {
    const ticket = await sample.ticket(state())
    await sample.gallery.hold(async ({ matcher, state: held }) => {
      const options = { k: 1, galleryRoot: held.root, ticket }
      expect((await matcher.search(query(), options)).rows).toHaveLength(1)
      expect(await catchCode(matcher.search(query(), options))).toBe('TICKET_REFUSED')
    })
  })

  it('that was made up, or altered, opens nothing', async () => {
    const ticket = await sample.ticket(state())
    await sample.gallery.hold(async ({ matcher, state: held }) => {
      for (const wrong of [{ number: 'x' }, { index: ticket.index + 1 }, { leafSha256: '00' }]) {
        const options = { k: 1, galleryRoot: held.root, ticket: { ...ticket, ...wrong } }
        expect(await catchCode(matcher.search(query(), options))).toBe('TICKET_REFUSED')
      }
    })
  })

  it('is given for a search once, and for nothing else that is logged or not', async () => {
    const logged = await sample.loggedSearch(state())
    const issue = sample.gallery.tickets.issue
    await issue(logged, state().entryId)
    expect(await catchCode(issue(logged, state().entryId))).toBe('TICKET_REFUSED')
    const other = await sample.house.ledger.append(refusalDraft)
    expect(await catchCode(issue(other, state().entryId))).toBe('TICKET_REFUSED')
    const next = await sample.loggedSearch(state())
    expect(await catchCode(issue({ ...next, entryId: newId() }, state().entryId))).toBe('TICKET_REFUSED')
    expect(await catchCode(issue({ ...next, index: next.index - 1 }, state().entryId))).toBe('TICKET_REFUSED')
    expect(await catchCode(issue(next, logged.entryId))).toBe('TICKET_REFUSED')
    await issue(next, state().entryId)
  })

  it('is for what its entry says: a search gives no leave to measure strangers, and the other way', async () => {
    const { id: personId } = await sample.house.storage.db
      .selectFrom('persons')
      .select('id')
      .executeTakeFirstOrThrow()
    const faces = [{ personId: asId<PersonId>(personId), template: query() }]
    const [forSearch, logged] = [
      await sample.ticket(state()),
      await sample.house.ledger.append(strangersDraft(state().entryId)),
    ]
    await sample.gallery.hold(async ({ matcher, state: held }) => {
      const options = { galleryRoot: held.root, ticket: forSearch }
      expect(await catchCode(matcher.highestOfOthers(faces, options))).toBe('TICKET_REFUSED')
      const other = await sample.gallery.tickets.issue(logged, held.entryId)
      const asSearch = { k: 1, galleryRoot: held.root, ticket: other }
      expect(await catchCode(matcher.search(query(), asSearch))).toBe('TICKET_REFUSED')
    })
  })

  it('given to two who ask at once is given to one', async () => {
    const logged = await sample.loggedSearch(state())
    const answers = await Promise.allSettled(
      [1, 2].map(() => sample.gallery.tickets.issue(logged, state().entryId)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('runs out after a minute, and with the gallery state that it was given for', async () => {
    const office = openTicketOffice({ ledger: sample.house.ledger, clock })
    const give = async () => office.issue(await sample.loggedSearch(state()), state().entryId)
    const redeem = (ticket: SearchTicket, galleryEntry: EntryId = state().entryId) =>
      office.redeem(ticket, { galleryEntry, purpose: 'search' })
    const late = await give()
    nowMs += ticketLifeSec * 1000 + 1
    await expect(redeem(late)).rejects.toThrow('60 s old')
    const early = await give()
    nowMs -= 1000
    expect(await catchCode(redeem(early))).toBe('TICKET_REFUSED')
    const elsewhere = await give()
    await expect(redeem(elsewhere, newId<EntryId>())).rejects.toThrow('another state')
    const inTime = await give()
    nowMs += ticketLifeSec * 1000
    await redeem(inTime)
  })
})
