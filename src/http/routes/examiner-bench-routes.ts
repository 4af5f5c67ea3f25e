import { createRoute, z } from '@hono/zod-openapi'
import * as b from '../schemas/examiner-bench.ts'
import * as p from '../schemas/preparation.ts'
import * as s from '../schemas/request.ts'
import { body, errors, idParams, image, json, losslessImage } from './route-parts.ts'

const recipeParams = idParams.extend({ recipeId: z.string().max(64) })
const tags = ['examination']

export const searchedCopyRoute = createRoute({
  method: 'get',
  path: '/api/examinations/{id}/searched-copy',
  operationId: 'searchedCopy',
  tags,
  request: { params: idParams },
  responses: {
    200: losslessImage('the working copy that was searched; that it was shown is recorded'),
    ...errors,
  },
})
export const examinerBenchRoute = createRoute({
  method: 'get',
  path: '/api/examinations/{id}/recipes',
  operationId: 'examinerBench',
  tags,
  request: { params: idParams },
  responses: {
    200: json(b.examinerBenchSchema, 'your own recipes for this search, oldest first'),
    ...errors,
  },
})
export const addExaminerRecipeRoute = createRoute({
  method: 'post',
  path: '/api/examinations/{id}/recipes',
  operationId: 'addExaminerRecipe',
  tags,
  request: { params: idParams, ...body(p.recipeContentSchema) },
  responses: { 201: json(b.examinerRecipeSchema, 'kept for you; the original is untouched'), ...errors },
})
export const changeExaminerRecipeRoute = createRoute({
  method: 'put',
  path: '/api/examinations/{id}/recipes/{recipeId}',
  operationId: 'changeExaminerRecipe',
  tags,
  request: { params: recipeParams, ...body(p.recipeContentSchema) },
  responses: { 200: json(b.examinerRecipeSchema, 'with what it gives now'), ...errors },
})
export const removeExaminerRecipeRoute = createRoute({
  method: 'delete',
  path: '/api/examinations/{id}/recipes/{recipeId}',
  operationId: 'removeExaminerRecipe',
  tags,
  request: { params: recipeParams },
  responses: { 200: json(b.examinerBenchSchema, 'removed; what was looked at stays on record'), ...errors },
})
export const examinerPreviewRoute = createRoute({
  method: 'post',
  path: '/api/examinations/{id}/preview',
  operationId: 'examinerPreview',
  tags,
  request: { params: idParams, ...body(p.previewStepsSchema) },
  responses: { 200: image('what the steps give, other faces blurred; nothing is kept'), ...errors },
})
export const examinerRecipeImageRoute = createRoute({
  method: 'get',
  path: '/api/examinations/{id}/recipes/{recipeId}/image',
  operationId: 'examinerRecipeImage',
  tags,
  request: { params: recipeParams },
  responses: { 200: losslessImage('the working copy on the bench, other faces blurred'), ...errors },
})
export const examinerCopyRoute = createRoute({
  method: 'get',
  path: '/api/examinations/{id}/recipes/{recipeId}/compared',
  operationId: 'examinerCopy',
  tags,
  request: { params: recipeParams },
  responses: { 200: losslessImage('the same in the comparison; that it was shown is recorded'), ...errors },
})
export const replayExaminerRecipeRoute = createRoute({
  method: 'post',
  path: '/api/examinations/{id}/recipes/{recipeId}/replay',
  operationId: 'replayExaminerRecipe',
  tags,
  request: { params: recipeParams },
  responses: {
    200: json(p.replaySchema, 'the steps gave the same bytes again; REPLAY_DIFFERS otherwise'),
    ...errors,
  },
})
export const proposeCopyRoute = createRoute({
  method: 'post',
  path: '/api/examinations/{id}/recipes/{recipeId}/proposal',
  operationId: 'proposeCopy',
  tags,
  request: { params: recipeParams },
  responses: { 201: json(b.examinerRecipeSchema, 'proposed to the requester, and logged'), ...errors },
})
export const tryProposalRoute = createRoute({
  method: 'post',
  path: '/api/requests/{id}/proposals/{proposalId}/try',
  operationId: 'tryProposal',
  tags: ['preparation'],
  request: { params: idParams.extend({ proposalId: z.string().max(64) }) },
  responses: {
    201: json(
      s.requestSchema,
      'a draft with the same answers and the proposed copy; its search counts as another try',
    ),
    ...errors,
  },
})
