import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openScratchDoor, type ScratchDoor, type Who } from './open-scratch-door.ts'

let door: ScratchDoor
beforeAll(async () => {
  door = await openScratchDoor(1)
}, 300_000)
afterAll(async () => {
  await door?.scratch.house().models.stop()
  await door?.close()
})

type Refusal = { error: { code: string } }
const lookers: readonly Who[] = ['clerk', 'supervisor', 'manager', 'auditor', 'administrator']
const others: readonly Who[] = ['requester', 'examiner', 'verifier', 'expired', 'trainingOfficer']

describe('the face models over HTTP', () => {
  test.each(lookers)('are shown to %s', async (who) => {
    const answer = await door.as<{ inUse: object }>(who, 'GET', '/api/models')
    expect(answer).toMatchObject({ status: 200, json: { inUse: expect.any(Object) } })
  })

  test.each(others)('are not shown to %s', async (who) => {
    const answer = await door.as<Refusal>(who, 'GET', '/api/models')
    expect(answer).toMatchObject({ status: 403, json: { error: { code: 'ROLE_MISSING' } } })
  })

  const changes = [
    ['/api/models/use', { name: 'none-such' }],
    ['/api/models/test', undefined],
  ] as const
  test.each([...lookers, ...others].filter((who) => who !== 'administrator'))(
    'are neither changed nor tested by %s',
    async (who) => {
      for (const [path, body] of changes) {
        const answer = await door.as<Refusal>(who, 'POST', path, body)
        expect(answer, path).toMatchObject({ status: 403, json: { error: { code: 'ROLE_MISSING' } } })
      }
    },
  )

  test('pass the check of roles for an administrator: here it is the model that is missing', async () => {
    const answer = await door.as<Refusal>('administrator', 'POST', '/api/models/use', { name: 'none-such' })
    expect(answer).toMatchObject({ status: 503, json: { error: { code: 'MODEL_MISSING' } } })
  })

  test('are nobody’s without signing in', async () => {
    for (const [method, path, body] of [
      ['GET', '/api/models', undefined],
      ['POST', ...changes[0]],
      ['POST', ...changes[1]],
    ] as const) {
      const answer = await door.as<Refusal>('nobody', method, path, body)
      expect(answer, path).toMatchObject({ status: 401, json: { error: { code: 'NOT_SIGNED_IN' } } })
    }
  })
})
