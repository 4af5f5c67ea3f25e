const words: Readonly<Record<string, string>> = {
  added: 'account added',
  'roles-changed': 'roles changed',
  closed: 'account closed',
  reopened: 'account opened again',
  revalidated: 'account re-validated',
  'factors-reset': 'all factors taken away',
  'password-and-code-set': 'password and authenticator set',
  'passkey-added': 'passkey added',
  'passkey-removed': 'passkey taken away',
  'recovery-codes-made': 'recovery codes made',
  'recovery-code-used': 'recovery code used',
  locked: 'login locked',
  'signed-in': 'signed in',
  'session-replaced': 'session ended by a sign-in elsewhere',
  'sso-linked': 'linked with single sign-on',
}

/** What happened to an account, in words. */
export const eventWords = (event: string): string => words[event] ?? event
