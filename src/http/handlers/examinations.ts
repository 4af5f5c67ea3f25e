import type { OpenAPIHono } from '@hono/zod-openapi'
import {
  conclusionScale,
  examinerCertificate,
  examinerRecipes,
  features,
  mayExamine,
  ownProposals,
} from '../../examination/index.ts'
import { bookingById } from '../../gallery/index.ts'
import { asId, isoDate, isRefused, Refused, type SearchId } from '../../kernel/index.ts'
import { conclude, examine, loggedCandidates } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { probeForDisplay, searchedProbeOf, searchesWithResult } from '../../search/index.ts'
import { ageWords } from '../age-words.ts'
import { comparedOriginal, comparedRecipe, comparedSearched } from '../compared-pictures.ts'
import { confirmed } from '../confirmed.ts'
import { imageAnswer, viewerEyes, wholeJpeg } from '../image-answer.ts'
import * as routes from '../routes/examination-routes.ts'
import type { Env, Services } from '../services.ts'
import { type Desk, openDesk } from './open-desk.ts'

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
    return context.json(await view(services, desk), 200)
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
    const desk = await openDesk(services, { user: context.get('session').user, id })
    const shown = desk.shown.find((candidate) => candidate.letter === letter)
    if (!shown) {
      throw new Refused({
        code: 'CANDIDATE_UNKNOWN',
        reason: `There is no candidate ${letter} in this list.`,
        needed: 'Choose one of the letters shown.',
      })
    }
    const booking = await bookingById(house.storage, shown.candidate.bookingId)
    return imageAnswer(await wholeJpeg(house.face, await house.storage.blobs.get(booking.photoBlobId)))
  })
  app.openapi(routes.sealExaminationRoute, async (context) => {
    const { user } = confirmed(services, context)
    const searchId = asId<SearchId>(context.req.valid('param').id)
    const { examination, logIndex, complete, revealed } = await examine(house, {
      user,
      searchId,
      findings: context.req.valid('json'),
    })
    const lead = complete ? await conclude(house, searchId) : undefined
    return context.json(
      {
        searchId,
        position: examination.position,
        logIndex,
        conclusion: examination.conclusion,
        revealed: revealed.map((row) => ({ ...row })),
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
  const searches = await searchesWithResult(db, user.agency.id)
  const tasks = await Promise.all(
    searches.map(async (search) => {
      try {
        const { position } = await mayExamine(db, { user, search, clock: house.clock })
        const candidateCount = (await loggedCandidates(house, search)).length
        return [
          { searchId: search.id, position, waitingSince: search.createdAt.toISOString(), candidateCount },
        ]
      } catch (error) {
        if (isRefused(error)) return []
        throw error
      }
    }),
  )
  return tasks.flat()
}

async function view({ house }: Services, desk: Desk) {
  const { search, shown } = desk
  const { db } = house.storage
  const searched = comparedSearched(desk, await searchedProbeOf(db, search.id))
  const proposals = await ownProposals(db, desk.bench)
  const recipes = await examinerRecipes(db, desk.bench)
  const today = isoDate(house.clock.now())
  return {
    searchId: search.id,
    position: desk.position,
    probe: comparedOriginal(desk),
    ...(searched ? { searchedCopy: searched } : {}),
    recipes: recipes.map((recipe) => comparedRecipe(desk, { recipe, proposals })),
    candidates: await Promise.all(
      shown.map(async ({ letter, candidate }) => {
        const booking = await bookingById(house.storage, candidate.bookingId)
        return {
          letter,
          bookedOn: booking.bookedOn,
          ageWords: ageWords(booking.bookedOn, today),
          imageUrl: `/api/examinations/${search.id}/candidates/${letter}`,
          eyes: viewerEyes(booking.face),
          widthPx: booking.widthPx,
          heightPx: booking.heightPx,
        }
      }),
    ),
    features: features.map((feature) => ({ ...feature })),
    conclusions: conclusionScale.map((choice) => ({ ...choice })),
  }
}
