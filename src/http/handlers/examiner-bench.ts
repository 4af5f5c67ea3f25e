import type { OpenAPIHono, z } from '@hono/zod-openapi'
import {
  addExaminerRecipe,
  changeExaminerRecipe,
  type ExaminerRecipe,
  examinerRecipe,
  examinerRecipes,
  noteLook,
  ownProposals,
  proposalOf,
  removeExaminerRecipe,
} from '../../examination/index.ts'
import { encodePhoto, encodePhotoLosslessly } from '../../face/index.ts'
import { asId, must, type ProposalId, type RecipeId } from '../../kernel/index.ts'
import { caseFor, proposeCaseCopy, proposeCopy, tryProposal } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { readRecipe } from '../../preparation/index.ts'
import {
  copyForDisplay,
  otherFaces,
  replayCopy,
  searchedProbeOf,
  searchOfRequest,
} from '../../search/index.ts'
import { comparedOriginal, comparedRecipe, noCopy } from '../compared-pictures.ts'
import { imageAnswer } from '../image-answer.ts'
import { replayedAnswer } from '../recipe-answer.ts'
import { requestAnswer } from '../request-answer.ts'
import * as routes from '../routes/examiner-bench-routes.ts'
import type { examinerBenchSchema } from '../schemas/examiner-bench.ts'
import type { Env, Services } from '../services.ts'
import { type Desk, openDesk } from './open-desk.ts'
import { ownOf } from './own-request.ts'

type Open = (id: string, user: User) => Promise<Desk>

/** An examiner's own bench over the original of a search: his recipes, their copies, and what he proposes. */
export function examinerBenchHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  const open: Open = (id, user) => openDesk(services, { id, user })
  recipeHandlers(app, services, open)
  copyHandlers(app, services, open)

  app.openapi(routes.proposeCopyRoute, async (context) => {
    const { user } = context.get('session')
    const { id, recipeId } = context.req.valid('param')
    const desk = await open(id, user)
    const planted = await caseFor(house, { user, id })
    const proposed = { user, recipeId: asId<RecipeId>(recipeId) }
    if (planted) await proposeCaseCopy(house, { ...proposed, planted })
    else await proposeCopy(house, { ...proposed, searchId: desk.id })
    const recipe = await examinerRecipe(house.storage.db, { ...desk.bench, recipeId: asId(recipeId) })
    return context.json(await oneAnswer(services, desk, recipe), 201)
  })
  const own = ownOf(services)
  app.openapi(routes.tryProposalRoute, async (context) => {
    const { id, proposalId } = context.req.valid('param')
    const request = await own(id, context.get('session').user)
    const search = await searchOfRequest(house.storage.db, request.id)
    const of = { searchId: search?.id, proposalId: asId<ProposalId>(proposalId) }
    const proposal = await proposalOf(house.storage.db, of)
    return context.json(await requestAnswer(house, await tryProposal(house, { request, proposal })), 201)
  })
}

function recipeHandlers(app: OpenAPIHono<Env>, services: Services, open: Open): void {
  const { house } = services
  app.openapi(routes.examinerBenchRoute, async (context) => {
    const desk = await open(context.req.valid('param').id, context.get('session').user)
    return context.json(await benchAnswer(services, desk), 200)
  })
  app.openapi(routes.addExaminerRecipeRoute, async (context) => {
    const desk = await open(context.req.valid('param').id, context.get('session').user)
    const { title, steps } = context.req.valid('json')
    const added = { ...desk.bench, request: desk.request, title, steps: readRecipe(steps) }
    return context.json(await oneAnswer(services, desk, await addExaminerRecipe(house, added)), 201)
  })
  app.openapi(routes.changeExaminerRecipeRoute, async (context) => {
    const { id, recipeId } = context.req.valid('param')
    const desk = await open(id, context.get('session').user)
    const { title, steps } = context.req.valid('json')
    const content = { title, steps: readRecipe(steps), recipeId: asId<RecipeId>(recipeId) }
    const changed = await changeExaminerRecipe(house, { ...desk.bench, request: desk.request, ...content })
    return context.json(await oneAnswer(services, desk, changed), 200)
  })
  app.openapi(routes.removeExaminerRecipeRoute, async (context) => {
    const { id, recipeId } = context.req.valid('param')
    const desk = await open(id, context.get('session').user)
    await removeExaminerRecipe(house.storage.db, { ...desk.bench, recipeId: asId(recipeId) })
    return context.json(await benchAnswer(services, desk), 200)
  })
}

/** The pictures, in each of which only the person who is compared can be recognised. */
function copyHandlers(app: OpenAPIHono<Env>, services: Services, open: Open): void {
  const { house } = services
  const opened = async (of: { id: string; recipeId: string }, user: User) => {
    const desk = await open(of.id, user)
    const recipe = await examinerRecipe(house.storage.db, { ...desk.bench, recipeId: asId(of.recipeId) })
    return { desk, recipe }
  }
  const drawn = async ({ desk, recipe }: { desk: Desk; recipe: ExaminerRecipe }) => {
    const { request } = desk
    const replayed = await replayCopy(house, { request, recipe })
    const alone = otherFaces(request).length === 0
    return encodePhotoLosslessly(
      alone ? replayed : await copyForDisplay(house, { request, steps: recipe.steps }),
    )
  }
  app.openapi(routes.searchedCopyRoute, async (context) => {
    const desk = await open(context.req.valid('param').id, context.get('session').user)
    const searched = await searchedProbeOf(house.storage.db, desk.id)
    if (searched?.copyBlobId === undefined) throw noCopy()
    const copySha256 = must(searched.copySha256, 'digest of a kept copy')
    await noteLook(house, { ...desk.bench, copySha256, own: false, steps: searched.steps ?? [] })
    return imageAnswer(await house.storage.blobs.get(searched.copyBlobId), 'image/png')
  })
  app.openapi(routes.examinerPreviewRoute, async (context) => {
    const { request } = await open(context.req.valid('param').id, context.get('session').user)
    const steps = readRecipe(context.req.valid('json').steps)
    return imageAnswer(await encodePhoto(await copyForDisplay(house, { request, steps })))
  })
  app.openapi(routes.examinerRecipeImageRoute, async (context) => {
    const found = await opened(context.req.valid('param'), context.get('session').user)
    return imageAnswer(await drawn(found), 'image/png')
  })
  app.openapi(routes.examinerCopyRoute, async (context) => {
    const found = await opened(context.req.valid('param'), context.get('session').user)
    const { steps, copy } = found.recipe
    const picture = await drawn(found)
    await noteLook(house, { ...found.desk.bench, copySha256: copy.sha256, own: true, steps })
    return imageAnswer(picture, 'image/png')
  })
  app.openapi(routes.replayExaminerRecipeRoute, async (context) => {
    const { desk, recipe } = await opened(context.req.valid('param'), context.get('session').user)
    await replayCopy(house, { request: desk.request, recipe })
    return context.json(replayedAnswer(recipe.copy.sha256), 200)
  })
}

async function benchAnswer(services: Services, desk: Desk): Promise<z.infer<typeof examinerBenchSchema>> {
  const recipes = await examinerRecipes(services.house.storage.db, desk.bench)
  return {
    searchId: desk.id,
    original: comparedOriginal(desk),
    recipes: await Promise.all(recipes.map((recipe) => oneAnswer(services, desk, recipe))),
  }
}

async function oneAnswer({ house }: Services, desk: Desk, recipe: ExaminerRecipe) {
  return comparedRecipe(desk, { recipe, proposals: await ownProposals(house.storage.db, desk.bench) })
}
