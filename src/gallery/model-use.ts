import { asId, type ModelId, Refused, type UserId } from '../kernel/index.ts'
import type { Db, Storage, Tx } from '../storage/index.ts'
import type { GalleryRefusalCode } from './refusal-code.ts'

/** The model that the gallery is coded with, since its `model` entry in the log. */
export type ModelUse = {
  readonly n: number
  readonly modelId: ModelId
  readonly name: string
}

/** The use that is in force; undefined in a house from before there were other models. */
export async function modelUse(db: Db | Tx): Promise<ModelUse | undefined> {
  const row = await db.selectFrom('model_uses').selectAll().orderBy('n', 'desc').limit(1).executeTakeFirst()
  return row && { n: row.n, modelId: asId(row.model_id), name: row.name }
}

/** Whether a use may answer searches: the founding one, or one whose self-test has passed. */
export async function isUseTested(db: Db | Tx, { n }: Pick<ModelUse, 'n'>): Promise<boolean> {
  if (n === 1) return true
  const passed = await db
    .selectFrom('model_tests')
    .select('id')
    .where('use_n', '=', n)
    .where('passed', '=', true)
    .limit(1)
    .executeTakeFirst()
  return passed !== undefined
}

/** The change that is under way. */
export type ModelChange = {
  readonly modelId: ModelId
  readonly name: string
  readonly begunBy: UserId
  readonly begunAt: Date
}

export async function modelChange(db: Db | Tx): Promise<ModelChange | undefined> {
  const row = await db.selectFrom('model_change').selectAll().executeTakeFirst()
  if (!row) return undefined
  return {
    modelId: asId(row.model_id),
    name: row.name,
    begunBy: asId(row.begun_by),
    begunAt: row.begun_at,
  }
}

/** Calls a change off and erases what was coded for it; false when none was under way. */
export async function cancelModelChange(storage: Storage, inUse: ModelId): Promise<boolean> {
  return storage.transaction(async (tx) => {
    const change = await modelChange(tx)
    if (!change) return false
    await dropModelChange(tx, { change, inUse })
    return true
  })
}

/** Ends a change without its model: what was coded for it goes, unless that model is in use. */
export async function dropModelChange(tx: Tx, of: { change: ModelChange; inUse: ModelId }): Promise<void> {
  const { change, inUse } = of
  await tx.deleteFrom('model_change').execute()
  if (change.modelId !== inUse)
    await tx.deleteFrom('templates').where('model_id', '=', change.modelId).execute()
}

export const modelUntested = (name: string) =>
  new Refused<GalleryRefusalCode>({
    code: 'MODEL_UNTESTED',
    reason: `The face model ${name} came into use and has not passed its self-test here yet.`,
    needed: `An administrator runs: casebound models test ${name}`,
  })

export const codedByAnother = (name: string) =>
  new Refused<GalleryRefusalCode>({
    code: 'GALLERY_OF_OTHER_MODEL',
    reason: `The gallery was coded by another face model, or another version of it, than ${name}, which is loaded.`,
    needed: `An administrator runs: casebound models use ${name}`,
  })
