import { z } from 'zod'
import { asId } from '../kernel/index.ts'
import { houseRefusalCodes, ruleRefusalCodes } from './decision.ts'
import type { SetupAnswers } from './pack.ts'
import type { RequestFacts } from './request-facts.ts'

const text = z.string().nullable()
const yesNo = z.boolean().nullable()
const number = z.number().nullable()
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
      course: z.string().optional(),
    })
    .nullable(),
  policyAccepted: yesNo,
  onBehalfOf: text,
  outsideFormComplete: yesNo,
  caseNumber: text,
  caseFound: yesNo,
  incidentPlaceNamed: yesNo,
  crime: text,
  statute: text,
  purpose: text,
  narrative: text,
  narrativeRepeats: number,
  source: text,
  imageKind: text,
  steps: z.array(z.string()).nullable(),
  faceChosen: yesNo,
  tries: number,
  protectedActivity: yesNo,
  galleryKind: text,
  emergency: yesNo,
  standing: yesNo,
  k: number,
  answers: z.record(z.string(), z.boolean()).nullable(),
  approvals: z
    .array(
      z.strictObject({
        kind: z.string(),
        by: z.enum(['requester', 'another']),
        role: z.string(),
        validTo: z.string().optional(),
      }),
    )
    .nullable(),
  orders: z
    .array(
      z.strictObject({
        kind: z.string(),
        validFrom: z.string().optional(),
        validTo: z.string().optional(),
      }),
    )
    .nullable(),
  overdueApprovals: number,
  overdueOutcomes: number,
  programManagerNamed: yesNo,
})
export const someFacts = caseFacts.partial()
const houseCodes = houseRefusalCodes.filter((code) => code !== 'PACK_UNSIGNED')
const expectation = z.union([
  z.literal('permit'),
  z.array(z.enum([...ruleRefusalCodes, ...houseCodes])).min(1),
])
const setup = z.record(z.string(), z.union([z.string(), z.number()]).nullable())

/** Schema of cases.json: an ordinary request, and rows that change it and say what must come of it. */
export const caseTable = z.strictObject({
  note: z.string(),
  /** How the questions of set-up are taken to be answered in these rows; an agency gives its own answers. */
  setup: setup.optional(),
  ordinary: someFacts,
  cases: z
    .array(
      z.strictObject({
        situation: z.string().min(1),
        /** Other answers of set-up for this row; null is none. */
        setup: setup.optional(),
        change: someFacts,
        expect: expectation,
      }),
    )
    .min(1)
    .refine(
      (rows) => new Set(rows.map(({ situation }) => situation)).size === rows.length,
      'a situation stands twice',
    ),
})

export type CaseTable = z.output<typeof caseTable>
export type CaseRow = CaseTable['cases'][number]

/** The answers of set-up that a row supposes. */
export const answersOfCase = (table: CaseTable, row?: CaseRow): SetupAnswers =>
  Object.fromEntries(
    Object.entries({ ...table.setup, ...row?.setup }).filter(
      (entry): entry is [string, string | number] => entry[1] !== null,
    ),
  )

const requesterId = 'user-of-the-case-table'

type Unnulled<T> = { [Key in keyof T]: Exclude<T[Key], null> | undefined }

/** The request a row describes: the ordinary one with the row's changes; null becomes unknown. */
export function factsOfCase(table: CaseTable, row: CaseRow): RequestFacts {
  const all = { ...table.ordinary, ...row.change }
  const { today, agency, roles, certificate, policyAccepted, approvals, orders, ...plain } =
    Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as Unnulled<
      z.output<typeof someFacts>
    >
  return {
    ...plain,
    galleryKind: plain.galleryKind,
    onDate: today,
    actor: {
      id: asId(requesterId),
      agency,
      roles,
      certificate: certificate && { id: asId('certificate-of-the-case-table'), ...certificate },
      policyAccepted,
    },
    approvals: approvals?.map(({ kind, by, role, validTo }) => ({
      kind,
      by: asId(by === 'requester' ? requesterId : 'another-user-of-the-case-table'),
      roles: [role],
      validTo,
    })),
    orders: orders?.map(({ kind, validFrom, validTo }) => ({ kind, validFrom, validTo })),
  }
}
