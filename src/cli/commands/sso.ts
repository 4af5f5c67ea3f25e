import { readFile } from 'node:fs/promises'
import { addSsoProvider, listSsoProviders, removeSsoProvider } from '../../people/index.ts'
import { atConsole } from '../at-console.ts'
import type { Command } from '../command.ts'
import { table } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

const refedsMfa = 'https://refeds.org/profile/mfa'

export const ssoList: Command = {
  name: 'sso list',
  summary: 'list the single sign-on of this agency',
  examples: ['casebound sso list'],
  run: (input, desk) =>
    atConsole(desk, { input, command: 'sso list' }, async ({ house }) => {
      const providers = await listSsoProviders(house.storage.db)
      const rows = providers.map(({ id, kind, title }) => [id, kind, title])
      desk.terminal.print(providers.length === 0 ? 'None.' : table([['id', 'kind', 'title'], ...rows]))
      desk.terminal.result({ providers })
    }),
}

export const ssoAddOidc: Command = {
  name: 'sso add-oidc',
  summary: 'let people sign in at an OpenID Connect provider of the agency',
  details:
    'People need an account here; the provider must say that they proved two factors. Register the address PUBLIC-URL/sign-in/oidc there.',
  positionals: [{ name: 'ISSUER', words: 'address of the provider, e.g. https://login.example' }],
  options: {
    title: { type: 'string', hint: 'NAME', words: 'what the button says', required: true },
    'client-id': { type: 'string', hint: 'ID', words: 'client id that the provider gave', required: true },
    'client-secret-file': {
      type: 'string',
      hint: 'FILE',
      words: 'file with the client secret',
      required: true,
    },
    'login-claim': {
      type: 'string',
      hint: 'CLAIM',
      words: 'claim that carries the login of this house (default: preferred_username)',
    },
    'second-factor': {
      type: 'string',
      hint: 'VALUE',
      words: 'amr or acr value that states two factors (default: mfa); may be given several times',
      multiple: true,
    },
  },
  examples: [
    'casebound sso add-oidc https://login.example --title "County login" --client-id casebound --client-secret-file secret.txt',
  ],
  run: (input, desk) =>
    atConsole(desk, { input, command: 'sso add-oidc' }, async ({ house }) => {
      const secret = await readFile(input.text('client-secret-file') ?? '', 'utf8').catch(() => {
        throw new WrongUse('--client-secret-file cannot be read.')
      })
      const title = input.text('title') ?? ''
      const given = input.texts('second-factor')
      const id = await addSsoProvider(house, {
        title,
        settings: {
          kind: 'oidc',
          issuer: addressOf('ISSUER', input.positionals[0] ?? ''),
          clientId: input.text('client-id') ?? '',
          clientSecret: secret.trim(),
          loginFrom: input.text('login-claim') ?? 'preferred_username',
          secondFactors: given.length === 0 ? ['mfa'] : given,
        },
      })
      desk.terminal.print(
        `${title} is on the sign-in page now; its secret is sealed by the key of this house.`,
      )
      desk.terminal.result({ id, title })
    }),
}

export const ssoAddSaml: Command = {
  name: 'sso add-saml',
  summary: 'let people sign in at a SAML provider of the agency',
  details:
    'People need an account here; the provider must say that they proved two factors. Register PUBLIC-URL as entity id and PUBLIC-URL/api/sign-in/saml as address for responses there.',
  positionals: [{ name: 'ENTITY-ID', words: 'entity id of the provider' }],
  options: {
    title: { type: 'string', hint: 'NAME', words: 'what the button says', required: true },
    'entry-point': { type: 'string', hint: 'URL', words: 'address for sign-in requests', required: true },
    'certificate-file': {
      type: 'string',
      hint: 'FILE',
      words: 'certificate that responses are signed with, PEM',
      required: true,
    },
    'login-attribute': {
      type: 'string',
      hint: 'NAME',
      words: 'attribute with the login of this house (default: uid)',
    },
    'second-factor': {
      type: 'string',
      hint: 'VALUE',
      words: `authentication context that states two factors (default: ${refedsMfa}); may be given several times`,
      multiple: true,
    },
  },
  examples: [
    'casebound sso add-saml https://idp.example/metadata --title "State login" --entry-point https://idp.example/sso --certificate-file idp.pem',
  ],
  run: (input, desk) =>
    atConsole(desk, { input, command: 'sso add-saml' }, async ({ house }) => {
      const idpCert = await readFile(input.text('certificate-file') ?? '', 'utf8').catch(() => '')
      if (!idpCert.includes('BEGIN CERTIFICATE'))
        throw new WrongUse('--certificate-file holds no PEM certificate.')
      const title = input.text('title') ?? ''
      const given = input.texts('second-factor')
      const id = await addSsoProvider(house, {
        title,
        settings: {
          ...{ kind: 'saml', idpIssuer: input.positionals[0] ?? '', idpCert },
          entryPoint: addressOf('--entry-point', input.text('entry-point') ?? ''),
          loginFrom: input.text('login-attribute') ?? 'uid',
          secondFactors: given.length === 0 ? [refedsMfa] : given,
        },
      })
      desk.terminal.print(`${title} is on the sign-in page now.`)
      desk.terminal.result({ id, title })
    }),
}

export const ssoRemove: Command = {
  name: 'sso remove',
  summary: 'take a single sign-on away',
  positionals: [{ name: 'ID', words: 'its id, as casebound sso list shows it' }],
  examples: ['casebound sso remove Zm9vYmFyYmF6'],
  run: (input, desk) =>
    atConsole(desk, { input, command: 'sso remove' }, async ({ house }) => {
      await removeSsoProvider(house, input.positionals[0] ?? '')
      desk.terminal.print('Taken away.')
      desk.terminal.result({ removed: input.positionals[0] })
    }),
}

/** TLS everywhere but on this machine. */
function addressOf(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const here = url !== undefined && ['localhost', '127.0.0.1'].includes(url.hostname)
  if (url?.protocol === 'https:' || (here && url.protocol === 'http:')) return text
  throw new WrongUse(`${name} takes an address that begins with https://, not "${text}".`)
}
