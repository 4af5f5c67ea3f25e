import { createRoute, z } from '@hono/zod-openapi'
import * as p from '../schemas/preparation.ts'
import * as s from '../schemas/request.ts'
import { body, errors, idParams, image, json, losslessImage } from './route-parts.ts'

const recipeParams = idParams.extend({ recipeId: z.string().max(64) })
const tags = ['preparation']

export const listRecipesRoute = createRoute({
  method: 'get',
  path: '/api/requests/{id}/recipes',
  operationId: 'listRecipes',
  tags,
  request: { params: idParams },
  responses: {
    200: json(z.object({ recipes: z.array(s.recipeSchema) }), 'ways of preparing the probe, oldest first'),
    ...errors,
  },
})
export const addRecipeRoute = createRoute({
  method: 'post',
  path: '/api/requests/{id}/recipes',
  operationId: 'addRecipe',
  tags,
  request: { params: idParams, ...body(p.recipeContentSchema) },
  responses: { 201: json(s.recipeSchema, 'kept with what it gives; the original is untouched'), ...errors },
})
export const changeRecipeRoute = createRoute({
  method: 'put',
  path: '/api/requests/{id}/recipes/{recipeId}',
  operationId: 'changeRecipe',
  tags,
  request: { params: recipeParams, ...body(p.recipeContentSchema) },
  responses: { 200: json(s.recipeSchema, 'with what it gives now'), ...errors },
})
export const deleteRecipeRoute = createRoute({
  method: 'delete',
  path: '/api/requests/{id}/recipes/{recipeId}',
  operationId: 'deleteRecipe',
  tags,
  request: { params: recipeParams },
  responses: { 200: json(s.requestSchema, 'removed; a chosen one gives way to the original'), ...errors },
})
export const previewRecipeRoute = createRoute({
  method: 'post',
  path: '/api/requests/{id}/preview',
  operationId: 'previewRecipe',
  tags,
  request: { params: idParams, ...body(p.previewStepsSchema) },
  responses: { 200: image('what the steps give, as a JPEG for display; nothing is kept'), ...errors },
})
export const recipeImageRoute = createRoute({
  method: 'get',
  path: '/api/requests/{id}/recipes/{recipeId}/image',
  operationId: 'recipeImage',
  tags,
  request: { params: recipeParams },
  responses: { 200: losslessImage('the working copy, made anew and checked against its digest'), ...errors },
})
export const replayRecipeRoute = createRoute({
  method: 'post',
  path: '/api/requests/{id}/recipes/{recipeId}/replay',
  operationId: 'replayRecipe',
  tags,
  request: { params: recipeParams },
  responses: {
    200: json(p.replaySchema, 'the steps gave the same bytes again; REPLAY_DIFFERS (409) otherwise'),
    ...errors,
  },
})
export const chooseRecipeRoute = createRoute({
  method: 'put',
  path: '/api/requests/{id}/chosen-recipe',
  operationId: 'chooseRecipe',
  tags,
  request: { params: idParams, ...body(p.recipeChoiceSchema) },
  responses: { 200: json(s.requestSchema, 'this picture is searched; the face is chosen anew'), ...errors },
})
export const placeFaceRoute = createRoute({
  method: 'post',
  path: '/api/requests/{id}/placed-face',
  operationId: 'placeFace',
  tags,
  request: { params: idParams, ...body(p.placedEyesSchema) },
  responses: {
    201: json(s.requestSchema, 'a face where a person marked the eyes, and it is chosen'),
    ...errors,
  },
})
export const anotherTryRoute = createRoute({
  method: 'post',
  path: '/api/requests/{id}/tries',
  operationId: 'anotherTry',
  tags,
  request: { params: idParams, ...body(p.recipeChoiceSchema) },
  responses: {
    201: json(s.requestSchema, 'a draft with the same answers and picture; its search counts as another try'),
    ...errors,
  },
})
