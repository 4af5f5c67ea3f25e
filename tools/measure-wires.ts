import { fileURLToPath } from 'node:url'
import { openFaceEngine, testModelDir } from '../src/face/index.ts'
import { enrolBooking } from '../src/gallery/index.ts'
import { isRefused, must } from '../src/kernel/index.ts'
import { request, stringWires, wires, wireTitles } from '../src/lead/index.ts'
import { openScratchHouse } from '../src/lead/open-scratch-house.ts'
import { draftRequest } from '../src/lead/sample-requests.ts'
import { syntheticBookings } from '../src/lead/synthetic-test-people.ts'
import { alarmsOf, plantCanary } from '../src/oversight/index.ts'
import { firstBookings, readSynthetic, stillFiles } from '../test/synthetic-people.ts'

// How often each tripwire is wrong where nobody does anything wrong: every still of the synthetic people is searched once, each for a
// case of its own, so that every alarm but that of a first search is a false one. Run: node --import tsx tools/measure-wires.ts

/** Of the persons with a still, so many are in the gallery; the others are searched for in vain. */
const inGallery = 12
const planted = 40
const searchesADay = 5
const folder = fileURLToPath(new URL('./synth/people/', import.meta.url))
const words = 'Rendered by tools/synth for this measurement.'

const face = await openFaceEngine({ modelDir: await testModelDir() })
const scratch = await openScratchHouse({ face, persons: inGallery })
try {
  const house = scratch.house()
  const { auditor, requester, otherRequester } = scratch.users
  const setting = {
    wires: ['picture-in-two-cases', 'case-reused', 'many-opened', 'first-search'] as const,
    words,
  }
  await stringWires(house, { user: auditor, setting: { ...setting, duty: undefined, manyInAnHour: 30 } })
  const withStill = new Set((await firstBookings(1_000)).map(({ draft }) => draft.personId))
  const others = [
    ...new Map((await syntheticBookings(folder)).map((one) => [one.draft.personId, one])).values(),
  ]
  let there = 0
  for (const { file, draft: booking } of others.filter(({ draft }) => !withStill.has(draft.personId))) {
    const draft = { booking, photo: await readSynthetic(file), synthetic: true, words }
    const enrol =
      there < planted
        ? plantCanary(house, { user: auditor, draft })
        : enrolBooking(house, { draft: booking, photo: draft.photo })
    // The archive holds rows that enrolment refuses; they are left out here.
    there += await enrol.then(
      () => 1,
      (error) => (isRefused(error) ? 0 : Promise.reject(error)),
    )
  }
  const stills = await stillFiles()
  for (const [at, still] of stills.entries()) {
    const user = at % 2 === 0 ? requester : otherRequester
    const details = { caseNumber: `26-${100_000 + at}` }
    const draft = await draftRequest(house, { user, details, probeBytes: await readSynthetic(still) })
    await request(house, { user, request: draft })
    if (at % searchesADay === searchesADay - 1) scratch.clock.goOn(1)
  }
  const alarms = await alarmsOf(house, auditor)
  process.stdout.write(
    `${stills.length} searches by 2 people among ${inGallery + there} persons, ${planted} of them planted; ${inGallery} of those sought are there.\n`,
  )
  for (const rule of wires) {
    const raised = alarms.filter((one) => one.rule === rule).length
    process.stdout.write(`${must(wireTitles[rule], rule).padEnd(45)} ${raised} of ${stills.length}\n`)
  }
} finally {
  await scratch.close()
  await face.close()
}
