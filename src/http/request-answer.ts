import type { z } from '@hono/zod-openapi'
import { examinationsOf, proposalsOf, withdrawalOf } from '../examination/index.ts'
import { asId, type EntryId, must } from '../kernel/index.ts'
import {
  certificateWords,
  conditionWords,
  type House,
  leadOfSearch,
  policyOfSearch,
  probeWarnings,
  type RefusalWords,
  type RequestSummary,
  takenUpAs,
  withheldBecause,
} from '../lead/index.ts'
import { stepWords } from '../preparation/index.ts'
import {
  candidatesOf,
  type Probe,
  recipesOf,
  type SearchRecord,
  type SearchRequest,
  searchedProbeOf,
  searchOfRequest,
} from '../search/index.ts'
import { faceAnswer, recipeAnswer } from './recipe-answer.ts'
import type { requestSchema, requestSummarySchema, searchReceiptSchema } from './schemas/request.ts'

/** A request as its requester sees it. */
export async function requestAnswer(
  house: House,
  request: SearchRequest,
): Promise<z.infer<typeof requestSchema>> {
  const search = await searchOfRequest(house.storage.db, request.id)
  const refusal = request.status === 'refused' ? await lastRefusal(house, request) : undefined
  return {
    id: request.id,
    status: request.status,
    details: detailsAnswer(request.details),
    ...(request.probe ? { probe: probeAnswer(request.probe) } : {}),
    qualityWarnings: [...probeWarnings(house, request)],
    ...(request.recipe ? { chosenRecipeId: request.recipe.id } : {}),
    recipes: (await recipesOf(house.storage.db, request.id)).map(recipeAnswer),
    ...(search ? await triesAnswer(house, search) : {}),
    ...(search ? { proposals: await proposalAnswers(house, { request, search }) } : {}),
    // A search of which the published log knows nothing yet is not spoken of.
    ...(search && (await house.ledger.find(search.entryId))
      ? { search: await searchReceipt(house, search) }
      : {}),
    ...(refusal ?? {}),
    createdAt: request.createdAt.toISOString(),
    updatedAt: request.updatedAt.toISOString(),
  }
}

/** A line of the list of requests. */
export function summaryAnswer(
  house: House,
  { id, status, details, search, ...summary }: RequestSummary,
): z.infer<typeof requestSummarySchema> {
  const { caseNumber, crime } = details
  return {
    ...{ id, status, details: defined({ caseNumber, crime }) },
    ...(summary.probeSha256 ? { probeSha256: summary.probeSha256 } : {}),
    ...(summary.steps ? { preparedBy: summary.steps.map(stepWords) } : {}),
    ...(search?.tryNumber ? { tries: search.tryNumber } : {}),
    ...(search
      ? {
          search: {
            id: search.id,
            status: search.end ?? 'searching',
            examinations: { sealed: search.sealed, required: policyOfSearch(house, search).pack.reviewers },
            ...(search.leadId ? { leadId: search.leadId } : {}),
            ...(search.withdrawnAt ? { withdrawnAt: search.withdrawnAt.toISOString() } : {}),
          },
        }
      : {}),
    createdAt: summary.createdAt.toISOString(),
    updatedAt: summary.updatedAt.toISOString(),
  }
}

/** Details as they were said; lists are copied because the answer's type lets them change. */
const detailsAnswer = ({ orders, ...details }: SearchRequest['details']) =>
  defined({ ...details, orders: orders?.map((order) => ({ ...order })) })

async function triesAnswer(house: House, search: SearchRecord) {
  const searched = await searchedProbeOf(house.storage.db, search.id)
  return searched ? { tries: searched.tryNumber } : {}
}

/** Copies that examiners propose: steps, and neither who proposes them nor why. */
async function proposalAnswers(house: House, of: { request: SearchRequest; search: SearchRecord }) {
  const proposals = await proposalsOf(house.storage.db, of.search.id)
  const distinct = new Map(proposals.toReversed().map((proposal) => [proposal.copySha256, proposal]))
  return Promise.all(
    [...distinct.values()].toReversed().map(async (proposal) => {
      const taken = await takenUpAs(house, { request: of.request, proposal })
      return {
        id: proposal.id,
        words: proposal.steps.map(stepWords),
        steps: proposal.steps.map((step) => ({ ...step })),
        proposedAt: proposal.proposedAt.toISOString(),
        ...(taken ? { takenUpAs: taken } : {}),
      }
    }),
  )
}

const probeAnswer = (probe: Probe) => ({
  sha256: probe.sha256,
  bytes: probe.bytes,
  widthPx: probe.widthPx,
  heightPx: probe.heightPx,
  faces: probe.faces.map(faceAnswer),
})

/** What a requester holds in hand of a search: its places in the log, its exactness, and how far examination is. */
export async function searchReceipt(
  house: House,
  search: SearchRecord,
): Promise<z.infer<typeof searchReceiptSchema>> {
  const { db } = house.storage
  const { end } = search
  const logged = must(await house.ledger.find(search.entryId), 'search entry')
  const result = end && (await house.ledger.find(end.entryId))
  const lead = await leadOfSearch(db, search.id)
  const withdrawal = await withdrawalOf(db, search.id)
  const { pack } = policyOfSearch(house, search)
  const conditions = conditionWords(pack, search)
  return {
    id: search.id,
    // Until its entry is published, an end is nobody's to know.
    status: (result && end?.as) ?? ('searching' as const),
    logIndex: logged.index,
    ...(result ? { resultIndex: result.index } : {}),
    ...(end?.as === 'done' && result ? { candidateCount: (await candidatesOf(db, search.id)).length } : {}),
    ...(end?.certificate && result
      ? { certificate: end.certificate, certificateWords: certificateWords(end.certificate) }
      : {}),
    decision: {
      packId: search.decision.packId,
      packVersion: search.decision.packVersion,
      rulesApplied: [...search.decision.rulesApplied],
    },
    ...(conditions ? { conditions: conditions.map(defined) } : {}),
    examinations: {
      sealed: (await examinationsOf(db, search.id)).length,
      required: pack.reviewers,
    },
    ...(lead ? { leadId: lead.id } : await notConcluded(house, search)),
    ...(withdrawal ? { withdrawnAt: withdrawal.withdrawnAt.toISOString() } : {}),
    createdAt: search.createdAt.toISOString(),
    ...(end?.refusalCode
      ? {
          refusal: {
            code: end.refusalCode,
            reason: `The search ended without a list (${end.as}).`,
            needed: '',
          },
        }
      : {}),
  }
}

/** Why what two examiners agreed on did not become a lead, where its requester is to know. */
async function notConcluded({ storage }: House, search: SearchRecord) {
  const [refusal] = (await withheldBecause(storage.db, search.id)) ?? []
  return refusal?.code === 'NAME_FROM_ELSEWHERE' ? { refusal: defined(refusal) } : {}
}

async function lastRefusal(house: House, request: SearchRequest) {
  const row = await house.storage.db
    .selectFrom('refusals')
    .selectAll()
    .where('request_id', '=', request.id)
    .orderBy('refused_at', 'desc')
    .executeTakeFirst()
  if (!row) return undefined
  const refusals = (JSON.parse(row.refusals_json) as readonly RefusalWords[]).map(defined)
  const logged = await house.ledger.find(asId<EntryId>(row.entry_id))
  return { refusals, ...(logged ? { refusalLogIndex: logged.index } : {}) }
}

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> }

/** The same record without members that are undefined, as JSON would carry it. */
export const defined = <T extends object>(record: T): Defined<T> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>
