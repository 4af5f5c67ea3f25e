import { asId, isoDate } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import { listUsers, type User } from '../../people/index.ts'

export type DeclarationRound = { readonly id: string; readonly year: number; readonly dueOn: string }
/** Who has declared, and who has not. */
export type RoundView = DeclarationRound & {
  readonly given: readonly {
    readonly name: string
    readonly used: boolean
    readonly words: string
    readonly on: string
  }[]
  readonly missing: readonly string[]
}

/** The newest round with who declared what, for those who follow it; undefined before the first. */
export async function roundView(house: House, user: User): Promise<RoundView | undefined> {
  const round = await newestRound(house, user)
  if (!round) return undefined
  const rows = await house.storage.db
    .selectFrom('declarations')
    .selectAll()
    .where('round_id', '=', round.id)
    .execute()
  const byUser = new Map(rows.map((row) => [asId(row.user_id), row]))
  const members = await membersOf(house, user)
  return {
    ...{ id: round.id, year: round.year, dueOn: round.due_on },
    given: members.flatMap(({ id, name }) => {
      const row = byUser.get(id)
      return row ? [{ name, used: row.used, words: row.words, on: isoDate(row.declared_at) }] : []
    }),
    missing: members.flatMap(({ id, name }) => (byUser.has(id) ? [] : [name])),
  }
}

/** The declaration that was asked for last. */
export const newestRound = ({ storage }: House, user: User) =>
  storage.db
    .selectFrom('declaration_rounds')
    .selectAll()
    .where('agency_id', '=', user.agency.id)
    .orderBy('year', 'desc')
    .executeTakeFirst()

/** Every open account of the agency. */
export const membersOf = async ({ storage }: House, user: User): Promise<readonly User[]> =>
  (await listUsers(storage.db)).filter((one) => one.agency.id === user.agency.id && !one.closed)
