// Program of takeover.pg.test.ts: a log's writer with its signer in a process of its own. It appends an entry for each line that it is
// sent, says what became of it, and stops itself (SIGSTOP) at a fault point once a line names one.
// Arguments: folder and address of the database.

import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { isRefused, systemClock } from '../kernel/index.ts'
import { openStorage } from '../storage/index.ts'
import { createLog } from './create-log.ts'
import { refusalDraft } from './sample-drafts.ts'

const [folder = '', databaseUrl = ''] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)
let stopAt = ''

const ledger = await createLog({
  storage: await openStorage({ dataDir: folder, databaseUrl, key: new Uint8Array(32).fill(7) }),
  logDir: join(folder, 'log'),
  signerDir: join(folder, 'signer'),
  origin: 'agency.example/fr-log/1',
  clock: systemClock,
  faults: (point) => {
    if (point !== stopAt) return
    say('stopping')
    process.kill(process.pid, 'SIGSTOP')
  },
})
say('opened')
for await (const line of createInterface({ input: process.stdin })) {
  stopAt = line
  await ledger.append(refusalDraft).then(
    () => say('settled'),
    (error: unknown) => say(isRefused(error) ? error.code : String(error)),
  )
}
process.exit(0)
