import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { firstBookings, probeOfPerson } from '../../test/synthetic-people.ts'
import { letteredCandidates } from '../examination/index.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { must } from '../kernel/index.ts'
import { conclude, examine, openScratchHouse, request, type ScratchHouse } from '../lead/index.ts'
import { analysed } from '../lead/sample-requests.ts'
import { attachProbe, candidatesOf, createRequest, searchById } from '../search/index.ts'
import { readSheet } from './read-sheet.ts'
import { writeLeadSheet } from './write-lead-sheet.ts'

let face: FaceEngine
let scratch: ScratchHouse

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({
    face,
    persons: 2,
    renderLeadSheet: async (facts) => writeLeadSheet(facts),
  })
})
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

it('prints the sheet of a real lead, whose digest stands sealed in the log', async () => {
  const house = scratch.house()
  const { requester, examiner, verifier } = scratch.users
  const sought = must((await firstBookings(1))[0], 'booking').draft
  const drafted = await createRequest(house, {
    agencyId: requester.agency.id,
    requesterId: requester.id,
    details: {
      caseNumber: '26-004711',
      crime: 'robbery',
      purpose: 'investigate-crime',
      source: 'phone',
      protectedActivity: false,
    },
  })
  const image = await probeOfPerson(sought.personId)
  const asked = await attachProbe(house, { request: drafted, image })
  const { searchId } = await request(house, { user: requester, request: asked })
  const search = await searchById(house.storage.db, searchId)
  for (const user of [examiner, verifier]) {
    await analysed(house, { user, searchId })
    const shown = letteredCandidates({
      candidates: await candidatesOf(house.storage.db, searchId),
      orderSeed: must(search.end?.orderSeed, 'order seed'),
      seat: user.id,
    })
    const { letter } = must(
      shown.find(({ candidate }) => candidate.personId === sought.personId),
      'candidate',
    )
    await examine(house, {
      user,
      searchId,
      findings: {
        answers: [
          {
            ...{ letter, conclusion: 'supports-same-source' },
            features: {
              nose: { relation: 'similar' },
              ears: { relation: 'similar' },
              chin: { relation: 'similar' },
            },
            reason: 'Nose, ears and chin agree in detail.',
          },
        ],
        others: { conclusion: 'supports-different-sources', reason: 'The ears differ.' },
      },
    })
  }
  const lead = must(await conclude(house, searchId), 'lead')
  const sheet = must(lead.sheet, 'sheet')
  const bytes = await house.storage.blobs.get(sheet.blobId)
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sheet.sha256)
  const pages = await readSheet(bytes)
  const text = JSON.stringify(pages).replace(/\s+/g, ' ')
  for (const words of [
    '26-004711',
    sought.bookingNumber,
    'Scratch Police',
    'Nose, ears and chin agree in detail.',
  ]) {
    expect(text).toContain(words)
  }
})
