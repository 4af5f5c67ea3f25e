import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { asId, type UserId } from '../kernel/index.ts'
import type { Tx } from '../storage/index.ts'
import type { AccountHouse } from './account-house.ts'
import { beginCeremony, finishCeremony } from './ceremony.ts'
import { factorsOf } from './factors.ts'
import { type PasskeyPlace, passkeyRefused } from './passkeys.ts'
import { checkBanner, noteConfirmed, type OpenedSession, openSession } from './session.ts'
import type { Door } from './set-factors.ts'

/** Many small files, which nobody needs before somebody signs in with a passkey. */
const webauthn = () => import('@simplewebauthn/server')

type Given = {
  readonly place: PasskeyPlace
  readonly ceremony: string
  readonly response: AuthenticationResponseJSON
}
type Challenge = { readonly challenge: string }

/** What a browser is asked to sign in with any passkey of this house; no login is asked first, so it tells nothing. */
export async function beginPasskeySignIn(house: AccountHouse, place: PasskeyPlace) {
  const { generateAuthenticationOptions } = await webauthn()
  const options = await generateAuthenticationOptions({ rpID: place.host, userVerification: 'required' })
  const state: Challenge = { challenge: options.challenge }
  return { ceremony: await beginCeremony(house, { purpose: 'passkey-sign-in', state }), options }
}

/** Signs in with a passkey, which is two factors: the key, and the PIN or finger that it asked for. Refuses PASSKEY_REFUSED,
 * BANNER_NOT_ACCEPTED, CEREMONY_EXPIRED and what `openSession` refuses. */
export async function signInByPasskey(
  house: AccountHouse,
  given: Given & { bannerAccepted: boolean },
): Promise<OpenedSession> {
  checkBanner(given.bannerAccepted)
  const { challenge } = await finishCeremony<Challenge>(house, {
    ...{ purpose: 'passkey-sign-in', id: given.ceremony },
  })
  return house.storage.transaction(async (tx) => {
    const userId = await usePasskey(tx, { ...given, challenge, now: house.clock.now() })
    return openSession(tx, { userId, clock: house.clock, via: 'passkey' })
  })
}

/** What a browser is asked to confirm that the person of this session is there: one of his own passkeys. */
export async function beginPasskeyConfirm(house: AccountHouse, of: Door & { place: PasskeyPlace }) {
  const userId = of.session.user.id
  const { passkeys } = await factorsOf(house.storage.db, userId)
  if (passkeys.length === 0) throw passkeyRefused('This account has no passkey.')
  const { generateAuthenticationOptions } = await webauthn()
  const options = await generateAuthenticationOptions({
    rpID: of.place.host,
    userVerification: 'required',
    allowCredentials: passkeys.map(({ id }) => ({ id })),
  })
  const state: Challenge = { challenge: options.challenge }
  return { ceremony: await beginCeremony(house, { purpose: 'passkey-confirm', userId, state }), options }
}

/** Unlocks a session and makes its confirmation fresh. Refuses PASSKEY_REFUSED, also for somebody else's; CEREMONY_EXPIRED. */
export async function confirmByPasskey(house: AccountHouse, given: Given & Door): Promise<void> {
  const userId = given.session.user.id
  const { challenge } = await finishCeremony<Challenge>(house, {
    ...{ purpose: 'passkey-confirm', userId, id: given.ceremony },
  })
  const now = house.clock.now()
  await house.storage.transaction(async (tx) => {
    const owner = await usePasskey(tx, { ...given, challenge, now })
    if (owner !== userId) throw passkeyRefused('This passkey is not yours.')
    await noteConfirmed(tx, { sessionToken: given.sessionToken, now })
  })
}

/** Checks what a passkey signed, and gives whose it is. */
async function usePasskey(tx: Tx, given: Given & Challenge & { now: Date }): Promise<UserId> {
  const row = await tx
    .selectFrom('passkeys')
    .selectAll()
    .where('id', '=', given.response.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw passkeyRefused('This passkey is not known here.')
  const { verifyAuthenticationResponse } = await webauthn()
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: given.response,
    expectedChallenge: given.challenge,
    expectedOrigin: given.place.origin,
    expectedRPID: given.place.host,
    requireUserVerification: true,
    credential: { id: row.id, publicKey: new Uint8Array(row.public_key), counter: Number(row.counter) },
  }).catch((error: Error) => {
    throw passkeyRefused(`The passkey’s answer does not hold: ${error.message}.`)
  })
  if (!verified) throw passkeyRefused('The passkey’s answer does not hold.')
  await tx
    .updateTable('passkeys')
    .set({ counter: authenticationInfo.newCounter, last_used_at: given.now })
    .where('id', '=', row.id)
    .execute()
  return asId<UserId>(row.user_id)
}
