import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { isoDate } from '../kernel/index.ts'
import {
  asIfInForce,
  builtinPackFolder,
  loadPack,
  readPackFolder,
  type SetupAnswers,
  weigh,
} from '../policy/index.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { draftRequest, permittedDetails } from './sample-requests.ts'
import { whoAsks } from './who-asks.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 1 })
}, 120_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

describe('a question of a pack', () => {
  it.each(['colorado', 'detroit', 'eu-ai-act', 'fbi-ngi-ips', 'washington'] as const)(
    'of %s refuses while it is not answered, and no longer when the requester has answered it',
    async (name) => {
      const house = scratch.house()
      const user = scratch.users.requester
      const files = await readPackFolder(builtinPackFolder(name))
      // The set-up that the pack's own table of cases supposes.
      const { setup } = JSON.parse(files.casesJson) as { setup: SetupAnswers }
      const pack = asIfInForce(loadPack(files, { answers: setup }), isoDate(scratch.clock.now()))
      const codes = (pack.questions ?? []).map(({ code }) => code)
      const rulesWith = async (answers: Record<string, boolean> | undefined) => {
        const request = await draftRequest(house, { user, details: { ...permittedDetails, answers } })
        return weigh(pack, await whoAsks(house, { user, request })).refusals.map(({ rule }) => rule)
      }
      const silent = await rulesWith(undefined)
      const yes = await rulesWith(Object.fromEntries(codes.map((code) => [code, true])))
      expect(codes.length).toBeGreaterThan(0)
      expect(yes.length).toBeLessThan(silent.length)
      expect(yes.filter((rule) => !silent.includes(rule))).toEqual([])
    },
  )
})
