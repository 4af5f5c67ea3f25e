import type { components } from '../api.generated.ts'

export type Refusal = components['schemas']['Refusal']

/** What went wrong with one call, in words a person can act on. */
export class Trouble extends Error {
  readonly status: number
  readonly code: string
  readonly needed: string | undefined
  readonly reference: string | undefined
  readonly refusals: readonly Refusal[]
  readonly logIndex: number | undefined

  constructor(status: number, body: unknown) {
    const parsed = readBody(body)
    super(parsed.message ?? wordsForStatus(status))
    this.name = 'Trouble'
    this.status = status
    this.code = parsed.code ?? 'UNKNOWN'
    this.needed = parsed.needed
    this.reference = parsed.reference
    this.refusals = parsed.refusals
    this.logIndex = parsed.logIndex
  }
}

/** The words used when the server gave none, for example because it was not reached at all (status 0). */
export function wordsForStatus(status: number): string {
  if (status === 0) return 'The Casebound server could not be reached. Check the network of this machine.'
  if (status === 401) return 'You are not signed in, or your session has ended.'
  if (status === 403) return 'This is not permitted for your account.'
  if (status === 404) return 'There is no such thing here, or it is not yours to see.'
  if (status === 413) return 'The file is too large.'
  if (status === 503) return 'The log is not available. Without a record there is no search.'
  return `The server answered with status ${status} and gave no words for it.`
}

/** Anything thrown, as a Trouble: network failures get status 0. */
export function asTrouble(thrown: unknown): Trouble {
  if (thrown instanceof Trouble) return thrown
  if (thrown instanceof TypeError) return new Trouble(0, undefined)
  return new Trouble(0, {
    error: { code: 'FAULT', message: thrown instanceof Error ? thrown.message : 'A fault in the page.' },
  })
}

type ErrorBody = Partial<components['schemas']['Error']>

function readBody(body: unknown) {
  const given: ErrorBody = typeof body === 'object' && body !== null ? body : {}
  return {
    message: given.error?.message,
    code: given.error?.code,
    needed: given.error?.needed,
    reference: given.error?.reference,
    refusals: given.refusals ?? [],
    logIndex: given.logIndex,
  }
}
