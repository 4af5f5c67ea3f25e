import type { z } from '@hono/zod-openapi'
import { examinationsOf } from '../examination/index.ts'
import { asId, type EntryId, must } from '../kernel/index.ts'
import {
  certificateWords,
  type House,
  leadOfSearch,
  probeWarnings,
  type RefusalWords,
} from '../lead/index.ts'
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
import type { requestSchema, searchReceiptSchema } from './schemas/request.ts'

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
    details: defined(request.details),
    ...(request.probe ? { probe: probeAnswer(request.probe) } : {}),
    qualityWarnings: [...probeWarnings(house, request)],
    ...(request.recipe ? { chosenRecipeId: request.recipe.id } : {}),
    recipes: (await recipesOf(house.storage.db, request.id)).map(recipeAnswer),
    ...(search ? await triesAnswer(house, search) : {}),
    ...(search ? { search: await searchReceipt(house, search) } : {}),
    ...(refusal ?? {}),
    createdAt: request.createdAt.toISOString(),
    updatedAt: request.updatedAt.toISOString(),
  }
}

async function triesAnswer(house: House, search: SearchRecord) {
  const searched = await searchedProbeOf(house.storage.db, search.id)
  return searched ? { tries: searched.tryNumber } : {}
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
  return {
    id: search.id,
    status: end?.as ?? ('searching' as const),
    logIndex: logged.index,
    ...(result ? { resultIndex: result.index } : {}),
    ...(end?.as === 'done' ? { candidateCount: (await candidatesOf(db, search.id)).length } : {}),
    ...(end?.certificate
      ? { certificate: end.certificate, certificateWords: certificateWords(end.certificate) }
      : {}),
    decision: { ...search.decision, rulesApplied: [...search.decision.rulesApplied] },
    examinations: {
      sealed: (await examinationsOf(db, search.id)).length,
      required: house.policy.pack.reviewers,
    },
    ...(lead ? { leadId: lead.id } : {}),
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
