import type { UserId } from '../kernel/index.ts'
import type { Tx } from '../storage/index.ts'
import { type AccountEventName, noteAccountEvent } from './account-events.ts'
import type { AccountHouse } from './account-house.ts'
import { refused } from './refusal-code.ts'
import { checkRoles, type Role } from './roles.ts'
import { endSessionsOf } from './session.ts'
import { makeSignInLink } from './sign-in-link.ts'
import { createUser, type NewUser, type User, userById } from './user.ts'

/** Hours in which an enrolment link must be opened. */
export const linkHours = 72

/** One act on one account: whose, by whom (nobody at the console), and why. */
export type AccountAct = {
  readonly userId: UserId
  readonly actorId?: UserId | undefined
  readonly reason: string
}

type Change = { readonly event: AccountEventName; readonly detail?: string }

/** Acts on an account in one transaction with its event. Refuses OWN_ACCOUNT, REASON_MISSING, USER_UNKNOWN. */
async function onAccount<T>(
  house: AccountHouse,
  act: AccountAct & Change,
  work: (tx: Tx, account: { user: User; now: Date }) => Promise<T>,
): Promise<T> {
  if (act.actorId === act.userId) throw ownAccount()
  if (act.reason.trim() === '') throw reasonMissing()
  return house.storage.transaction(async (tx) => {
    const user = await userById(tx, act.userId)
    if (!user) throw userUnknown()
    const now = house.clock.now()
    const detail = [act.detail, act.reason.trim()].filter((part) => part !== undefined).join('; ')
    const done = await work(tx, { user, now })
    await noteAccountEvent(tx, { at: now, event: act.event, userId: user.id, actorId: act.actorId, detail })
    return done
  })
}

export type AccountDraft = Omit<NewUser, 'clock'>
export type AddedAccount = { readonly userId: UserId; readonly token: string }

/** Adds an account and gives the one-time link to set up its factors. Refuses what `createUser` refuses. */
export const addAccount = ({ storage, clock }: AccountHouse, of: AccountDraft): Promise<AddedAccount> =>
  storage.transaction((tx) => addAccountIn(tx, { ...of, clock }))

/** The same within a transaction, for several at once. */
export async function addAccountIn(tx: Tx, of: NewUser): Promise<AddedAccount> {
  const userId = await createUser(tx, of)
  const link = { userId, validHours: linkHours, reusable: false, clock: of.clock }
  return { userId, token: await makeSignInLink(tx, link) }
}

/** Closes an account at once: every session of it ends now. */
export const closeAccount = (house: AccountHouse, act: AccountAct): Promise<void> =>
  onAccount(house, { ...act, event: 'closed' }, async (tx, { user, now }) => {
    await tx.updateTable('users').set({ closed_at: now }).where('id', '=', user.id).execute()
    await endSessionsOf(tx, { userId: user.id, now, as: 'closed' })
  })

/** Opens a closed account again; that it is needed counts as confirmed. */
export const reopenAccount = (house: AccountHouse, act: AccountAct): Promise<void> =>
  onAccount(house, { ...act, event: 'reopened' }, async (tx, { user, now }) => {
    await tx
      .updateTable('users')
      .set({ closed_at: null, revalidated_at: now })
      .where('id', '=', user.id)
      .execute()
  })

/** Confirms that an account is still needed: for a year, and wakes it when it sleeps. */
export const revalidateAccount = (house: AccountHouse, act: AccountAct): Promise<void> =>
  onAccount(house, { ...act, event: 'revalidated' }, async (tx, { user, now }) => {
    await tx.updateTable('users').set({ revalidated_at: now }).where('id', '=', user.id).execute()
  })

/** Gives an account other roles, at once. Refuses ROLES_BARRED. */
export async function changeRoles(
  house: AccountHouse,
  act: AccountAct & { roles: readonly Role[] },
): Promise<void> {
  checkRoles(act.roles)
  const detail = act.roles.join(', ') || 'no role'
  await onAccount(house, { ...act, event: 'roles-changed', detail }, async (tx, { user }) => {
    await tx
      .updateTable('users')
      .set({ roles: [...act.roles] })
      .where('id', '=', user.id)
      .execute()
  })
}

/** Says in which part of the agency a person works; an empty name takes it away. */
export async function changeUnit(house: AccountHouse, act: AccountAct & { unit: string }): Promise<void> {
  const unit = act.unit.trim() || null
  await onAccount(
    house,
    { ...act, event: 'unit-changed', detail: unit ?? 'no unit' },
    async (tx, { user }) => {
      await tx.updateTable('users').set({ unit }).where('id', '=', user.id).execute()
    },
  )
}

/** Takes every factor of an account away, ends its sessions, and gives a one-time link to set up new ones. */
export const resetFactors = (house: AccountHouse, act: AccountAct): Promise<string> =>
  onAccount(house, { ...act, event: 'factors-reset' }, async (tx, { user, now }) => {
    for (const table of [
      'passwords',
      'authenticators',
      'recovery_codes',
      'passkeys',
      'sso_identities',
    ] as const)
      await tx.deleteFrom(table).where('user_id', '=', user.id).execute()
    await tx
      .updateTable('sign_in_links')
      .set({ used_at: now })
      .where('user_id', '=', user.id)
      .where('reusable', '=', false)
      .execute()
    await endSessionsOf(tx, { userId: user.id, now, as: 'factors-reset' })
    const link = { userId: user.id, validHours: linkHours, reusable: false, clock: house.clock }
    return makeSignInLink(tx, link)
  })

/** The user with this id. Refuses USER_UNKNOWN. */
export async function knownUser(house: AccountHouse, userId: UserId): Promise<User> {
  const user = await userById(house.storage.db, userId)
  if (!user) throw userUnknown()
  return user
}

const ownAccount = () =>
  refused({
    code: 'OWN_ACCOUNT',
    reason: 'Nobody changes the roles, factors or standing of his own account here.',
    needed: 'Ask another administrator.',
  })
const reasonMissing = () =>
  refused({
    code: 'REASON_MISSING',
    reason: 'There is no reason given.',
    needed: 'Say in a few words why; it stays on record.',
  })
const userUnknown = () =>
  refused({
    code: 'USER_UNKNOWN',
    reason: 'There is no such account.',
    needed: 'Look for it in the list of people.',
  })
