// Program of expungement.crash.test.ts: opens template files, expunges a person, and kills itself with SIGKILL at a step, as a
// power cut would. Arguments: folder, step ('none' to survive), person ('nobody': only opens and closes).
// Prints what an auditor would ask: rows held after opening, and after the end.
import { writeSync } from 'node:fs'
import { argv, kill, pid } from 'node:process'
import { asId, type PersonId } from '../kernel/index.ts'
import { openMatcher } from './open-matcher.ts'
import { sampleModel } from './sample-rows.ts'

const [folder = '', fatal = 'none', person = 'nobody'] = argv.slice(2)

const matcher = await openMatcher({
  folder,
  key: new Uint8Array(32).fill(9),
  modelId: sampleModel,
  dimension: 64,
  threads: 0,
  onExpungeStep: (step) => {
    if (step === fatal) kill(pid, 'SIGKILL')
  },
})
writeSync(1, `opened ${matcher.size().rows}\n`)
if (person !== 'nobody') writeSync(1, `expunged ${await matcher.expunge(asId<PersonId>(person))}\n`)
await matcher.close()
writeSync(1, 'closed\n')
