import type { Service } from '../register/register-entry.ts'
import type { FoundHost, ServiceFinder } from '../register/service-finder.ts'
import type { Confidence, DetectionRule, SetAsideReason } from './confidence.ts'
import type { Sighting } from './sighting.ts'

/** What one sighting says of a person and a service. */
export type Judged = {
  readonly service: string
  readonly confidence: Confidence
  readonly rule: DetectionRule
  /** Searches that it shows: images sent, requests of programs. */
  readonly uploads: number
  /** It shows the tool in use, but not how often: its session counts once where nothing else does. */
  readonly inUse: boolean
}

export type Judgement = Judged | { readonly service: string; readonly setAside: SetAsideReason } | undefined

/** A photograph is hardly smaller than this; a form is hardly larger. */
const leastImageBytes = 15_000

const reading =
  /^\/(?:[a-z]{2}(?:-[a-z]{2})?\/)?(?:press|news|newsroom|blog|post|posts|media|article|articles|about|careers|jobs|privacy|legal|terms|tos|opt-?out|fc\/optout|help\/(?:tos|code_of_conduct)|help\/?$|cookie)/i
const embedded = /\.(?:png|jpe?g|gif|svg|ico|webp|css|js|mjs|map|woff2?|ttf|mp4)$/i
const signingUp =
  /sign-?up|register|registration|trial|invite|invitation|onboard|create-?account|request-?(?:demo|access)/i
const signingIn =
  /log-?in|sign-?in|sign-?out|log-?out|auth|oauth|session|token|sso|saml|password|mfa|otp|csrf/i
const telemetry =
  /analytics|telemetry|collect|beacon|metric|track|event|consent|cookie|heartbeat|ping|sentry|rum|pixel|contact|newsletter|subscribe|feedback/i
const searching =
  /search|upload|image|photo|picture|face|detect|match|recogni|compare|identif|query|probe|lookup|enroll|graphql/i
const results = /result|match(?:es)?\b|hits?\b|report/i

/** What a sighting says under the rules of detection; undefined where it names no service. Only the place visited counts, never what a query or a referrer mentions. */
export function judgeSighting(sighting: Sighting, finder: ServiceFinder): Judgement {
  switch (sighting.kind) {
    case 'lookup':
      return atHost(sighting, finder, () => seen('looked up the name', 'DNS-1'))
    case 'tunnel':
      return atHost(sighting, finder, (found) => judgeTunnel(sighting, found))
    case 'request':
      return atHost(sighting, finder, (found) => judgeRequest(sighting, found))
    case 'mail':
      return judgeMail(sighting, finder)
    case 'inventory': {
      const service =
        finder.ofBundle(sighting.bundleId ?? '') ??
        finder.ofExtension(sighting.extensionId ?? '') ??
        finder.namedIn(sighting.text ?? '')
      return of(service, seen('installed the app', 'APP-1'))
    }
    case 'purchase':
      return of(finder.namedIn(sighting.text ?? ''), seen('paid', 'PAY-1'))
    case 'sign-on':
      return of(
        finder.namedIn(sighting.text ?? ''),
        sighting.blocked
          ? seen('tried and was blocked', 'SSO-2')
          : seen('signed in', 'SSO-1', { inUse: true }),
      )
  }
}

type Seen = Omit<Judged, 'service'>

const seen = (
  confidence: Confidence,
  rule: DetectionRule,
  more: { uploads?: number; inUse?: boolean } = {},
): Seen => ({
  ...{ confidence, rule, uploads: more.uploads ?? 0, inUse: more.inUse ?? false },
})

const of = (service: Service | undefined, what: Seen): Judgement =>
  service === undefined ? undefined : { service: service.id, ...what }

function atHost(
  sighting: Sighting,
  finder: ServiceFinder,
  judge: (found: FoundHost) => Seen | SetAsideReason,
): Judgement {
  const found = finder.atHost(sighting.host ?? '', sighting.path)
  if (!found) return undefined
  const judged = judge(found)
  const service = found.service.id
  return typeof judged === 'string' ? { service, setAside: judged } : { service, ...judged }
}

const failedStatus = (status: number | undefined): boolean => status !== undefined && status >= 400

function judgeTunnel({ blocked, status }: Sighting, { entry }: FoundHost): Seen {
  if (blocked || failedStatus(status)) return seen('tried and was blocked', 'WEB-2')
  return entry.role === 'site'
    ? seen('opened a page', 'WEB-1')
    : seen('connected, content unseen', 'WEB-6', { inUse: true })
}

function judgeRequest(sighting: Sighting, { entry }: FoundHost): Seen | SetAsideReason {
  const path = (sighting.path ?? '/').replace(/[?#].*$/, '')
  const sends = /^(POST|PUT|PATCH)$/.test(sighting.method ?? '')
  if (sighting.blocked) return seen('tried and was blocked', 'WEB-2')
  if (!sends && reading.test(path)) return 'reading'
  if (!sends && embedded.test(path)) return 'embedded'
  if (entry.role === 'site' || failedStatus(sighting.status)) return seen('opened a page', 'WEB-1')
  if (sends) return judgeSent(sighting, { path, isApi: entry.role === 'api' })
  return results.test(path)
    ? seen('received results', 'WEB-4', { inUse: true })
    : seen('opened a page', 'WEB-1')
}

/** What was sent to a tool: in doubt about a small or nameless thing it is less, never more. */
function judgeSent({ sentBytes }: Sighting, { path, isApi }: { path: string; isApi: boolean }): Seen {
  if (signingUp.test(path)) return seen('signed up', 'WEB-5')
  if (isApi) return seen('uploaded an image', 'API-1', { uploads: 1, inUse: true })
  const large = sentBytes !== undefined && sentBytes >= leastImageBytes
  const small = sentBytes !== undefined && !large
  if (large) return seen('uploaded an image', 'WEB-3', { uploads: 1, inUse: true })
  if (results.test(path) && !/upload|image|photo/i.test(path))
    return seen('received results', 'WEB-4', { inUse: true })
  if (signingIn.test(path)) return seen('signed in', 'WEB-8')
  if (telemetry.test(path)) return seen('opened a page', 'WEB-1')
  if (searching.test(path)) return seen('uploaded an image', 'WEB-3', { uploads: 1, inUse: true })
  return small ? seen('opened a page', 'WEB-1') : seen('connected, content unseen', 'WEB-7', { inUse: true })
}

const account =
  /welcome|verify|confirm|activat|trial|invit|account|sign(?:ed)?[ -]?up|registration|get started|your access|password/i
const answered = /result|search (?:is )?(?:complete|ready|report)|matches|found|report/i

function judgeMail(sighting: Sighting, finder: ServiceFinder): Judgement {
  const service = finder.atSender(sighting.sender ?? '')
  if (!service) return undefined
  if (finder.atSender(sighting.person)?.id === service.id)
    return { service: service.id, setAside: 'own mail' }
  const subject = sighting.text ?? ''
  if (answered.test(subject)) return of(service, seen('received results', 'MAIL-2', { inUse: true }))
  return of(service, account.test(subject) ? seen('signed up', 'MAIL-1') : seen('was sent mail', 'MAIL-3'))
}
