import type { OpenAPIHono } from '@hono/zod-openapi'
import { examinerCertificate } from '../../examination/index.ts'
import { Refused } from '../../kernel/index.ts'
import { assignWhatWaits, expectPlanting, tasksFor } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { probeForDisplay } from '../../search/index.ts'
import { confirmed } from '../confirmed.ts'
import { examinationAnswer } from '../examination-answer.ts'
import { imageAnswer, wholeJpeg } from '../image-answer.ts'
import * as routes from '../routes/examination-routes.ts'
import type { Env, Services } from '../services.ts'
import { shownPicture } from '../shown-picture.ts'
import { openDesk } from './open-desk.ts'
import { sealedAnalysis, sealedExamination } from './seal-tasks.ts'

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
    await expectPlanting(house, desk.agencyId)
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
  app.openapi(routes.sealAnalysisRoute, async (context) => {
    const { user } = confirmed(services, context)
    const { id } = context.req.valid('param')
    return context.json(await sealedAnalysis(services, { user, id, draft: context.req.valid('json') }), 201)
  })
  app.openapi(routes.sealExaminationRoute, async (context) => {
    const { user } = confirmed(services, context)
    const { id } = context.req.valid('param')
    const findings = context.req.valid('json')
    return context.json(await sealedExamination(services, { user, id, findings }), 201)
  })
}

async function queue({ house }: Services, user: User) {
  const { db } = house.storage
  await examinerCertificate(db, { user, clock: house.clock })
  // Who became free since, and whoever follows one who is late, is asked now and not at the next start.
  await assignWhatWaits(house, user.agency.id)
  const now = house.clock.now()
  const tasks = await tasksFor(db, { user, publishedSize: await house.ledger.size(), now })
  return tasks.map(({ waitingSince, dueAt, reservedUntil, ...task }) => ({
    ...{ ...task, waitingSince: waitingSince.toISOString() },
    ...(reservedUntil ? { reservedUntil: reservedUntil.toISOString() } : {}),
    ...(dueAt ? { dueAt: dueAt.toISOString(), overdue: dueAt <= now } : {}),
  }))
}
