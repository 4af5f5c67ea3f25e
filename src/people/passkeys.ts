import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import { noteAccountEvent } from './account-events.ts'
import type { AccountHouse } from './account-house.ts'
import { beginCeremony, finishCeremony } from './ceremony.ts'
import { factorsOf } from './factors.ts'
import { refused } from './refusal-code.ts'
import { checkConfirmed } from './session.ts'
import { checkMaySetFactors, type Door, endEnrolment } from './set-factors.ts'

/** The name that passkeys belong to, and the address of its pages. */
export type PasskeyPlace = { readonly host: string; readonly origin: string }

type Challenge = { readonly challenge: string }

const passkeysMost = 10

/** What a browser is asked for a new passkey; with the id to come back with. Refuses CONFIRMATION_NEEDED. */
export async function beginPasskey(house: AccountHouse, of: Door & { place: PasskeyPlace }) {
  checkMaySetFactors(of, house)
  const { user } = of.session
  const { passkeys } = await factorsOf(house.storage.db, user.id)
  if (passkeys.length >= passkeysMost)
    throw passkeyRefused(`This account has ${passkeysMost} passkeys already.`)
  const { generateRegistrationOptions } = await import('@simplewebauthn/server')
  const options = await generateRegistrationOptions({
    rpName: 'Casebound',
    rpID: of.place.host,
    userID: new Uint8Array(Buffer.from(user.id)),
    userName: user.login,
    userDisplayName: user.name,
    attestationType: 'none',
    excludeCredentials: passkeys.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const state: Challenge = { challenge: options.challenge }
  const ceremony = await beginCeremony(house, { purpose: 'passkey-add', userId: user.id, state })
  return { ceremony, options }
}

/** Adds the passkey that a browser made. Refuses CONFIRMATION_NEEDED, CEREMONY_EXPIRED, PASSKEY_REFUSED. */
export async function addPasskey(
  house: AccountHouse,
  of: Door & { place: PasskeyPlace; ceremony: string; response: RegistrationResponseJSON; name: string },
): Promise<void> {
  checkMaySetFactors(of, house)
  const { storage, clock } = house
  const { user } = of.session
  const begun = { purpose: 'passkey-add', userId: user.id, id: of.ceremony } as const
  const { challenge } = await finishCeremony<Challenge>(house, begun)
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const { registrationInfo: made } = await verifyRegistrationResponse({
    response: of.response,
    expectedChallenge: challenge,
    expectedOrigin: of.place.origin,
    expectedRPID: of.place.host,
    requireUserVerification: true,
  }).catch((error: Error) => {
    throw passkeyRefused(`The browser’s answer does not hold: ${error.message}.`)
  })
  if (!made) throw passkeyRefused('The browser’s answer does not hold.')
  const now = clock.now()
  const { credential } = made
  await storage.transaction(async (tx) => {
    const added = await tx
      .insertInto('passkeys')
      .values({
        id: credential.id,
        user_id: user.id,
        name: of.name,
        public_key: credential.publicKey,
        counter: credential.counter,
        transports: [...(credential.transports ?? [])],
        added_at: now,
        last_used_at: null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst()
    if (added.numInsertedOrUpdatedRows !== 1n) throw passkeyRefused('This passkey is in use already.')
    await noteAccountEvent(tx, { at: now, event: 'passkey-added', userId: user.id, detail: of.name })
    await endEnrolment(tx, { ...of, now })
  })
}

/** Takes one passkey away, but never the last factor. Refuses CONFIRMATION_NEEDED, LAST_FACTOR. */
export async function removePasskey(house: AccountHouse, of: Door & { id: string }): Promise<void> {
  const { user } = of.session
  checkConfirmed(of.session, house.clock)
  await house.storage.transaction(async (tx) => {
    const { passkeys, passwordAndCodeSince } = await factorsOf(tx, user.id)
    const known = passkeys.find(({ id }) => id === of.id)
    if (!known) return
    if (passkeys.length === 1 && passwordAndCodeSince === undefined) throw lastFactor()
    await tx.deleteFrom('passkeys').where('id', '=', of.id).where('user_id', '=', user.id).execute()
    const event = { at: house.clock.now(), event: 'passkey-removed', userId: user.id } as const
    await noteAccountEvent(tx, { ...event, detail: known.name })
  })
}

export const passkeyRefused = (reason: string) =>
  refused({
    code: 'PASSKEY_REFUSED',
    reason,
    needed: 'Try again; or use your password and a code.',
  })
const lastFactor = () =>
  refused({
    code: 'LAST_FACTOR',
    reason: 'This passkey is the only thing that you sign in with.',
    needed: 'Add another passkey, or set a password and an authenticator first.',
  })
