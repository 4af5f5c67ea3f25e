import { afterAll, beforeAll, expect, it } from 'vitest'
import { firstBookings } from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { must } from '../kernel/index.ts'
import { conclude, declareElsewhere, type ElsewhereDraft } from '../lead/index.ts'
import { openScratchHouse, type ScratchHouse } from '../lead/open-scratch-house.ts'
import { permittedDetails, seal, searchFor } from '../lead/sample-requests.ts'
import { makePacket, packetFile } from './make-packet.ts'
import { readZip } from './zip/read-zip.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 1 })
}, 300_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

it('the defence gets the packet of a search whose lead was withheld, with why, and with the search elsewhere', async () => {
  const house = scratch.house()
  const { requester, supervisor, examiner, verifier } = scratch.users
  const [booking] = await firstBookings(1)
  const draft: ElsewhereDraft = {
    ...{
      caseNumber: must(permittedDetails.caseNumber, 'case'),
      kind: 'vendor',
      system: 'A vendor’s service',
    },
    ...{ operator: 'Det. Doe', image: 'The still', foundOn: '2026-11-18', discloseTo: 'District attorney' },
    ...{ person: must(booking, 'booking').draft.personId, words: 'Named by telephone after a search.' },
  }
  await declareElsewhere(house, { user: requester, draft })
  const { searchId } = await searchFor(house, requester)
  for (const user of [examiner, verifier])
    await seal(house, { user, searchId, conclusion: 'supports-same-source', rank: 1 })
  expect(await conclude(house, searchId)).toBeUndefined()
  const packet = await makePacket(house, { user: supervisor, searchId, madeFor: 'defence in 26-CR-0117' })
  const bytes = await packetFile(house, { user: supervisor, packetId: packet.id, searchId })
  const parts = new Map(readZip(bytes).map(({ name, bytes: part }) => [name, new TextDecoder().decode(part)]))
  expect(JSON.parse(parts.get('elsewhere.json') ?? '')).toMatchObject({
    declared: [{ system: 'A vendor’s service', discloseTo: 'District attorney', personId: draft.person }],
  })
  expect(JSON.parse(parts.get('conclusion.json') ?? '')).toMatchObject({
    decision: 'withheld',
    withheld: [{ code: 'NAME_FROM_ELSEWHERE' }],
  })
})
