// Whether the person is there. Calls that need a proof of it wait here until the dialogue has it, and then go on, so that
// nothing that was typed is lost.

export type PresenceAsk = 'locked' | 'confirm'

let asked: PresenceAsk | undefined
let waiting: ((proved: boolean) => void)[] = []
const listeners = new Set<() => void>()
let lastInputMs = Date.now()

const tell = () => {
  for (const listener of listeners) listener()
}

export const presenceAsked = (): PresenceAsk | undefined => asked

export function onPresenceAsked(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Asks for a proof of presence; resolves when the dialogue was answered. A lock outweighs a question. */
export function askPresence(why: PresenceAsk): Promise<boolean> {
  asked = asked === 'locked' ? 'locked' : why
  const answered = new Promise<boolean>((resolve) => waiting.push(resolve))
  tell()
  return answered
}

/** The dialogue was answered: whoever waits goes on, or hears that nothing was proved. */
export function answerPresence(proved: boolean): void {
  const waited = waiting
  waiting = []
  asked = undefined
  tell()
  for (const resolve of waited) resolve(proved)
}

export function noteInput(): void {
  lastInputMs = Date.now()
}

export const idleMs = (): number => Date.now() - lastInputMs

/** Calls that a page makes while nobody touches anything are no acts of its person. */
const byItselfAfterMs = 60_000

const codeOf = async (response: Response): Promise<string | undefined> => {
  if (response.status !== 403 && response.status !== 423) return undefined
  const body: { error?: { code?: string } } | undefined = await response
    .clone()
    .json()
    .catch(() => undefined)
  return body?.error?.code
}

/** Sends a request; where the server wants a proof of presence it is asked for, and the request is sent once more. */
export async function sendPresent(request: Request): Promise<Response> {
  request.headers.set('x-casebound', idleMs() < byItselfAfterMs ? 'web' : 'web-by-itself')
  const again = request.clone()
  const response = await fetch(request)
  const code = await codeOf(response)
  if (code !== 'SESSION_LOCKED' && code !== 'CONFIRMATION_NEEDED') return response
  const proved = await askPresence(code === 'SESSION_LOCKED' ? 'locked' : 'confirm')
  return proved ? fetch(again) : response
}
