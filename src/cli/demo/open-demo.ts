import { must, systemClock } from '../../kernel/index.ts'
import { foundHouse, type OpenHouse } from '../../lead/index.ts'
import { openSession, userByLogin } from '../../people/index.ts'
import { type DataFolderLock, lockDataFolder } from '../../storage/index.ts'
import type { Desk } from '../command.ts'
import { type Door, doorInto, tellFinished } from '../door.ts'
import { modelProgress } from '../model-progress.ts'
import { openHouseAt } from '../open-house-at.ts'
import { addDemoPeople } from './demo-people.ts'

export type Fetch = (request: Request) => Response | Promise<Response>

/** The demonstration's house, open, with a door for each of its people. */
export type Demo = {
  readonly open: OpenHouse
  readonly lock: DataFolderLock
  readonly fetch: Fetch
  readonly doorFor: (login: string) => Promise<Door>
  readonly timings: Record<string, number>
  readonly close: () => Promise<void>
}

/** Founds the demonstration where it is not there yet, and opens it. */
export async function openDemo(
  desk: Desk,
  of: { dataDir: string; webDir: string | undefined },
): Promise<Demo> {
  const { dataDir, webDir } = of
  const lock = await lockDataFolder(dataDir, { command: 'casebound demo' })
  const timings: Record<string, number> = {}
  try {
    const startedAt = performance.now()
    desk.terminal.print(`A demonstration agency in ${dataDir}`)
    desk.terminal.note('Preparing keys, database and log; the first time takes a few seconds.')
    await foundHouse({
      dataDir,
      databaseUrl: desk.databaseUrl,
      clock: systemClock,
      agency: { id: 'DEMO-SO', name: 'Demo County Sheriff', demonstration: true },
      origin: 'demo-county.example/fr-log/1',
      approver: 'demonstration',
      onModelProgress: modelProgress(desk.terminal),
    }).catch((error) => {
      if (error?.code !== 'HOUSE_EXISTS') throw error
    })
    timings.foundMs = elapsed(startedAt)
    const open = await openHouseAt(desk, dataDir)
    tellFinished(desk, open)
    await addDemoPeople(open.house)
    const fetch = await desk.wiring.createFetch(open, { webDir, report: desk.terminal.note })
    return {
      open,
      lock,
      fetch,
      timings,
      doorFor: async (login) => {
        const { storage, clock } = open.house
        const user = must(await userByLogin(storage.db, login), 'demo user')
        const { sessionToken } = await openSession(storage.db, { userId: user.id, clock })
        return doorInto({ open, fetch, token: sessionToken, close: async () => {} })
      },
      close: async () => {
        await open.close()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

export const elapsed = (startedAt: number): number => Math.round(performance.now() - startedAt)
