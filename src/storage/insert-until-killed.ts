// Child of durability.test.ts: inserts rows until it is killed and prints the id of each once its commit is acknowledged.
import { writeSync } from 'node:fs'
import { must, newId } from '../kernel/index.ts'
import { lockDataFolder } from './data-folder-lock.ts'
import { scratchKey } from './open-scratch-storage.ts'
import { openStorage } from './open-storage.ts'

const dataDir = must(process.argv[2], 'data folder')
await lockDataFolder(dataDir, { command: 'casebound serve' })
const storage = await openStorage({ dataDir, key: scratchKey })
for (;;) {
  const id = newId()
  const row = { id, name: 'x', demonstration: false, created_at: new Date() }
  await storage.transaction((tx) => tx.insertInto('agencies').values(row).execute())
  writeSync(1, `${id}\n`)
}
