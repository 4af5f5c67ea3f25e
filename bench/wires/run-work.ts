import { isRefused, must, type SearchId } from '../../src/kernel/index.ts'
import { noteRankView, request, type Wire } from '../../src/lead/index.ts'
import { draftRequest, seal } from '../../src/lead/sample-requests.ts'
import { alarmsOf } from '../../src/oversight/index.ts'
import type { User } from '../../src/people/index.ts'
import { candidatesOf } from '../../src/search/index.ts'
import { showProgress } from '../progress.ts'
import type { Unit } from './open-unit.ts'
import { type Act, type SearchAct, supervisor } from './ordinary-work.ts'
import type { Misuse } from './planted-misuse.ts'
import { hourMs, midnight } from './roster.ts'
import { type Pictures, plantedPrefix } from './work-pictures.ts'

// Does the made-up acts in the real house, each at its time, through the same doors as people: nothing is told to a wire directly.

export type Done = { readonly act: SearchAct; readonly searchId: SearchId }

/** What the ordinary work came to. A picture without a usable face is refused, as it would be, and counted. */
export type Worked = { readonly done: readonly Done[]; readonly refused: number; readonly opened: number }

export async function doOrdinaryWork(
  unit: Unit,
  of: { readonly acts: readonly Act[]; readonly pictures: Pictures },
): Promise<Worked> {
  const found = new Map<number, Done>()
  let [searches, refused, opened] = [0, 0, 0]
  const progress = showProgress({ title: 'Ordinary work', total: of.acts.length, unit: 'acts' })
  for (const [at, act] of of.acts.entries()) {
    goTo(unit, act.at)
    const user = act.person === supervisor ? unit.supervisor : must(unit.people[act.person], 'person')
    if (act.do === 'search') {
      const probeBytes = await of.pictures.read('still', act.picture)
      const searchId = await searched(unit, { user, probeBytes, ...act })
      if (searchId === undefined) refused++
      else found.set(searches, { act, searchId })
      searches++
    } else {
      const search = found.get(act.search)
      if (!search) continue
      await noteRankView(unit.scratch.house(), { userId: user.id, searchId: search.searchId })
      opened++
    }
    progress.at(at + 1)
  }
  progress.end()
  return { done: [...found.values()], refused, opened }
}

type Asked = {
  readonly user: User
  readonly probeBytes: Uint8Array
  readonly caseNumber: string
  readonly crime: string
}

async function searched(unit: Unit, of: Asked): Promise<SearchId | undefined> {
  const house = unit.scratch.house()
  const details = { caseNumber: of.caseNumber, crime: of.crime }
  try {
    const draft = await draftRequest(house, { user: of.user, details, probeBytes: of.probeBytes })
    return (await request(house, { user: of.user, request: draft })).searchId
  } catch (error) {
    if (isRefused(error)) return undefined
    throw error
  }
}

/** The clock only goes on; an act that is due is done at once. */
function goTo({ scratch }: Unit, at: number): void {
  const days = (at - scratch.clock.now().getTime()) / (24 * hourMs)
  if (days > 0) scratch.clock.goOn(days)
}

/** The wires that the planted searches tripped, in their order; one a day. Undefined where no search came to be. */
export async function doMisuse(
  unit: Unit,
  of: { readonly planted: readonly Misuse[]; readonly firstDay: string; readonly day: number },
): Promise<readonly (readonly Wire[] | undefined)[]> {
  const searches: (SearchId | undefined)[] = []
  const progress = showProgress({ title: 'Misuse', total: of.planted.length, unit: 'searches' })
  for (const [at, one] of of.planted.entries()) {
    goTo(unit, midnight(of.firstDay, of.day + at) + one.hour * hourMs)
    const user = one.newcomer
      ? await unit.hire(`newcomer-${at}`)
      : must(unit.people[at % unit.people.length], 'person')
    searches.push(await searched(unit, { user, probeBytes: one.picture, ...one }))
    progress.at(at + 1)
  }
  progress.end()
  const alarms = await alarmsOf(unit.scratch.house(), unit.scratch.users.auditor)
  return searches.map(
    (searchId) => searchId && alarms.filter((one) => one.searchId === searchId).map(({ rule }) => rule),
  )
}

/** Somebody opens so many lists that are new to him, so many minutes apart; whether an alarm was raised about him. */
export async function opensMany(
  unit: Unit,
  of: {
    readonly done: readonly Done[]
    readonly login: string
    readonly lists: number
    readonly minutes: number
  },
): Promise<boolean> {
  const { scratch } = unit
  const user = await unit.hire(of.login)
  for (const { searchId } of of.done.slice(0, of.lists)) {
    scratch.clock.goOn((of.minutes * 60_000) / (24 * hourMs))
    await noteRankView(scratch.house(), { userId: user.id, searchId })
  }
  const alarms = await alarmsOf(scratch.house(), scratch.users.auditor)
  return alarms.some(({ rule, userId }) => rule === 'many-opened' && userId === user.id)
}

/**
 * The first examiner seals a conclusion about a search: for the person who is planted in it, or that nobody of the list is shown. Whether
 * the wire was tripped; undefined where no planted person stands in the list, or another try of the picture was examined.
 */
export async function concluded(
  unit: Unit,
  of: { readonly searchId: SearchId; readonly names: 'planted' | 'nobody' },
): Promise<boolean | undefined> {
  const { scratch } = unit
  const { searchId } = of
  const user = scratch.users.examiner
  const list = await candidatesOf(scratch.house().storage.db, searchId)
  const planted = list.find(({ personId }) => personId.startsWith(plantedPrefix))
  if (of.names === 'planted' && !planted) return undefined
  const sealing = seal(scratch.house(), {
    ...{ user, searchId, conclusion: of.names === 'planted' ? 'supports-same-source' : 'none-of-these' },
    ...(of.names === 'planted' && planted ? { rank: planted.rank } : {}),
  })
  // Who examined one try of a picture examines no other: such a search is passed over.
  const sealed = await sealing.then(
    () => true,
    (error) => (isRefused(error) ? false : Promise.reject(error)),
  )
  if (!sealed) return undefined
  const alarms = await alarmsOf(scratch.house(), scratch.users.auditor)
  return alarms.some((one) => one.rule === 'canary-named' && one.searchId === searchId)
}
