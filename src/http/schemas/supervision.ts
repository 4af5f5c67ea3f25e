import { z } from '@hono/zod-openapi'
import { assignmentCauses } from '../../examination/index.ts'

export const waitingSecondSchema = z
  .object({
    searchId: z.string(),
    caseNumber: z.string(),
    firstSealedAt: z.string(),
    assigned: z
      .object({
        examiner: z.string(),
        n: z.number().int(),
        cause: z.enum(assignmentCauses),
        dueAt: z.string(),
        overdue: z.boolean(),
      })
      .optional()
      .openapi({ description: 'absent where nobody is free to examine it' }),
    somebodyFree: z
      .boolean()
      .openapi({ description: 'false where it stays as it is because nobody else is free to examine it' }),
  })
  .openapi('WaitingSecond')

export const reasonSchema = z
  .object({ reason: z.string().trim().max(2_000) })
  .strict()
  .openapi('Reason')

export const waitingFirstSchema = z
  .object({ searchId: z.string(), caseNumber: z.string(), searchedAt: z.string() })
  .openapi('WaitingFirst')

export const withdrawnSchema = z
  .object({ searchId: z.string(), withdrawnAt: z.string(), logIndex: z.number().int() })
  .openapi('Withdrawn')

export const reassignedSchema = z
  .object({ examiner: z.string(), dueAt: z.string(), logIndex: z.number().int() })
  .openapi('Reassigned')
