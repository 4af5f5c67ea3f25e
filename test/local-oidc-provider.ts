import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export const oidcSecret = 'a secret between the two of them'

/** Who signs in at the provider, and how; the provider puts it into the token. */
export type There = { subject: string; login: string; amr: string[] }

export type LocalOidc = { readonly issuer: string; there: There; close: () => Promise<void> }

/** A real OpenID Connect provider on this machine; its pages ask nothing and take whoever `there` names. */
export async function startOidcProvider(redirectUri: string): Promise<LocalOidc> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const local: LocalOidc = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    there: { subject: '', login: '', amr: [] },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  const provider = new Provider(local.issuer, {
    clients: [{ client_id: 'casebound', client_secret: oidcSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub', 'amr', 'acr'], profile: ['preferred_username'], email: [] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, preferred_username: local.there.login }),
    }),
  })
  const answer = provider.callback()
  server.on('request', async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response)
    const { prompt, params, grantId } = await provider.interactionDetails(request, response)
    const { subject, amr } = local.there
    if (prompt.name === 'login') {
      return provider.interactionFinished(request, response, { login: { accountId: subject, amr } })
    }
    const grant = grantId
      ? await provider.Grant.find(grantId)
      : new provider.Grant({ accountId: subject, clientId: String(params.client_id) })
    grant?.addOIDCScope('openid profile email')
    const consent = { grantId: await grant?.save() }
    return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true })
  })
  return local
}
