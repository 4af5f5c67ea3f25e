import { readFile } from 'node:fs/promises'
import { systemClock } from '../src/kernel/index.ts'
import { openHouse, request } from '../src/lead/index.ts'
import { userByLogin } from '../src/people/index.ts'
import { attachProbe, createRequest } from '../src/search/index.ts'

// A process of its own that searches, tells on standard output what it was told, and kills itself with SIGKILL when the
// log's writer passes a given point for the given time. Started by kill.test.ts.

const [dataDir = '', probePath = '', point = '', pass = '1'] = process.argv.slice(2)
let armed = false
let passed = 0

const open = await openHouse({
  dataDir,
  clock: systemClock,
  renderLeadSheet: async () => ({ bytes: new Uint8Array(), pages: 0 }),
  faults: (here) => {
    if (armed && here === point && ++passed === Number(pass)) process.kill(process.pid, 'SIGKILL')
  },
})
const { house } = open
const user = await userByLogin(house.storage.db, 'd.marsh')
if (!user) throw new Error('the test house has no d.marsh')
const draft = await createRequest(house, {
  agencyId: user.agency.id,
  requesterId: user.id,
  details: {
    caseNumber: '24-118',
    crime: 'robbery',
    purpose: 'investigate-crime',
    source: 'private-cctv',
    protectedActivity: false,
  },
})
const ready = await attachProbe(house, { request: draft, image: new Uint8Array(await readFile(probePath)) })
process.stdout.write(`READY ${ready.id}\n`)
armed = true
const revealed = await request(house, { user, request: ready })
process.stdout.write(`REVEALED ${revealed.searchId} ${revealed.resultIndex}\n`)
await open.close()
