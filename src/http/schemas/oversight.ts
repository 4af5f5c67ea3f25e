import { z } from '@hono/zod-openapi'
import {
  assessments,
  closingClasses,
  contractStatuses,
  dismissReasons,
  findingStates,
  findingStepNames,
  serviceSchema,
} from '../../oversight/index.ts'
import { isoDateText, sha256Text, shortText } from './basic.ts'

const words = z.string().trim().max(5_000)
const count = z.number().int().min(0).max(1_000_000_000)

export const ruleDraftSchema = z
  .object({
    id: z
      .string()
      .regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/)
      .max(60),
    name: z.string().trim().max(200),
    source: z.string().trim().max(500),
    from: isoDateText,
    until: isoDateText.optional(),
  })
  .strict()
  .openapi('ConductRuleDraft')

export const rulesSchema = z
  .object({
    rules: z.array(
      z.object({ id: z.string(), name: z.string(), from: z.string(), until: z.string().optional() }),
    ),
    contracts: z.array(
      z.object({
        ...{ service: z.string(), status: z.enum(contractStatuses), why: z.string() },
        ...{ from: z.string().optional(), until: z.string().optional() },
        ...{ on: z.string().optional(), since: z.string().optional() },
      }),
    ),
    services: z.array(serviceSchema).openapi({ description: 'services of the agency’s own register' }),
  })
  .openapi('ConductRules')

export const contractDraftSchema = z
  .object({
    service: z.string().max(64),
    status: z.enum(contractStatuses),
    from: isoDateText,
    until: isoDateText.optional(),
    why: z.string().trim().max(500),
    entry: serviceSchema.optional().openapi({ description: 'of a service of the agency’s own register' }),
  })
  .strict()
  .openapi('ContractDraft')

/** Every service that is known, and what the agency has with it today. */
export const registerSchema = z
  .object({
    version: z.string(),
    services: z.array(
      z.object({
        ...{ id: z.string(), name: z.string(), kind: z.string(), unsure: z.boolean() },
        domains: z.array(z.string()),
        status: z.string(),
        ...{ allowed: z.boolean(), words: z.string() },
      }),
    ),
  })
  .openapi('ServiceRegister')

export const loggedSchema = z
  .object({ logIndex: z.number().int().openapi({ description: 'where it stands in the log' }) })
  .openapi('Logged')

const touched = z.object({
  caseNumber: z.string().max(200),
  uses: count,
  arrest: z.boolean(),
  asks: z.string().max(500),
})

/** Names of confidences and rules of detection are the room's; here they are short words. */
const code = z.string().min(1).max(60)

export const findingDraftSchema = z
  .object({
    ...{ person: shortText, unit: z.string().max(200), shared: z.boolean() },
    ...{ service: shortText, serviceId: shortText, period: code },
    ...{ uses: count, sessions: count, uploads: count },
    firstSeen: z.iso.datetime().optional(),
    lastSeen: z.iso.datetime().optional(),
    ...{ confidence: code, rule: code, cases: z.array(touched).max(500) },
    evidence: z
      .array(
        z.object({
          ...{ file: z.string().max(1_000), line: count, lineHash: sha256Text },
          ...{ atMs: z.number().optional(), confidence: code, rule: code },
        }),
      )
      .max(100),
  })
  .openapi('FindingDraft')

export const reviewDraftSchema = z
  .object({
    register: z.object({ version: z.string().max(200), digest: sha256Text }),
    ...{ lines: count, brokenLines: count, setAside: z.record(z.string().max(200), count) },
    files: z
      .array(
        z.object({
          ...{ name: z.string().max(1_000), format: z.string().max(60), lines: count, brokenLines: count },
          ...{ seenBefore: z.boolean(), content: z.string().max(64) },
        }),
      )
      .max(100_000),
    findings: z.array(findingDraftSchema).max(20_000),
  })
  .strict()
  .openapi('ReviewDraft')

export const keptReviewSchema = z
  .object({
    ...{ reviewId: z.string(), logIndex: z.number().int() },
    ...{ found: z.number().int(), grown: z.number().int(), misconduct: z.number().int() },
  })
  .openapi('KeptReview')

export const keptFindingSchema = z
  .object({
    ...{ id: z.string(), person: z.string(), unit: z.string(), shared: z.boolean() },
    ...{ serviceId: z.string(), service: z.string(), period: z.string() },
    ...{ uses: z.number().int(), sessions: z.number().int(), uploads: z.number().int() },
    ...{ firstSeen: z.string().optional(), lastSeen: z.string().optional() },
    ...{ confidence: z.string(), rule: z.string() },
    judgement: z.string().openapi({ description: 'by the rule of its day, in words' }),
    misconduct: z.boolean().openapi({ description: 'whether it opened a case of misconduct' }),
    policyThen: z.string().openapi({ description: 'the policy for searches in force then, or none' }),
    ...{ state: z.enum(findingStates), foundAt: z.string() },
    cases: z.array(touched),
    unsettledCases: z.array(z.string()),
  })
  .openapi('KeptFinding')

export const findingsSchema = z
  .object({ findings: z.array(keptFindingSchema), rules: rulesSchema.shape.rules })
  .openapi('KeptFindings')

export const findingDetailSchema = keptFindingSchema
  .extend({
    evidence: z.array(
      z.object({
        ...{ file: z.string(), line: z.number().int(), lineSha256: z.string() },
        ...{ seenAt: z.string().optional(), confidence: z.string(), rule: z.string() },
      }),
    ),
    steps: z.array(
      z.object({
        ...{ step: z.enum(findingStepNames), by: z.string(), at: z.string(), logIndex: z.number().int() },
        content: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      }),
    ),
    casesTouched: z.array(z.string()),
  })
  .openapi('KeptFindingDetail')

export const askSchema = z
  .object({ login: shortText, days: z.number().int().optional() })
  .strict()
  .openapi('AskPerson')
export const assessSchema = z
  .object({ assessment: z.enum(assessments), words })
  .strict()
  .openapi('AssessFinding')
export const settleSchema = z
  .object({
    ...{ caseNumber: shortText, decision: z.enum(['disclosed', 'not-touched']) },
    ...{ to: z.string().trim().max(200).default(''), on: z.string().max(10).default('') },
    words,
  })
  .strict()
  .openapi('SettleCase')
export const dismissSchema = z
  .object({ reason: z.enum(dismissReasons), words })
  .strict()
  .openapi('DismissFinding')
const classNames = Object.keys(closingClasses) as [keyof typeof closingClasses]
export const closeSchema = z
  .object({ class: z.enum(classNames), words })
  .strict()
  .openapi('CloseFinding')
