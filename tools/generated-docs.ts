import { fileURLToPath } from 'node:url'
import { eventsDoc } from '../src/ledger/index.ts'
import { checkRooms } from './rooms/check-rooms.ts'
import { roomsDoc } from './rooms/rooms-doc.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The documents that are written from the code: path in the repository and how to make the text. */
export const generatedDocs: Readonly<Record<string, () => Promise<string>>> = {
  'docs/events.md': async () => eventsDoc(),
  'docs/rooms.md': async () => roomsDoc(await checkRooms(root)),
}
