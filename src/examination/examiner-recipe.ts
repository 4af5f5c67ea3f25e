import type { FaceEngine } from '../face/index.ts'
import {
  asId,
  type Clock,
  newId,
  type RecipeId,
  Refused,
  type SearchId,
  type UserId,
} from '../kernel/index.ts'
import { type Recipe, recipeLimits } from '../preparation/index.ts'
import { type MeasuredCopy, measuredCopy, type Pictured, type SearchRefusalCode } from '../search/index.ts'
import type { Db, Storage } from '../storage/index.ts'

/** An examiner's own way of preparing the original of a search. Nobody else sees it, and nothing is searched with it. */
export type ExaminerRecipe = {
  readonly id: RecipeId
  readonly title: string
  readonly steps: Recipe
  readonly copy: MeasuredCopy
  readonly createdAt: Date
  readonly updatedAt: Date
}

type House = { readonly storage: Storage; readonly face: FaceEngine; readonly clock: Clock }
/** Whose bench it is, and over which search. */
export type Bench = { readonly searchId: SearchId; readonly examinerId: UserId }
type Content = { readonly title: string; readonly steps: Recipe }

const rowsOf = (db: Db, { searchId, examinerId }: Bench) =>
  db
    .selectFrom('examiner_recipes')
    .selectAll()
    .where('search_id', '=', searchId)
    .where('examiner_id', '=', examinerId)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirstOrThrow']>>

const toRecipe = (row: Row): ExaminerRecipe => ({
  id: asId(row.id),
  title: row.title,
  steps: JSON.parse(row.steps_json),
  copy: JSON.parse(row.copy_json),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/** The examiner's recipes of this search, oldest first. */
export async function examinerRecipes(db: Db, bench: Bench): Promise<readonly ExaminerRecipe[]> {
  return (await rowsOf(db, bench).orderBy('created_at').orderBy('id').execute()).map(toRecipe)
}

/** One of them. Refuses RECIPE_UNKNOWN, also for another examiner's and the requester's. */
export async function examinerRecipe(db: Db, of: Bench & { recipeId: RecipeId }): Promise<ExaminerRecipe> {
  const row = await rowsOf(db, of).where('id', '=', of.recipeId).executeTakeFirst()
  if (row) return toRecipe(row)
  throw new Refused<SearchRefusalCode>({
    code: 'RECIPE_UNKNOWN',
    reason: 'There is no such recipe of yours for this search.',
    needed: 'Choose one of the recipes that your bench lists.',
  })
}

/** Adds one. Refuses RECIPES_TOO_MANY and what the steps refuse. */
export async function addExaminerRecipe(
  house: House,
  added: Bench & Content & { request: Pictured },
): Promise<ExaminerRecipe> {
  const { request, searchId, examinerId, title, steps } = added
  const { copy } = await measuredCopy(house, { request, steps })
  const { db } = house.storage
  const count = (await examinerRecipes(db, added)).length
  if (count >= recipeLimits.recipes) throw tooMany(count)
  const id = newId<RecipeId>()
  const now = house.clock.now()
  await db
    .insertInto('examiner_recipes')
    .values({
      ...{ id, search_id: searchId, examiner_id: examinerId, created_at: now, updated_at: now },
      ...columns({ title, steps, copy }),
    })
    .execute()
  return examinerRecipe(db, { ...added, recipeId: id })
}

/** Puts another title or other steps in place. Refuses RECIPE_UNKNOWN and what the steps refuse. */
export async function changeExaminerRecipe(
  house: House,
  change: Bench & Content & { request: Pictured; recipeId: RecipeId },
): Promise<ExaminerRecipe> {
  const { db } = house.storage
  const { request, title, steps, recipeId } = change
  await examinerRecipe(db, change)
  const { copy } = await measuredCopy(house, { request, steps })
  await db
    .updateTable('examiner_recipes')
    .set({ ...columns({ title, steps, copy }), updated_at: house.clock.now() })
    .where('id', '=', recipeId)
    .execute()
  return examinerRecipe(db, change)
}

/** Removes one. What was looked at or proposed stays on record. Refuses RECIPE_UNKNOWN. */
export async function removeExaminerRecipe(db: Db, of: Bench & { recipeId: RecipeId }): Promise<void> {
  await examinerRecipe(db, of)
  await db.deleteFrom('examiner_recipes').where('id', '=', of.recipeId).execute()
}

const columns = ({ title, steps, copy }: Content & { copy: MeasuredCopy }) => ({
  title,
  steps_json: JSON.stringify(steps),
  copy_json: JSON.stringify(copy),
})

const tooMany = (count: number) =>
  new Refused<SearchRefusalCode>({
    code: 'RECIPES_TOO_MANY',
    reason: `You have ${count} recipes for this search, which is the limit.`,
    needed: 'Change or remove one of them.',
    evidence: { recipes: count, limit: recipeLimits.recipes },
  })
