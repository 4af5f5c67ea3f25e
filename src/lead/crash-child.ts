// Program of change-model.crash.test.ts: opens a founded house, begins to code its gallery with another model, and kills itself with
// SIGKILL when some of it is done, as a power cut would. Arguments: data folder, name of the model, id of the user, bookings.
import { writeSync } from 'node:fs'
import { argv, kill, pid } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { asId, systemClock, type UserId } from '../kernel/index.ts'
import { openHouse } from './open-house.ts'

const [dataDir = '', name = '', userId = '', bookings = '1'] = argv.slice(2)

const { house } = await openHouse({
  dataDir,
  clock: systemClock,
  renderLeadSheet: async () => ({ bytes: new Uint8Array(), pages: 1 }),
})
await house.models.use({ name, userId: asId<UserId>(userId) })
for (;;) {
  const { change } = await house.models.status()
  writeSync(1, `${change?.work.done ?? 'changed'}\n`)
  if (!change || change.work.done >= Number(bookings)) kill(pid, 'SIGKILL')
  await sleep(5)
}
