import { openSession, userByLogin } from '../people/index.ts'
import type { Desk } from './command.ts'
import { type Door, doorInto } from './door.ts'
import { WrongUse } from './wrong-use.ts'

/** At the console a second person acts in the same command; through a server he signs in himself, and this gives undefined. */
export async function doorAsAnother(
  door: Door,
  { desk, login }: { readonly desk: Desk; readonly login: string },
): Promise<Door | undefined> {
  if (!door.open) return undefined
  const { storage, clock } = door.open.house
  const user = await userByLogin(storage.db, login)
  if (!user) throw new WrongUse(`There is no user with the login ${login}; see casebound users list.`)
  const { sessionToken } = await openSession(storage.db, { userId: user.id, clock })
  const fetchHere = await desk.wiring.createFetch(door.open, { report: desk.terminal.note })
  return doorInto({ open: door.open, fetch: fetchHere, token: sessionToken, close: async () => {} })
}
