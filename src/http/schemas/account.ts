import { z } from '@hono/zod-openapi'
import { shortText } from './basic.ts'

const password = z.string().min(1).max(1000)
const code = z.string().trim().min(1).max(40)

export const signInWaysSchema = z
  .object({
    agency: z.object({ name: z.string(), demonstration: z.boolean() }),
    banner: z.array(z.string()),
    passkeysHere: z.object({ possible: z.boolean(), why: z.string() }).openapi({
      description: 'passkeys belong to a name, so there are none at a bare address',
    }),
    sso: z.array(z.object({ id: z.string(), title: z.string() })),
    passwordCharacters: z.number().int(),
  })
  .openapi('SignInWays')

export const passwordSignInSchema = z
  .object({
    login: z.string().trim().min(1).max(200),
    password,
    code,
    bannerAccepted: z.boolean(),
    returnToken: z.boolean().optional(),
  })
  .strict()

export const confirmSchema = z.union([
  z.object({ password, code }).strict(),
  z.object({ demonstration: z.literal(true) }).strict(),
])

/** Answers of a browser's WebAuthn, as @simplewebauthn reads them; the library checks what is inside. */
const base64url = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/)
const credential = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()).transform(() => ({})),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).nullish(),
}
const transports = z.array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])).max(10)

export const passkeyOptionsSchema = z
  .object({
    ceremony: z.string(),
    options: z.record(z.string(), z.unknown()).openapi({ description: 'for the WebAuthn of the browser' }),
  })
  .openapi('PasskeyOptions')

export const addPasskeySchema = z
  .object({
    ceremony: z.string().max(200),
    name: shortText,
    response: z.object({
      ...credential,
      response: z.object({
        clientDataJSON: base64url,
        attestationObject: base64url,
        transports: transports.optional(),
      }),
    }),
  })
  .strict()

export const usePasskeySchema = z
  .object({
    ceremony: z.string().max(200),
    response: z.object({
      ...credential,
      response: z.object({
        clientDataJSON: base64url,
        authenticatorData: base64url,
        signature: base64url,
        userHandle: base64url.nullish(),
      }),
    }),
    bannerAccepted: z.boolean().optional(),
  })
  .strict()

export const accountSchema = z
  .object({
    passwordAndCodeSince: z.string().optional(),
    recoveryCodesLeft: z.number().int(),
    passkeys: z.array(
      z.object({ id: z.string(), name: z.string(), addedAt: z.string(), lastUsedAt: z.string().optional() }),
    ),
    sso: z.array(z.string()),
    passkeysHere: z.object({ possible: z.boolean(), why: z.string() }),
    revalidationDue: z.string(),
    events: z.array(
      z.object({ at: z.string(), event: z.string(), actor: z.string().optional(), detail: z.string() }),
    ),
  })
  .openapi('Account')

export const authenticatorSchema = z
  .object({
    ceremony: z.string(),
    secret: z.string().openapi({ description: 'the seed, base32, to type where no camera is' }),
    uri: z.string().openapi({ description: 'otpauth address, for a QR code' }),
  })
  .openapi('NewAuthenticator')

export const setPasswordSchema = z.object({ password, code, ceremony: z.string().max(200) }).strict()

export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) }).openapi('RecoveryCodes')

const rolesText = z.array(z.string().max(40)).max(20)
const reason = z.string().trim().max(400)

export const personSchema = z
  .object({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    roles: z.array(z.string()),
    unit: z.string().optional().openapi({ description: 'part of the agency' }),
    standing: z.enum(['open', 'closed', 'dormant', 'not-revalidated']),
    revalidationDue: z.string(),
    activeAt: z.string(),
    factors: z.array(z.string()),
    you: z.boolean(),
  })
  .openapi('Person')

export const peopleSchema = z
  .object({
    people: z.array(personSchema),
    roles: z.array(z.string()),
    barredPairs: z.array(z.object({ pair: z.array(z.string()), why: z.string() })),
  })
  .openapi('People')

export const addPersonSchema = z
  .object({ login: shortText, name: shortText, roles: rolesText, unit: shortText.optional(), reason })
  .strict()
export const unitSchema = z.object({ unit: z.string().trim().max(200), reason }).strict()
/** Below the limit of a JSON body; longer lists are split. */
export const importPeopleSchema = z
  .object({ csv: z.string().max(60_000), reason, apply: z.boolean() })
  .strict()
export const importLinesSchema = z
  .object({
    lines: z.array(
      z.object({
        line: z.number().int(),
        login: z.string(),
        name: z.string(),
        roles: z.array(z.string()),
        fault: z.string().optional(),
        token: z.string().optional().openapi({ description: 'of a one-time link, shown only now' }),
      }),
    ),
  })
  .openapi('ImportLines')
export const rolesSchema = z.object({ roles: rolesText, reason }).strict()
export const reasonSchema = z.object({ reason }).strict()
export const enrolmentLinkSchema = z
  .object({
    token: z.string().openapi({ description: 'of a one-time link, shown only now' }),
    validHours: z.number().int(),
  })
  .openapi('EnrolmentLink')
