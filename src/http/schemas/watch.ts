import { z } from '@hono/zod-openapi'
import { settableWires, wires } from '../../lead/index.ts'
import { alarmClasses } from '../../oversight/index.ts'
import { bookingFieldsSchema } from './gallery.ts'

const words = z.string().trim().max(5_000)
const hour = z.number().int().min(0).max(24)
const duty = z.object({ from: hour, until: hour, zone: z.string().max(60) })
const classNames = Object.keys(alarmClasses) as [keyof typeof alarmClasses]
const count = z.number().int()

export const wiresDraftSchema = z
  .object({
    wires: z.array(z.enum(settableWires)).max(20),
    duty: duty.strict().optional(),
    manyInAnHour: z.number().int(),
    resemblance: z
      .number()
      .optional()
      .openapi({ description: 'similarity from which on a probe resembles a portrait' }),
    words,
  })
  .strict()
  .openapi('WiresDraft')

export const wiresSchema = z
  .object({
    wires: z.array(z.object({ rule: z.enum(wires), title: z.string(), strung: z.boolean() })),
    duty: duty.optional(),
    manyInAnHour: count,
    resemblance: z.number().optional(),
    since: z.string().optional().openapi({ description: 'when they were strung as they are now' }),
  })
  .openapi('Wires')

export const alarmSchema = z
  .object({
    ...{ id: z.string(), rule: z.enum(wires), title: z.string(), words: z.string() },
    ...{ person: z.string(), login: z.string() },
    ...{ searchId: z.string().optional(), caseNumber: z.string().optional() },
    ...{ raisedAt: z.string(), logIndex: count },
    settled: z
      .object({
        class: z.enum(classNames),
        title: z.string(),
        words: z.string(),
        by: z.string(),
        at: z.string(),
      })
      .optional(),
    misuseCaseId: z
      .string()
      .optional()
      .openapi({ description: 'the case of misuse that was opened on its ground' }),
  })
  .openapi('Alarm')

export const alarmsSchema = z
  .object({
    alarms: z.array(alarmSchema),
    rates: z.array(
      z.object({
        ...{ rule: z.enum(wires), title: z.string(), raised: count, settled: count, falseAlarms: count },
      }),
    ),
  })
  .openapi('Alarms')

export const settleAlarmSchema = z
  .object({ class: z.enum(classNames), words })
  .strict()
  .openapi('SettleAlarm')

export const settledSchema = z
  .object({ logIndex: count, misuseCaseId: z.string().optional() })
  .openapi('SettledAlarm')

export const figureFieldsSchema = z
  .object({ name: z.string().max(100), words: z.string().max(5_000) })
  .openapi('FigureFields')
export const deletePortraitSchema = z.object({ words }).strict().openapi('DeletePortrait')
export const portraitsSchema = z
  .object({
    portraits: z.array(
      z.object({
        ...{ id: z.string(), kind: z.enum(['staff', 'figure']), name: z.string() },
        ...{ words: z.string(), addedAt: z.string() },
        guards: z.boolean().openapi({ description: 'whether the model in use has coded it' }),
      }),
    ),
    mostFigures: count,
  })
  .openapi('Portraits')
export const ownPortraitSchema = z
  .object({
    asked: z.boolean().openapi({ description: 'whether the agency asks its people for their photographs' }),
    addedAt: z.string().optional(),
  })
  .openapi('OwnPortrait')

const listed = z.array(z.string().max(100)).max(200)

export const neighbourSchema = z
  .object({
    ...{ code: z.string().max(40), name: z.string().max(200) },
    casePattern: z
      .string()
      .max(60)
      .optional()
      .openapi({ description: '# a digit, @ a letter, everything else itself' }),
    ...{ domains: listed, places: listed },
  })
  .strict()
  .openapi('Neighbour')

export const neighboursSchema = z.object({ neighbours: z.array(neighbourSchema) }).openapi('Neighbours')

export const canaryFieldsSchema = bookingFieldsSchema
  .omit({ file: true, run: true, agency: true })
  .extend({
    synthetic: z.enum(['yes', 'no']).openapi({ description: 'yes: the picture shows nobody who exists' }),
    words: z.string().max(5_000).openapi({ description: 'where the picture is from' }),
  })
  .openapi('CanaryFields')

export const plantedSchema = z
  .object({ personId: z.string(), bookingId: z.string(), warnings: z.array(z.string()), logIndex: count })
  .openapi('PlantedCanary')

export const canariesSchema = z
  .object({
    canaries: z.array(
      z.object({
        ...{ personId: z.string(), bookingNumber: z.string(), words: z.string() },
        ...{ plantedAt: z.string(), inGallery: z.boolean() },
      }),
    ),
  })
  .openapi('Canaries')
