import type { OpenAPIHono } from '@hono/zod-openapi'
import { type Comparison, comparedWith, conclusionTitle, examinationsOf } from '../../examination/index.ts'
import { encodePhoto, stripePhoto } from '../../face/index.ts'
import { bookingById } from '../../gallery/index.ts'
import { asId, isoDate, type LeadId, must, Refused } from '../../kernel/index.ts'
import {
  beforeAnyArrest,
  type Lead,
  leadById,
  leadSentence,
  limitsInWords,
  listLeads,
  noteRankView,
  type Outcome,
  outcomesOf,
  plantedLetters,
  policyOfSearch,
  recordOutcome,
} from '../../lead/index.ts'
import { type User, userById } from '../../people/index.ts'
import { type Pack, titleOf } from '../../policy/index.ts'
import { probeForDisplay, requestById, searchById } from '../../search/index.ts'
import { mayDo } from '../abilities.ts'
import { confirmed } from '../confirmed.ts'
import { imageAnswer } from '../image-answer.ts'
import { defined } from '../request-answer.ts'
import * as routes from '../routes/lead-routes.ts'
import type { Env, Services } from '../services.ts'
import { guardAnswer, leadGuardHandlers } from './lead-guards.ts'

export function leadHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  const open = (user: User, id: string) => visibleLead(services, { user, id })
  /** Whoever reads what a search came to is not blind to another try of its picture. */
  const noteKnown = (user: User, { searchId }: Lead) => noteRankView(house, { searchId, userId: user.id })

  app.openapi(routes.listLeadsRoute, async (context) => {
    const { user } = context.get('session')
    const leads = await listLeads(house.storage.db, user.agency.id)
    const visible = await Promise.all(leads.map((lead) => leadRow(services, { user, lead })))
    return context.json({ leads: visible.flat() }, 200)
  })
  app.openapi(routes.getLeadRoute, async (context) => {
    const { user } = confirmed(services, context)
    const lead = await open(user, context.req.valid('param').id)
    await noteKnown(user, lead)
    return context.json(await leadAnswer(services, lead), 200)
  })
  app.openapi(routes.leadSheetRoute, async (context) => {
    const { user } = confirmed(services, context)
    const lead = await open(user, context.req.valid('param').id)
    if (!lead.sheet) throw noSheet()
    await noteKnown(user, lead)
    return imageAnswer(await house.storage.blobs.get(lead.sheet.blobId), 'application/pdf')
  })
  app.openapi(routes.leadProbeImageRoute, async (context) => {
    const lead = await open(context.get('session').user, context.req.valid('param').id)
    const search = await searchById(house.storage.db, lead.searchId)
    return imageAnswer(await probeForDisplay(house, await requestById(house.storage.db, search.requestId)))
  })
  app.openapi(routes.leadBookingImageRoute, async (context) => {
    const lead = await open(context.get('session').user, context.req.valid('param').id)
    if (!lead.bookingId) throw noSheet()
    const booking = await bookingById(house.storage, lead.bookingId)
    const photo = await house.face.readPhoto(await house.storage.blobs.get(booking.photoBlobId))
    // It surfaced in a search: nobody takes it from here into a line-up.
    return imageAnswer(await encodePhoto(stripePhoto(photo)))
  })
  app.openapi(routes.recordOutcomeRoute, async (context) => {
    const { user } = context.get('session')
    const lead = await open(user, context.req.valid('param').id)
    const outcome = await recordOutcome(house, { user, leadId: lead.id, draft: context.req.valid('json') })
    return context.json(await outcomeAnswer(services, outcome), 201)
  })
  leadGuardHandlers(app, services, open)
}

/** A lead this user may see: his own request, his own examination, or an overseer's role. Refuses LEAD_UNKNOWN. */
async function visibleLead({ house }: Services, asked: { user: User; id: string }): Promise<Lead> {
  const { user } = asked
  const lead = await leadById(house.storage.db, asId<LeadId>(asked.id))
  const search = await searchById(house.storage.db, lead.searchId)
  const took = await examinationsOf(house.storage.db, search.id)
  const mine = search.requesterId === user.id || took.some(({ examinerId }) => examinerId === user.id)
  if (search.agencyId === user.agency.id && (mine || mayDo(user, 'oversight'))) return lead
  throw new Refused({
    code: 'LEAD_UNKNOWN',
    reason: 'There is no such lead that you may see.',
    needed: 'Open it from your list of leads.',
  })
}

