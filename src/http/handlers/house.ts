import type { OpenAPIHono } from '@hono/zod-openapi'
import { importTables } from '../../archive/index.ts'
import { recordedCodeLists } from '../../lead/index.ts'
import { folderFiles, publicationStates } from '../../ledger/index.ts'
import { asksPlace } from '../../policy/index.ts'
import { trustPolicyPath } from '../../proof/index.ts'
import { refusalInWords } from '../../reports/index.ts'
import { packSummary } from '../pack-summary.ts'
import {
  countsRoute,
  healthRoute,
  logStateRoute,
  policyRoute,
  publicationRoute,
} from '../routes/house-routes.ts'
import type { Env, Services } from '../services.ts'

/** What anyone may know without signing in: that the service lives, its policy, its log and its counts. */
export function houseHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(healthRoute, (context) =>
    context.json({ status: 'ok' as const, version: services.version }, 200),
  )

  app.openapi(policyRoute, (context) => {
    const { pack } = house.policy
    return context.json(
      {
        ...packSummary(pack),
        crimes: pack.crimes.map(({ code, title }) => ({ code, title })),
        purposes: pack.purposes.map(({ code, title }) => ({ code, title })),
        probeSources: pack.probeSources.map(({ code, title }) => ({ code, title })),
        imageKinds: pack.imageKinds.map(({ code, title }) => ({ code, title })),
        questions: (pack.questions ?? []).map(({ code, title }) => ({ code, title })),
        orderKinds: (pack.orderKinds ?? []).map(({ code, title }) => ({ code, title })),
        statutes: pack.crimes.flatMap(({ code, statutes }) =>
          statutes ? [{ crime: code, statutes: [...statutes] }] : [],
        ),
        approvals: (pack.approvals ?? []).map(({ code, title }) => ({ code, title })),
        outsideForm: (pack.outsideForm ?? []).length > 0,
        emergencies: pack.emergency !== undefined,
        asksPlace: asksPlace(pack),
        candidatesMin: pack.candidates.min,
        candidatesDefault: pack.candidates.default,
        candidatesMax: pack.candidates.max,
        reviewersRequired: pack.reviewers,
        rules: pack.rules.map(({ id, sentence, imposedBy, section, confidence, code }) => ({
          id,
          sentence,
          imposedBy,
          section,
          confidence,
          code,
        })),
        unknown: [...pack.unknown],
      },
      200,
    )
  })

  app.openapi(logStateRoute, async (context) =>
    context.json(
      {
        origin: house.ledger.origin,
        size: await house.ledger.size(),
        checkpoint: await house.ledger.checkpoint(),
        verifierKey: house.ledger.vkey,
        ...(await witnessPolicy(services)),
      },
      200,
    ),
  )

  app.openapi(publicationRoute, async (context) => {
    return context.json(await publication(services, context.req.valid('query')), 200)
  })

  app.openapi(countsRoute, async (context) => context.json(await counts(services), 200))
}

/** The policy as the log publishes it: browsers check the cosignatures by it. */
async function witnessPolicy({ logDir }: Services): Promise<{ witnessPolicy?: string }> {
  const bytes = await folderFiles(logDir).read(trustPolicyPath)
  return bytes === undefined ? {} : { witnessPolicy: new TextDecoder().decode(bytes) }
}

/** What the log's files cannot tell: which signed state is old enough, and the texts whose hashes stand in the entries. */
async function publication({ house }: Services, of: { delayDays: number; clockMinutes: number }) {
  const { storage, clock, ledger, policies } = house
  const { open, live } = await publicationStates({ storage, clock, ...of })
  return {
    ...{ origin: ledger.origin, verifierKey: ledger.vkey, open: { ...open }, live: { ...live } },
    policies: policies.versions().map(({ pack }) => ({
      ...{ sha256: pack.sha256, text: pack.text },
    })),
    codes: (await recordedCodeLists(house)).map((one) => ({ ...one })),
    imports: (await importTables(house)).map((one) => ({ ...one })),
  }
}

async function counts({ house }: Services) {
  const { db } = house.storage
  const refusals = await db.selectFrom('refusals').select('refusals_json').execute()
  const byCode = new Map<string, number>()
  for (const row of refusals) {
    for (const { code } of JSON.parse(row.refusals_json) as readonly { code: string }[]) {
      byCode.set(code, (byCode.get(code) ?? 0) + 1)
    }
  }
  const ended = await db
    .selectFrom('search_results')
    .select((select) => ['ended_as', select.fn.countAll<string>().as('count')])
    .groupBy('ended_as')
    .execute()
  const endedAs = (as: string) => Number(ended.find((row) => row.ended_as === as)?.count ?? 0)
  const leads = await db
    .selectFrom('leads')
    .leftJoin('outcomes', 'outcomes.lead_id', 'leads.id')
    .select(['leads.id', 'outcomes.id as outcome_id'])
    .where('leads.decision', '=', 'lead')
    .execute()
  return {
    searches: endedAs('done'),
    interrupted: endedAs('interrupted'),
    refusedByCode: [...byCode].sort().map(([code, count]) => ({ code, words: refusalInWords(code), count })),
    leads: new Set(leads.map(({ id }) => id)).size,
    leadsWithoutOutcome: leads.filter((row) => row.outcome_id === null).length,
  }
}
