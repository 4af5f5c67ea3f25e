import { afterEach, expect, test, vi } from 'vitest'
import { answerPresence, presenceAsked, sendPresent } from './presence.ts'

const refused = (status: number, code: string) => Response.json({ error: { code } }, { status })
const request = () =>
  new Request('http://localhost/api/x', { method: 'POST', body: '{"typed":"long"}', headers: {} })

afterEach(() => vi.unstubAllGlobals())

function answers(...given: Response[]) {
  const bodies: string[] = []
  vi.stubGlobal('fetch', async (sent: Request) => {
    bodies.push(await sent.text())
    return given.shift()
  })
  return bodies
}

test('a call that needs a proof of presence waits for it and is sent again whole', async () => {
  const bodies = answers(refused(403, 'CONFIRMATION_NEEDED'), Response.json({ done: true }))
  const sent = sendPresent(request())
  await vi.waitFor(() => expect(presenceAsked()).toBe('confirm'))
  answerPresence(true)
  expect(await (await sent).json()).toEqual({ done: true })
  expect(bodies).toEqual(['{"typed":"long"}', '{"typed":"long"}'])
  expect(presenceAsked()).toBeUndefined()
})

test('calls on a locked session wait together, and hear the refusal when nothing is proved', async () => {
  answers(refused(403, 'CONFIRMATION_NEEDED'), refused(423, 'SESSION_LOCKED'))
  const sent = [sendPresent(request()), sendPresent(request())]
  await vi.waitFor(() => expect(presenceAsked()).toBe('locked'))
  answerPresence(false)
  expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([403, 423])
})

test('every other answer is handed on', async () => {
  answers(refused(403, 'ROLE_MISSING'), refused(423, 'ACCOUNT_LOCKED'))
  expect((await sendPresent(request())).status).toBe(403)
  expect((await sendPresent(request())).status).toBe(423)
  expect(presenceAsked()).toBeUndefined()
})
