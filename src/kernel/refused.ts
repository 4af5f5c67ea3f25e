/** Facts behind a refusal: measured values, limits, rule ids. Never face data, names or secrets. */
export type Evidence = Readonly<Record<string, string | number | boolean | readonly string[]>>

export type RefusedDetail<Code extends string> = {
  readonly code: Code
  /** One plain sentence for the user: what happened, the measured value, the limit. */
  readonly reason: string
  /** What would be needed, in one plain sentence. */
  readonly needed?: string
  /** Id of the policy rule that said no, where one did. */
  readonly rule?: string
  readonly evidence?: Evidence
}

/**
 * An expected no. Thrown inside a story so that the story stays straight; caught once, at the act's edge,
 * where it is logged and returned as a value. Anything else that is thrown is a bug or an outage.
 */
export class Refused<Code extends string = string> extends Error {
  readonly code: Code
  readonly reason: string
  readonly needed: string
  readonly rule: string | undefined
  readonly evidence: Evidence

  constructor(detail: RefusedDetail<Code>) {
    super(`${detail.code}: ${detail.reason}`)
    this.name = 'Refused'
    this.code = detail.code
    this.reason = detail.reason
    this.needed = detail.needed ?? ''
    this.rule = detail.rule
    this.evidence = detail.evidence ?? {}
  }
}

export const isRefused = (error: unknown): error is Refused => error instanceof Refused
