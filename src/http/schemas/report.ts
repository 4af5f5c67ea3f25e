import { z } from '@hono/zod-openapi'

export const reportFormats = ['html', 'pdf', 'csv'] as const

export const reportListSchema = z
  .object({
    reports: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        imposedBy: z.string(),
        due: z.string(),
        period: z.enum(['year', 'month', 'week', 'since']).openapi({ description: 'what it is made for' }),
        note: z.string(),
      }),
    ),
  })
  .openapi('ReportList')

export const reportQuery = z.object({
  period: z
    .string()
    .regex(/^(\d{4}|\d{4}-\d{2}|\d{4}-W\d{2}|since-\d{4})$/)
    .optional()
    .openapi({ description: '2026, 2026-11, 2026-W47, or since-2009' }),
  format: z.enum(reportFormats).default('html'),
  delayDays: z.coerce.number().int().min(0).max(3650).default(30).openapi({
    description: 'entries younger than this are left out, so that pending cases stay shielded',
  }),
})
