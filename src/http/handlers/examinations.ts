import type { OpenAPIHono } from '@hono/zod-openapi'
import { examinerCertificate, queueOf } from '../../examination/index.ts'
import { asId, Refused, type SearchId } from '../../kernel/index.ts'
import {
  analyse,
  assignWhatWaits,
  conclude,
  countsWithPlanted,
  examine,
  expectPlanting,
} from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { probeForDisplay } from '../../search/index.ts'
import { confirmed } from '../confirmed.ts'
import { examinationAnswer } from '../examination-answer.ts'
import { imageAnswer, wholeJpeg } from '../image-answer.ts'
import * as routes from '../routes/examination-routes.ts'
import type { Env, Services } from '../services.ts'
import { shownPicture } from '../shown-picture.ts'
import { openDesk } from './open-desk.ts'

export function examinationHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.examinationQueueRoute, async (context) =>
    context.json({ tasks: await queue(services, context.get('session').user) }, 200),
  )
  app.openapi(routes.examinationViewRoute, async (context) => {
    const desk = await openDesk(services, {
      user: confirmed(services, context).user,
      id: context.req.valid('param').id,
    })
    await expectPlanting(house, desk.search.agencyId)
    return context.json(await examinationAnswer(services, desk), 200)
  })
  app.openapi(routes.examinationProbeRoute, async (context) => {
    const desk = await openDesk(services, {
      user: context.get('session').user,
      id: context.req.valid('param').id,
    })
    return imageAnswer(await probeForDisplay(house, desk.request))
  })
  app.openapi(routes.examinationCandidateRoute, async (context) => {
    const { id, letter } = context.req.valid('param')
    const desk = await openDesk(services, { user: context.get('session').user, id, candidates: true })
    const shown = desk.shown.find((candidate) => candidate.letter === letter)
    if (!shown) {
      throw new Refused({
        code: 'CANDIDATE_UNKNOWN',
        reason: `There is no candidate ${letter} in this list.`,
        needed: 'Choose one of the letters shown.',
      })
    }
    const { blobId } = await shownPicture(house, { desk, candidate: shown.candidate })
    return imageAnswer(await wholeJpeg(house.face, await house.storage.blobs.get(blobId)))
  })
  sealHandlers(app, services)
}

/** What an examiner seals: first what the probe alone shows, then an answer to every candidate. */
function sealHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.sealAnalysisRoute, async (context) => {
    const { user } = confirmed(services, context)
    const searchId = asId<SearchId>(context.req.valid('param').id)
    const draft = context.req.valid('json')
    const { analysis, logIndex, ended } = await analyse(house, { user, searchId, draft })
    const lead = ended ? await conclude(house, searchId) : undefined
    return context.json(
      {
        ...{ searchId, logIndex, suitability: analysis.suitability },
        ended: ended !== undefined,
        concluded: lead !== undefined,
        ...(lead ? { leadId: lead.id } : {}),
      },
      201,
    )
  })
  app.openapi(routes.sealExaminationRoute, async (context) => {
    const { user } = confirmed(services, context)
    const searchId = asId<SearchId>(context.req.valid('param').id)
    const { examination, logIndex, revealed, planted } = await examine(house, {
      user,
      searchId,
      findings: context.req.valid('json'),
    })
    const lead = await conclude(house, searchId)
    return context.json(
      {
        searchId,
        position: examination.position,
        logIndex,
        conclusion: examination.conclusion,
        revealed: revealed.map((row) => ({ ...row })),
        planted: planted.map((row) => ({ ...row })),
        concluded: lead !== undefined,
        ...(lead ? { leadId: lead.id } : {}),
      },
      201,
    )
  })
}

async function queue({ house }: Services, user: User) {
  const { db } = house.storage
  await examinerCertificate(db, { user, clock: house.clock })
  // Who became free since, and whoever follows one who is late, is asked now and not at the next start.
  await assignWhatWaits(house, user.agency.id)
  const now = house.clock.now()
  const waiting = await queueOf(db, { user, publishedSize: await house.ledger.size(), now })
  const tasks = await countsWithPlanted(db, { user, tasks: waiting })
  return tasks.map(({ waitingSince, dueAt, reservedUntil, ...task }) => ({
    ...{ ...task, waitingSince: waitingSince.toISOString() },
    ...(reservedUntil ? { reservedUntil: reservedUntil.toISOString() } : {}),
    ...(dueAt ? { dueAt: dueAt.toISOString(), overdue: dueAt <= now } : {}),
  }))
}
