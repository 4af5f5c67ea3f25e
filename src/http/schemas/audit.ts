import { z } from '@hono/zod-openapi'
import {
  disciplines,
  fileSays,
  misuseClasses,
  misuseSources,
  misuseStepNames,
} from '../../oversight/index.ts'
import { shortText } from './basic.ts'

const words = z.string().trim().max(5_000)
const count = z.number().int()
const classNames = Object.keys(misuseClasses) as [keyof typeof misuseClasses]

export const announceSchema = z
  .object({ size: count, from: count.default(0), words })
  .strict()
  .openapi('AnnounceAudit')

export const auditSchema = z
  .object({
    ...{
      id: z.string(),
      size: count,
      from: count,
      words: z.string(),
      by: z.string(),
      announcedAt: z.string(),
    },
    logIndex: count.openapi({ description: 'of the announcement' }),
    draw: z.object({ seed: z.string(), seedSize: count, searches: count }).optional(),
    ...{ same: count, different: count, untold: count, open: count },
    result: z.object({ words: z.string(), by: z.string(), at: z.string() }).optional(),
  })
  .openapi('Audit')

export const auditsSchema = z.object({ audits: z.array(auditSchema) }).openapi('Audits')

export const auditDetailSchema = auditSchema
  .extend({
    searches: z.array(
      z.object({
        ...{ searchId: z.string(), searchedAt: z.string(), requester: z.string(), login: z.string() },
        ...{ caseNumber: z.string(), crime: z.string(), purpose: z.string(), source: z.string() },
        narrative: z.string(),
        check: z.object({ says: z.enum(fileSays), words: z.string(), by: z.string() }).optional(),
      }),
    ),
  })
  .openapi('AuditDetail')

export const checkDrawnSchema = z
  .object({ searchId: shortText, says: z.enum(fileSays), words })
  .strict()
  .openapi('CheckDrawn')
export const wordsSchema = z.object({ words }).strict().openapi('InWords')

export const openMisuseSchema = z
  .object({ login: shortText, source: z.enum(misuseSources), sourceId: shortText.optional(), words })
  .strict()
  .openapi('OpenMisuse')
export const holdSchema = z.object({ held: z.boolean(), words }).strict().openapi('TurnHold')
export const closeMisuseSchema = z
  .object({ class: z.enum(classNames), discipline: z.enum(disciplines), words })
  .strict()
  .openapi('CloseMisuse')

export const misuseSchema = z
  .object({
    ...{ id: z.string(), person: z.string(), login: z.string(), source: z.enum(misuseSources) },
    sourceId: z.string().optional().openapi({ description: 'the alarm, audit or finding it came from' }),
    ...{ words: z.string(), openedBy: z.string(), openedAt: z.string(), logIndex: count },
    ...{ held: z.boolean(), closed: z.boolean() },
    steps: z.array(
      z.object({
        ...{ step: z.enum(misuseStepNames), words: z.string(), by: z.string(), at: z.string() },
        logIndex: count,
        ...{ class: z.enum(classNames).optional(), discipline: z.enum(disciplines).optional() },
      }),
    ),
  })
  .openapi('MisuseCase')
export const misusesSchema = z.object({ cases: z.array(misuseSchema) }).openapi('MisuseCases')