async function leadRow(services: Services, of: { user: User; lead: Lead }) {
  const { house } = services
  const { user, lead } = of
  const seen = await visibleLead(services, { user, id: lead.id }).catch(() => undefined)
  if (!seen) return []
  const search = await searchById(house.storage.db, lead.searchId)
  const request = await requestById(house.storage.db, search.requestId)
  const outcome = (await outcomesOf(house, lead.id)).at(-1)?.outcome
  const overdue =
    !outcome && lead.outcomeDueOn !== undefined && lead.outcomeDueOn < isoDate(house.clock.now())
  return [
    {
      id: lead.id,
      caseNumber: request.details.caseNumber ?? '',
      decision: lead.decision,
      issuedAt: lead.issuedAt.toISOString(),
      ...(outcome ? { outcome } : {}),
      ...(lead.outcomeDueOn ? { outcomeDueOn: lead.outcomeDueOn } : {}),
      overdue,
    },
  ]
}

async function leadAnswer(services: Services, lead: Lead) {
  const { house } = services
  const { db } = house.storage
  const search = await searchById(db, lead.searchId)
  const { details } = await requestById(db, search.requestId)
  const { pack } = policyOfSearch(house, search)
  const booking = lead.bookingId ? await bookingById(house.storage, lead.bookingId) : undefined
  const indexOf = async (entryId: Lead['entryId']) =>
    must(await house.ledger.find(entryId), 'entry of a lead').index
  const proof = await house.ledger.prove(search.entryId)
  return {
    id: lead.id,
    decision: lead.decision,
    sentence: leadSentence({ decision: lead.decision, bookingNumber: booking?.bookingNumber }),
    caseNumber: details.caseNumber ?? '',
    crime: titleOf(pack.crimes, details.crime),
    purpose: titleOf(pack.purposes, details.purpose),
    requester: must(await userById(db, search.requesterId), 'requester').name,
    searchId: search.id,
    searchLogIndex: await indexOf(search.entryId),
    resultLogIndex: await indexOf(must(search.end, 'end of a concluded search').entryId),
    logIndex: await indexOf(lead.entryId),
    issuedAt: lead.issuedAt.toISOString(),
    ...(booking
      ? {
          person: {
            personId: booking.personId,
            bookingNumber: booking.bookingNumber,
            bookedOn: booking.bookedOn,
          },
          bookingImageUrl: `/api/leads/${lead.id}/booking`,
        }
      : {}),
    probeImageUrl: `/api/leads/${lead.id}/probe`,
    ...(lead.sheet
      ? {
          sheetUrl: `/api/leads/${lead.id}/sheet.pdf`,
          sheetSha256: lead.sheet.sha256,
          sheetPages: lead.sheet.pages,
        }
      : {}),
    examiners: await examinerAnswers(services, { lead, pack }),
    beforeAnyArrest: beforeAnyArrest.map((step) => ({ ...step })),
    limits: [...limitsInWords],
    ...(lead.outcomeDueOn ? { outcomeDueOn: lead.outcomeDueOn } : {}),
    outcomes: await Promise.all(
      (await outcomesOf(house, lead.id)).map((outcome) => outcomeAnswer(services, outcome)),
    ),
    guard: await guardAnswer(services, lead),
    proof: {
      checkpoint: await house.ledger.checkpoint(),
      tlogProof: proof.tlogProof,
      entry: new TextDecoder().decode(proof.entryBytes),
    },
  }
}

async function examinerAnswers({ house }: Services, of: { lead: Lead; pack: Pack }) {
  const { lead, pack } = of
  const examinations = await examinationsOf(house.storage.db, lead.searchId)
  return Promise.all(
    examinations.map(async (examination) => ({
      name: must(await userById(house.storage.db, examination.examinerId), 'examiner').name,
      conclusion: conclusionTitle(examination.conclusion, pack),
      reason: examination.reason,
      sealedAt: examination.sealedAt.toISOString(),
      ...(await plantedLetters(house, examination)),
      ...(lead.bookingId ? comparisonAnswer(comparedWith(examination, lead.bookingId)) : {}),
    })),
  )
}

const comparisonAnswer = (comparison: Comparison | undefined) =>
  comparison === undefined
    ? {}
    : {
        comparison: {
          features: comparison.features.map((feature) => ({ ...feature, pins: [...feature.pins] })),
          pins: comparison.pins.map(defined),
        },
      }

async function outcomeAnswer({ house }: Services, outcome: Outcome) {
  const { index } = must(await house.ledger.find(outcome.entryId), 'entry of an outcome')
  return {
    id: outcome.id,
    outcome: outcome.outcome,
    evidence: outcome.evidence.map(defined),
    note: outcome.note,
    recordedBy: outcome.recordedBy,
    recordedAt: outcome.recordedAt.toISOString(),
    logIndex: index,
  }
}

const noSheet = () =>
  new Refused({
    code: 'NO_LEAD',
    reason: 'The examination ended without a lead; there is no sheet and no booking to show.',
    needed: 'Read the conclusion on the lead page.',
  })
