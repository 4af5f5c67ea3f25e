import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { eventsDoc } from '../src/ledger/index.ts'

/** The text of docs/events.md, from the event catalogue of src/ledger. */
export const generateEventsDoc = (): string => eventsDoc()

export const eventsDocPath = fileURLToPath(new URL('../docs/events.md', import.meta.url))

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(eventsDocPath, generateEventsDoc())
