import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import { api, type Session, take } from '../parts/api.ts'
import { Trouble } from '../parts/trouble.ts'

// What the browser makes and what the server checks, step by step. The shapes are WebAuthn's own.

/** The person closed the browser's dialogue, or let it run out: no fault, and nothing was sent. */
const inWords = (thrown: unknown): never => {
  if (thrown instanceof Trouble) throw thrown
  const name = thrown instanceof Error ? thrown.name : ''
  const already = name === 'InvalidStateError'
  throw new Trouble(0, {
    error: {
      code: 'PASSKEY_NOT_GIVEN',
      message: already ? 'This device has a passkey of yours already.' : 'The browser gave no passkey.',
      needed: already
        ? 'Use it, or add one on another device.'
        : 'Try again, or use your password and a code.',
    },
  })
}

export async function signInWithPasskey(bannerAccepted: boolean): Promise<Session> {
  const { ceremony, options } = await take(api.POST('/api/sign-in/passkey/begin'))
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON
  const response = await startAuthentication({ optionsJSON }).catch(inWords)
  const body = { ceremony, response: plain(response), bannerAccepted }
  return take(api.POST('/api/sign-in/passkey', { body }))
}

export async function confirmWithPasskey(): Promise<Session> {
  const { ceremony, options } = await take(api.POST('/api/session/confirm/passkey/begin'))
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON
  const response = await startAuthentication({ optionsJSON }).catch(inWords)
  return take(api.POST('/api/session/confirm/passkey', { body: { ceremony, response: plain(response) } }))
}

export async function addPasskey(name: string): Promise<void> {
  const { ceremony, options } = await take(api.POST('/api/account/passkeys/begin'))
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON
  const { response, ...made } = await startRegistration({ optionsJSON }).catch(inWords)
  const { clientDataJSON, attestationObject, transports } = response
  const sent = {
    ...made,
    clientExtensionResults: {},
    response: { clientDataJSON, attestationObject, ...(transports ? { transports: [...transports] } : {}) },
  }
  const answer = await api.POST('/api/account/passkeys', {
    body: { ceremony, name, response: sent as never },
  })
  if (!answer.response.ok) throw new Trouble(answer.response.status, answer.error)
}

/** Without what extensions of the browser added. */
const plain = <T extends object>(made: T) => ({ ...made, clientExtensionResults: {} }) as never
