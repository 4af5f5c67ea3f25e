import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isRefused, Refused } from '../../kernel/index.ts'
import { exists, type Founding, foundHouse } from '../found-house.ts'
import type { OpenHouse } from '../open-house.ts'
import { askForPractice, practiceSearches } from './practice-desk.ts'
import { enrolPracticePeople } from './practice-people.ts'
import { type Practising, practiceLink } from './practice-person.ts'

/** Agency code of every practice house. */
const practiceAgency = 'PRACTICE'

export type PracticeState =
  | { readonly state: 'absent' }
  | { readonly state: 'preparing'; readonly done: number; readonly total: number }
  /** `searches` counts those of practice alone; not said while the practice house is closed. */
  | { readonly state: 'ready'; readonly searches?: number }
  | { readonly state: 'failed'; readonly reason: string }

export type PracticeRefusalCode = 'PRACTICE_NOT_READY'

/**
 * The practice gallery: a house of its own, with its own key, database, log and synthetic gallery, in a folder of its own. Nothing in it
 * knows the real house, and nothing of the real house is open to a session of it.
 */
export type PracticeRoom = {
  readonly state: () => Promise<PracticeState>
  /** Founds the house and enrols the synthetic people, in the background; once only, and again after a failure. */
  readonly prepare: () => void
  /** The practice house, opened when it is first wanted. Refuses PRACTICE_NOT_READY. */
  readonly opened: () => Promise<OpenHouse>
  /** Token of a one-time link into the practice house, as this person's double. Refuses PRACTICE_NOT_READY. */
  readonly enter: (person: Practising) => Promise<string>
  readonly close: () => Promise<void>
}

type Given = {
  /** Folder of the practice house. */
  readonly dataDir: string
  /** Folder of the synthetic people. */
  readonly peopleDir: string
  readonly clock: Founding['clock']
  readonly open: (dataDir: string) => Promise<OpenHouse>
  /** Called with what failed while nobody waited for it. */
  readonly report: (error: unknown) => void
}

export function openPracticeRoom(given: Given): PracticeRoom {
  const { dataDir, peopleDir } = given
  const readyFile = join(dataDir, 'ready')
  let house: Promise<OpenHouse> | undefined
  let preparing: Promise<void> | undefined
  let progress: PracticeState = { state: 'absent' }
  const open = () => {
    // One that could not be opened is tried again, not remembered.
    house ??= given.open(dataDir).catch((error) => {
      house = undefined
      throw error
    })
    return house
  }
  const prepared = () => exists(readyFile)
  const opened = async () => {
    if (preparing === undefined && (await prepared())) return open()
    throw new Refused<PracticeRefusalCode>({
      code: 'PRACTICE_NOT_READY',
      reason: 'The practice gallery is not ready.',
      needed: 'Open it on the page Training; the first time takes a minute.',
    })
  }
  const prepare = async () => {
    progress = { state: 'preparing', done: 0, total: 0 }
    await foundPractice(given)
    const { house: practice } = await open()
    await enrolPracticePeople(practice, {
      peopleDir,
      onProgress: (done, total) => {
        progress = { state: 'preparing', done, total }
      },
    })
    await askForPractice(practice, { peopleDir })
    await writeFile(readyFile, '')
  }
  return {
    state: async () => {
      if (preparing !== undefined || !(await prepared())) return progress
      if (house === undefined) return { state: 'ready' }
      return { state: 'ready', searches: await practiceSearches((await house).house) }
    },
    prepare: () => {
      preparing ??= prepare()
        .catch((error) => {
          given.report(error)
          const reason = isRefused(error) ? error.reason : 'The practice gallery could not be prepared.'
          progress = { state: 'failed', reason }
        })
        .finally(() => {
          preparing = undefined
        })
    },
    opened,
    enter: async (person) => {
      const { house: practice } = await opened()
      const token = await practiceLink(practice, person)
      await askForPractice(practice, { peopleDir, login: person.login })
      return token
    },
    close: async () => {
      await preparing
      await (await house)?.close()
    },
  }
}

/** Founds the practice house; one that stands already is gone on with. */
async function foundPractice({ dataDir, clock }: Given): Promise<void> {
  await foundHouse({
    dataDir,
    clock,
    agency: { id: practiceAgency, name: 'Practice gallery', demonstration: true },
    origin: 'practice.example/fr-log/1',
    approver: 'practice',
  }).catch((error) => {
    if (!isRefused(error) || error.code !== 'HOUSE_EXISTS') throw error
  })
}
