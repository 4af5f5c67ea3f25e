import { z } from '@hono/zod-openapi'
import { isoDateText, sha256Text } from './basic.ts'

export const decideSchema = z
  .object({
    requestId: z.string().max(64),
    kind: z.string().max(60),
    decision: z.enum(['approved', 'refused']),
    reason: z.string().max(2000),
    contentSha256: sha256Text.optional().openapi({
      description: 'of the request as it was read; one that was changed since is not decided on',
    }),
  })
  .strict()
  .openapi('DecideRequest')

export const awaitedSchema = z
  .object({
    awaited: z.array(
      z.object({
        requestId: z.string(),
        kind: z.string(),
        title: z.string(),
        requester: z.string(),
        caseNumber: z.string(),
        crime: z.string(),
        purpose: z.string(),
        narrative: z.string(),
        authority: z.array(z.object({ label: z.string(), words: z.string() })),
        contentSha256: sha256Text,
        dueAt: z.string().optional(),
        overdue: z.boolean(),
      }),
    ),
  })
  .openapi('AwaitedDecisions')

const line = z.string().trim().min(1).max(200)

export const enterOutsideSchema = z
  .object({
    askingAgency: line,
    contact: z.string().trim().max(500),
    caseNumber: z.string().trim().max(100),
    crime: z.string().max(60),
    purpose: z.string().max(60),
    form: z.record(z.string().max(60), z.string().max(2000)),
    receivedOn: isoDateText,
  })
  .strict()
  .openapi('EnterOutsideRequest')

export const outsideSchema = z
  .object({
    id: z.string(),
    n: z.number().int(),
    askingAgency: z.string(),
    contact: z.string(),
    caseNumber: z.string(),
    crime: z.string(),
    purpose: z.string(),
    form: z.record(z.string(), z.string()),
    receivedOn: isoDateText,
    decision: z.enum(['refused', 'form-missing', 'may-be-served']),
    refusals: z.array(
      z.object({
        code: z.string(),
        rule: z.string().optional(),
        reason: z.string(),
        needed: z.string(),
        source: z.string().optional(),
      }),
    ),
    policy: z.object({ n: z.number().int(), title: z.string(), packId: z.string(), packVersion: z.string() }),
    agency: z.object({ id: z.string(), name: z.string() }),
    enteredAt: z.string(),
    logIndex: z.number().int(),
  })
  .openapi('OutsideRequest')

export const outsideListSchema = z
  .object({
    requests: z.array(outsideSchema),
    /** What the form of the policy in force asks for; empty where it knows none. */
    form: z.array(z.object({ code: z.string(), title: z.string() })),
    byAgency: z.array(
      z.object({ askingAgency: z.string(), asked: z.number().int(), refused: z.number().int() }),
    ),
  })
  .openapi('OutsideRequests')
