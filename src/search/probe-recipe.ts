import { asId, newId, type RecipeId, Refused, type RequestId, type UserId } from '../kernel/index.ts'
import type { Recipe } from '../preparation/index.ts'
import type { Db, Tx } from '../storage/index.ts'
import type { ProbeFace } from './probe.ts'
import type { SearchRefusalCode } from './refusal-code.ts'

/** What a recipe made of an original. Digests are of decoded pixels (`canonicalBytes`), the first one of the file. */
export type MeasuredCopy = {
  readonly originalSha256: string
  readonly decodedSha256: string
  readonly sha256: string
  readonly perceptualHash: string
  readonly widthPx: number
  readonly heightPx: number
}

/** The same with what was seen in it. */
export type MadeCopy = MeasuredCopy & {
  readonly faces: readonly ProbeFace[]
}

/** One way of preparing the probe of a request. The original is not touched; several stand side by side. */
export type ProbeRecipe = {
  readonly id: RecipeId
  readonly title: string
  readonly steps: Recipe
  readonly copy: MadeCopy
  readonly createdBy: UserId
  readonly createdAt: Date
  readonly updatedAt: Date
}

type Row = {
  id: string
  title: string
  steps_json: string
  copy_json: string
  created_by: string
  created_at: Date
  updated_at: Date
}

const toRecipe = (row: Row): ProbeRecipe => ({
  id: asId(row.id),
  title: row.title,
  steps: JSON.parse(row.steps_json),
  copy: JSON.parse(row.copy_json),
  createdBy: asId(row.created_by),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/** The recipes of a request, oldest first. */
export async function recipesOf(db: Db | Tx, requestId: RequestId): Promise<readonly ProbeRecipe[]> {
  const rows = await db
    .selectFrom('probe_recipes')
    .selectAll()
    .where('request_id', '=', requestId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toRecipe)
}

/** One recipe of a request. Refuses RECIPE_UNKNOWN, also for another request's. */
export async function recipeById(
  db: Db | Tx,
  of: { requestId: RequestId; recipeId: RecipeId },
): Promise<ProbeRecipe> {
  const row = await db
    .selectFrom('probe_recipes')
    .selectAll()
    .where('id', '=', of.recipeId)
    .where('request_id', '=', of.requestId)
    .executeTakeFirst()
  if (row) return toRecipe(row)
  throw new Refused<SearchRefusalCode>({
    code: 'RECIPE_UNKNOWN',
    reason: 'There is no such recipe of this request.',
    needed: 'Choose one of the recipes that the request lists.',
  })
}

export type RecipeContent = { readonly title: string; readonly steps: Recipe; readonly copy: MadeCopy }

export async function insertRecipe(
  tx: Tx,
  added: RecipeContent & { requestId: RequestId; createdBy: UserId; now: Date },
): Promise<RecipeId> {
  const id = newId<RecipeId>()
  await tx
    .insertInto('probe_recipes')
    .values({
      id,
      request_id: added.requestId,
      ...contentColumns(added),
      created_by: added.createdBy,
      created_at: added.now,
      updated_at: added.now,
    })
    .execute()
  return id
}

export async function updateRecipe(
  tx: Tx,
  change: RecipeContent & { id: RecipeId; now: Date },
): Promise<void> {
  await tx
    .updateTable('probe_recipes')
    .set({ ...contentColumns(change), updated_at: change.now })
    .where('id', '=', change.id)
    .execute()
}

export const removeRecipe = (tx: Tx, id: RecipeId) =>
  tx.deleteFrom('probe_recipes').where('id', '=', id).execute()

/** Another image makes every recipe of the old one void. */
export const removeRecipesOf = (tx: Tx, requestId: RequestId) =>
  tx.deleteFrom('probe_recipes').where('request_id', '=', requestId).execute()

const contentColumns = ({ title, steps, copy }: RecipeContent) => ({
  title,
  steps_json: JSON.stringify(steps),
  copy_json: JSON.stringify(copy),
})
