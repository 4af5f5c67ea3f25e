// Program of crash.test.ts: appends entries to a log until a fault point kills it with SIGKILL, as a power cut would.
// Arguments: data folder, fault point ('none' to survive), how often the point is passed before it kills, entries, mode ('create',
// 'open', or 'wait' to open and append only when standard input says so, for whoever wants to watch from there), and the address of a PostgreSQL database unless the data folder holds one.
// Prints the id of each entry once its settled() resolved: what was acknowledged.

import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../kernel/index.ts'
import { openStorage } from '../storage/index.ts'
import { createLog } from './create-log.ts'
import type { FaultPoint } from './fault-points.ts'
import { openLedger } from './open-ledger.ts'
import { refusalDraft } from './sample-drafts.ts'
import { openSigner } from './signer.ts'

const [folder = '', fatal = 'none', passes = '0', entries = '0', mode = 'open', databaseUrl] =
  process.argv.slice(2)

let left = Number(passes)
const faults = (point: FaultPoint): void => {
  if (point === fatal && left-- === 0) process.kill(process.pid, 'SIGKILL')
}

const options = {
  storage: await openStorage({ dataDir: folder, databaseUrl, key: new Uint8Array(32).fill(7) }),
  logDir: join(folder, 'log'),
  signerDir: join(folder, 'signer'),
  origin: 'agency.example/fr-log/1',
  clock: systemClock,
  // Here, so that a death can strike inside of signing too.
  openSigner,
  faults,
}

const say = (line: string): void => void writeSync(1, `${line}\n`)

const ledger = mode === 'create' ? await createLog(options) : await openLedger(options)
say('opened')
if (mode === 'wait') await once(process.stdin, 'data')
for (let at = 0; at < Number(entries); at += 3) {
  const drafts = Array.from({ length: Math.min(3, Number(entries) - at) }, () => refusalDraft)
  await Promise.all(
    drafts.map(async (draft) => {
      const { entryId } = await ledger.append(draft)
      say(`settled ${entryId}`)
    }),
  )
}
const report = await ledger.verify()
say(`verified ${report.verified} ${report.size}`)
for (let index = 0; index < report.size; index++) say(`entry ${(await ledger.entry(index)).value.id}`)
const queued = await options.storage.db.selectFrom('log_queue').select('entry_id').execute()
for (const { entry_id } of queued) say(`queued ${entry_id}`)
await ledger.close()
await options.storage.close()
