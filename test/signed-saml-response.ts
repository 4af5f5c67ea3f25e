import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { SignedXml } from 'xml-crypto'

export const samlIssuer = 'https://idp.example/metadata'
export const refedsMfa = 'https://refeds.org/profile/mfa'

export type SamlKeys = { readonly key: string; readonly cert: string }

/** A key and its certificate, made now by the openssl of this machine. */
export function makeSamlKeys(): SamlKeys {
  const folder = mkdtempSync(join(tmpdir(), 'casebound-saml-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=idp']
  execFileSync('openssl', [...made, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  const keys = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  rmSync(folder, { recursive: true })
  return keys
}

/** The id and relay state of the request that a browser carries to the provider. */
export function samlRequestIn(url: string): { requestId: string; relayState: string } {
  const query = new URL(url).searchParams
  const request = inflateRawSync(Buffer.from(query.get('SAMLRequest') ?? '', 'base64')).toString()
  return {
    requestId: / ID="([^"]+)"/.exec(request)?.[1] ?? '',
    relayState: query.get('RelayState') ?? '',
  }
}

export type Said = {
  readonly requestId: string
  readonly login: string
  readonly keys: SamlKeys
  readonly place: { readonly entityId: string; readonly callbackUrl: string }
  readonly context?: string
  readonly endsInMs?: number
}

/** A response as a provider signs it. */
export function samlResponse(said: Said): string {
  const { place, requestId: answers } = said
  const at = (ms: number) => new Date(Date.now() + ms).toISOString()
  const end = at(said.endsInMs ?? 60_000)
  const xml =
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r1" Version="2.0" IssueInstant="${at(0)}" Destination="${place.callbackUrl}" InResponseTo="${answers}">` +
    `<saml:Issuer>${samlIssuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>` +
    `<saml:Assertion ID="_a1" Version="2.0" IssueInstant="${at(0)}"><saml:Issuer>${samlIssuer}</saml:Issuer>` +
    `<saml:Subject><saml:NameID>subject-of-${said.login}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${end}" Recipient="${place.callbackUrl}" InResponseTo="${answers}"/></saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions NotBefore="${at(-120_000)}" NotOnOrAfter="${end}"><saml:AudienceRestriction><saml:Audience>${place.entityId}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
    `<saml:AuthnStatement AuthnInstant="${at(0)}" SessionIndex="_s1"><saml:AuthnContext><saml:AuthnContextClassRef>${said.context ?? refedsMfa}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
    `<saml:AttributeStatement><saml:Attribute Name="uid"><saml:AttributeValue>${said.login}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>` +
    '</saml:Assertion></samlp:Response>'
  const signer = new SignedXml({
    privateKey: said.keys.key,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  })
  const assertion = "//*[local-name(.)='Assertion']"
  signer.addReference({
    xpath: assertion,
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: [
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/2001/10/xml-exc-c14n#',
    ],
  })
  signer.computeSignature(xml, {
    location: { reference: `${assertion}/*[local-name(.)='Issuer']`, action: 'after' },
  })
  return signer.getSignedXml()
}
