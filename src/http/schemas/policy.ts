import { z } from '@hono/zod-openapi'
import { isoDateText, sha256Text } from './basic.ts'

const code = z.string().max(100)

/** Which pack is meant: by name (`shipped:maryland`, `adopted:2`, `proposed:ID`) or as a whole text. */
export const packReferenceSchema = z
  .object({
    name: z.string().max(120).optional(),
    text: z.string().max(4_000_000).optional(),
    answers: z.record(code, z.union([code, z.number().int()])).optional(),
  })
  .strict()
  .openapi('PackReference')

export const packChangeSchema = z
  .object({
    kind: z.enum(['added', 'removed', 'changed']),
    of: z.enum(['rule', 'condition', 'list', 'number', 'answer', 'dates']),
    name: z.string(),
    words: z.string(),
  })
  .openapi('PackChange')

const packNamed = {
  packId: z.string(),
  packVersion: z.string(),
  packSha256: sha256Text,
  title: z.string(),
}

const setupQuestion = z.object({
  code: z.string(),
  question: z.string(),
  why: z.string(),
  kind: z.enum(['choice', 'number']),
  choices: z.array(z.object({ code: z.string(), title: z.string() })).optional(),
  min: z.number().int().optional(),
  max: z.number().int().optional(),
})

export const policyVersionsSchema = z
  .object({
    versions: z.array(
      z.object({
        n: z.number().int(),
        ...packNamed,
        inForceFrom: isoDateText,
        adoptedAt: z.string(),
        approver: z.string(),
        inForce: z.boolean(),
        logIndex: z.number().int(),
      }),
    ),
    offers: z.array(z.object({ name: z.string(), ...packNamed, changes: z.array(packChangeSchema) })),
    proposals: z.array(
      z.object({
        id: z.string(),
        ...packNamed,
        inForceFrom: isoDateText,
        proposedBy: z.string(),
        mine: z.boolean(),
        proposedAt: z.string(),
        changes: z.array(packChangeSchema),
      }),
    ),
    shipped: z.array(
      z.object({
        name: z.string(),
        ...packNamed,
        jurisdiction: z.string(),
        validFrom: isoDateText,
        validTo: isoDateText.optional(),
        setup: z.array(setupQuestion),
      }),
    ),
    accepted: z.boolean().openapi({ description: 'whether you accepted the text in force' }),
    changesToAccept: z.array(packChangeSchema),
    mayPropose: z.boolean(),
    mayAdopt: z.boolean(),
  })
  .openapi('PolicyVersions')

export const policyTextSchema = z
  .object({ n: z.number().int(), packSha256: sha256Text, text: z.string() })
  .openapi('PolicyText')

export const diffSchema = z
  .object({
    before: z.object(packNamed),
    after: z.object(packNamed),
    changes: z.array(packChangeSchema),
  })
  .openapi('PolicyDiff')

export const replaySchema = z
  .object({
    from: isoDateText,
    to: isoDateText,
    pack: z.object(packNamed),
    requests: z.number().int(),
    permittedBefore: z.number().int(),
    permittedAfter: z.number().int(),
    nowRefused: z.number().int(),
    nowPermitted: z.number().int(),
    otherReasons: z.number().int(),
    notAsRecorded: z.number().int(),
    beforeAnyPolicy: z.number().int(),
    byCode: z.array(z.object({ code: z.string(), before: z.number().int(), after: z.number().int() })),
    changes: z.array(
      z.object({
        requestId: z.string(),
        on: isoDateText,
        crime: z.string(),
        purpose: z.string(),
        before: z.string(),
        after: z.string(),
      }),
    ),
  })
  .openapi('PolicyReplay')
