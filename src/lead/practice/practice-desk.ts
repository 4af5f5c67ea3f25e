import { examinationsRequired, sawAnotherTry } from '../../examination/index.ts'
import { encodePhotoLosslessly } from '../../face/index.ts'
import { asId, must, type SearchId, type UserId } from '../../kernel/index.ts'
import { userById, userByLogin } from '../../people/index.ts'
import { applyRecipe } from '../../preparation/index.ts'
import { attachProbe, createRequest, type RequestDetails } from '../../search/index.ts'
import type { House } from '../house.ts'
import { request } from '../probe-to-lead.ts'
import { syntheticTestPeople } from '../synthetic-test-people.ts'
import { practisingUser } from './practice-person.ts'

/** What a practice request says unless its requester says otherwise: nobody needs a case to practise. */
export const practiceDetails: RequestDetails = {
  caseNumber: 'PRACTICE',
  crime: 'robbery',
  purpose: 'investigate-crime',
  source: 'private-cctv',
  protectedActivity: false,
  narrative: 'Practice with a picture of a synthetic person.',
}

/** A colleague who does not exist asks for searches, so that there is something to examine that one did not ask for. */
const deskLogin = 'practice-desk'

/** So many searches wait for whoever comes to examine. */
const searchesWaiting = 3

/** Asks for searches until enough wait that the person of this login may still examine. */
export async function askForPractice(
  house: House,
  { peopleDir, login }: { peopleDir: string; login?: string },
): Promise<void> {
  const { probes } = await syntheticTestPeople(peopleDir)
  const { db } = house.storage
  const deskId = await practisingUser(house, { login: deskLogin, name: 'Practice desk' })
  const desk = must(await userById(db, deskId), 'practice desk')
  const examiner = login === undefined ? undefined : await userByLogin(db, login)
  const { asked, waiting } = await deskSearches(house, { deskId, examinerId: examiner?.id })
  for (let more = 0; waiting + more < searchesWaiting; more++) {
    const still = await must(probes[(asked + more) % probes.length], 'synthetic probe').read()
    const image = await turned(house, { still, round: Math.floor((asked + more) / probes.length) })
    const draft = await createRequest(house, {
      ...{ agencyId: desk.agency.id, requesterId: deskId },
      details: { ...practiceDetails, faceIndex: 0 },
    })
    await request(house, { user: desk, request: await attachProbe(house, { request: draft, image }) })
  }
}

/** Rounds of turned stills, before the pictures begin again. */
const rounds = 9

/**
 * The stills are few, and nobody examines two tries of one picture: in each further round they are turned by four degrees more, to one
 * side and the other, which makes other pictures of them.
 */
async function turned({ face }: House, of: { still: Uint8Array; round: number }): Promise<Uint8Array> {
  const round = of.round % rounds
  if (round === 0) return of.still
  const centidegrees = (round % 2 === 0 ? -400 : 400) * Math.ceil(round / 2)
  const photo = await face.readPhoto(of.still)
  const turn = applyRecipe(photo, [{ op: 'rotate', version: 1, centidegrees }])
  return encodePhotoLosslessly({ ...photo, ...turn })
}

/** How often the desk has asked, and how many of its searches this examiner may still take up. */
async function deskSearches(
  { storage }: House,
  of: { deskId: UserId; examinerId: UserId | undefined },
): Promise<{ asked: number; waiting: number }> {
  const rows = await storage.db
    .selectFrom('search_results')
    .innerJoin('searches', 'searches.id', 'search_results.search_id')
    .leftJoin('examinations', 'examinations.search_id', 'searches.id')
    .select(['searches.id', 'examinations.examiner_id'])
    .where('searches.requester_id', '=', of.deskId)
    .execute()
  const searches = [...new Set(rows.map(({ id }) => id))]
  const open = searches.filter((id) => {
    const by = rows.flatMap((row) => (row.id === id && row.examiner_id !== null ? row.examiner_id : []))
    return by.length < examinationsRequired && !by.some((examiner) => examiner === of.examinerId)
  })
  const { examinerId: userId } = of
  const known = await Promise.all(
    open.map((id) => userId && sawAnotherTry(storage.db, { searchId: asId<SearchId>(id), userId })),
  )
  return { asked: searches.length, waiting: known.filter((seen) => !seen).length }
}

/** Searches of the practice house, which are counted here and nowhere else. */
export async function practiceSearches({ storage }: House): Promise<number> {
  const { count } = await storage.db
    .selectFrom('search_results')
    .select((select) => select.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
