import type { PersonId } from '../../kernel/index.ts'
import type { Db, Tx } from '../../storage/index.ts'
import type { Tripped } from './tripwires.ts'

/** Whether this person was planted in the gallery and never existed. */
export async function isCanary(db: Db | Tx, personId: PersonId): Promise<boolean> {
  const row = await db
    .selectFrom('canaries')
    .select('person_id')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row !== undefined
}

/** No picture of a case can show somebody who never existed: a list that a planted person heads was asked for with his picture. */
export async function canaryAtHead(
  db: Db | Tx,
  candidates: readonly { readonly rank: number; readonly personId: PersonId }[],
): Promise<readonly Tripped[]> {
  const head = candidates.find(({ rank }) => rank === 1)
  if (head === undefined || !(await isCanary(db, head.personId))) return []
  return [{ rule: 'canary-listed', words: `The planted person ${head.personId} headed the list.` }]
}

/** An examiner who supports a planted person saw what is not there. */
export async function canaryNamed(db: Db | Tx, personId: PersonId | undefined): Promise<readonly Tripped[]> {
  if (personId === undefined || !(await isCanary(db, personId))) return []
  return [{ rule: 'canary-named', words: `The conclusion concerns the planted person ${personId}.` }]
}
