import type { OpenAPIHono } from '@hono/zod-openapi'
import { encodePhoto, encodePhotoLosslessly } from '../../face/index.ts'
import { asId, type RecipeId } from '../../kernel/index.ts'
import type { User } from '../../people/index.ts'
import { readRecipe } from '../../preparation/index.ts'
import {
  addRecipe,
  anotherTry,
  changeRecipe,
  chooseRecipe,
  deleteRecipe,
  placeFace,
  previewCopy,
  recipeById,
  recipesOf,
  replayCopy,
} from '../../search/index.ts'
import { imageAnswer } from '../image-answer.ts'
import { recipeAnswer, replayedAnswer } from '../recipe-answer.ts'
import { requestAnswer } from '../request-answer.ts'
import * as routes from '../routes/preparation-routes.ts'
import type { Env, Services } from '../services.ts'
import { type Own, ownOf } from './own-request.ts'

/** The probe bench: recipes of a request, what they give, and which of them is searched. */
export function preparationHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  const own = ownOf(services)
  recipeHandlers(app, services, own)

  app.openapi(routes.chooseRecipeRoute, async (context) => {
    const { user } = context.get('session')
    const request = await own(context.req.valid('param').id, user)
    await chooseRecipe(house, { request, recipeId: named(context.req.valid('json').recipeId) })
    return context.json(await requestAnswer(house, await own(request.id, user)), 200)
  })
  app.openapi(routes.placeFaceRoute, async (context) => {
    const { user } = context.get('session')
    const request = await own(context.req.valid('param').id, user)
    const placed = await placeFace(house, { request, userId: user.id, eyes: context.req.valid('json') })
    return context.json(await requestAnswer(house, placed), 201)
  })
  app.openapi(routes.anotherTryRoute, async (context) => {
    const request = await own(context.req.valid('param').id, context.get('session').user)
    const recipeId = named(context.req.valid('json').recipeId)
    return context.json(await requestAnswer(house, await anotherTry(house, { request, recipeId })), 201)
  })
}

function recipeHandlers(app: OpenAPIHono<Env>, services: Services, own: Own): void {
  const { house } = services
  app.openapi(routes.listRecipesRoute, async (context) => {
    const request = await own(context.req.valid('param').id, context.get('session').user)
    const recipes = await recipesOf(house.storage.db, request.id)
    return context.json({ recipes: recipes.map(recipeAnswer) }, 200)
  })
  app.openapi(routes.addRecipeRoute, async (context) => {
    const { user } = context.get('session')
    const request = await own(context.req.valid('param').id, user)
    const { title, steps } = context.req.valid('json')
    const added = { request, userId: user.id, title, steps: readRecipe(steps) }
    return context.json(recipeAnswer(await addRecipe(house, added)), 201)
  })
  app.openapi(routes.changeRecipeRoute, async (context) => {
    const { id, recipeId } = context.req.valid('param')
    const request = await own(id, context.get('session').user)
    const { title, steps } = context.req.valid('json')
    const change = { request, recipeId: asId<RecipeId>(recipeId), title, steps: readRecipe(steps) }
    return context.json(recipeAnswer(await changeRecipe(house, change)), 200)
  })
  app.openapi(routes.deleteRecipeRoute, async (context) => {
    const { user } = context.get('session')
    const { id, recipeId } = context.req.valid('param')
    await deleteRecipe(house, { request: await own(id, user), recipeId: asId<RecipeId>(recipeId) })
    return context.json(await requestAnswer(house, await own(id, user)), 200)
  })
  copyHandlers(app, services, own)
}

/** What recipes give: previews, working copies, replays. */
function copyHandlers(app: OpenAPIHono<Env>, services: Services, own: Own): void {
  const { house } = services
  const replayed = async (of: { id: string; recipeId: string }, user: User) => {
    const request = await own(of.id, user)
    const recipeId = asId<RecipeId>(of.recipeId)
    const recipe = await recipeById(house.storage.db, { requestId: request.id, recipeId })
    return { recipe, photo: await replayCopy(house, { request, recipe }) }
  }
  app.openapi(routes.previewRecipeRoute, async (context) => {
    const request = await own(context.req.valid('param').id, context.get('session').user)
    const steps = readRecipe(context.req.valid('json').steps)
    return imageAnswer(await encodePhoto(await previewCopy(house, { request, steps })))
  })
  app.openapi(routes.recipeImageRoute, async (context) => {
    const { photo } = await replayed(context.req.valid('param'), context.get('session').user)
    return imageAnswer(await encodePhotoLosslessly(photo), 'image/png')
  })
  app.openapi(routes.replayRecipeRoute, async (context) => {
    const { recipe } = await replayed(context.req.valid('param'), context.get('session').user)
    return context.json(replayedAnswer(recipe.copy.sha256), 200)
  })
}

const named = (recipeId: string | null): RecipeId | undefined =>
  recipeId === null ? undefined : asId<RecipeId>(recipeId)
