import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { isRefused, newId } from '../kernel/index.ts'
import { RefusedOnRecord } from '../lead/index.ts'
import type { Services } from './services.ts'
import { statusOfRefusal } from './status-of-refusal.ts'

/** Turns whatever was thrown into an answer: a refusal into its words, a fault into a reference and nothing else. */
export function errorAnswer(services: Services, caught: { error: unknown; context: Context }): Response {
  const { error, context } = caught
  if (isRefused(error)) {
    const onRecord = error instanceof RefusedOnRecord ? error : undefined
    const own = {
      code: error.code,
      rule: error.rule,
      reason: error.reason,
      needed: error.needed,
      evidence: error.evidence,
    }
    return context.json(
      {
        error: { code: error.code, message: error.reason, needed: error.needed },
        refusals: onRecord ? onRecord.refusals.map((refusal) => ({ ...refusal })) : [own],
        ...(onRecord ? { logIndex: onRecord.logIndex } : {}),
      },
      statusOfRefusal(error.code),
    )
  }
  if (error instanceof HTTPException && error.status < 500) {
    return context.json({ error: { code: 'BODY_INVALID', message: 'The request could not be read.' } }, 400)
  }
  const reference = newId<string & { readonly [key: symbol]: never }>().slice(0, 8)
  services.report({ reference, error, path: new URL(context.req.url).pathname })
  return context.json(
    {
      error: {
        code: 'FAULT',
        message: 'Something went wrong in Casebound; nothing was shown that the log does not hold.',
        needed: 'Try again; if it goes on, give the reference to your administrator.',
        reference,
      },
    },
    500,
  )
}
