import { z } from 'zod'
import { asId } from '../kernel/index.ts'
import { ruleRefusalCodes } from './decision.ts'
import type { RequestFacts } from './request-facts.ts'

const text = z.string().nullable()
const caseFacts = z.strictObject({
  today: text,
  at: text,
  agency: text,
  roles: z.array(z.string()).nullable(),
  certificate: z
    .strictObject({
      validFrom: z.string().optional(),
      validTo: z.string().optional(),
      revoked: z.boolean().optional(),
    })
    .nullable(),
  onBehalfOf: text,
  caseNumber: text,
  crime: text,
  purpose: text,
  narrative: text,
  source: text,
  imageKind: text,
  tries: z.number().nullable(),
  protectedActivity: z.boolean().nullable(),
  galleryKind: text,
  emergency: z.boolean().nullable(),
  k: z.number().nullable(),
})
const someFacts = caseFacts.partial()
const expectation = z.union([
  z.literal('permit'),
  z.array(z.enum([...ruleRefusalCodes, 'PACK_EXPIRED', 'POLICY_ERROR'])).min(1),
])

/** Schema of cases.json: an ordinary request, and rows that change it and say what must come of it. */
export const caseTable = z.strictObject({
  note: z.string(),
  ordinary: someFacts,
  cases: z
    .array(z.strictObject({ situation: z.string().min(1), change: someFacts, expect: expectation }))
    .min(1)
    .refine(
      (rows) => new Set(rows.map(({ situation }) => situation)).size === rows.length,
      'a situation stands twice',
    ),
})

export type CaseTable = z.output<typeof caseTable>
export type CaseRow = CaseTable['cases'][number]

/** The request a row describes: the ordinary one with the row's changes; null becomes unknown. */
export function factsOfCase(table: CaseTable, row: CaseRow): RequestFacts {
  const facts = { ...table.ordinary, ...row.change }
  const certificate = facts.certificate ?? undefined
  return {
    onDate: facts.today ?? undefined,
    at: facts.at ?? undefined,
    actor: {
      id: asId('user-of-the-case-table'),
      agency: facts.agency ?? undefined,
      roles: facts.roles ?? undefined,
      certificate: certificate && { id: asId('certificate-of-the-case-table'), ...certificate },
    },
    onBehalfOf: facts.onBehalfOf ?? undefined,
    caseNumber: facts.caseNumber ?? undefined,
    crime: facts.crime ?? undefined,
    purpose: facts.purpose ?? undefined,
    narrative: facts.narrative ?? undefined,
    source: facts.source ?? undefined,
    imageKind: facts.imageKind ?? undefined,
    tries: facts.tries ?? undefined,
    protectedActivity: facts.protectedActivity ?? undefined,
    galleryKind: facts.galleryKind ?? undefined,
    emergency: facts.emergency ?? undefined,
    k: facts.k ?? undefined,
  }
}
