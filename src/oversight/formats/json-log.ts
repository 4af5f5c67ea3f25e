import { readTime } from '../scan/read-time.ts'
import type { Sighting } from '../scan/sighting.ts'
import type { Layout } from './layout.ts'
import type { Shape } from './shape.ts'
import { accountOr } from './url-parts.ts'

type Json = Readonly<Record<string, unknown>>

const asObject = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
const asText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined

/** A line that is one JSON object: Zeek's dns.log and ssl.log, or an event of single sign-on. */
export const jsonLinesShape = (layout: Layout): Shape => ({
  ...{
    separator: 0,
    runs: false,
    quoted: false,
    multiline: false,
    anchor: '.',
    readAll: layout.table === 'sign-on',
  },
  isWhole: ({ bytes, start, end }) => bytes[start] === 123 && bytes[end - 1] === 125,
  read: (text) => {
    const event = parsed(text)
    return event === undefined ? 'broken' : jsonSighting(event)
  },
  afterDirective: () => layout,
})

/** One JSON object from a log; undefined for what is none. */
export function parsed(text: string): Json | undefined {
  try {
    return asObject(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Whether an object is of a kind that `jsonSighting` knows, and which. */
export function jsonTable(event: Json): 'dns' | 'tls' | 'sign-on' | undefined {
  if ('server_name' in event || 'cipher' in event) return 'tls'
  if ('query' in event || 'qtype_name' in event || 'rcode' in event) return 'dns'
  const sighting = jsonSighting(event)
  return sighting?.kind === 'sign-on' && sighting.person !== '' ? 'sign-on' : undefined
}

/** What an event tells: Zeek by its own names; sign-ons as Okta, Entra ID and plain OIDC providers export them. */
export function jsonSighting(event: Json): Sighting | undefined {
  const client = asText(event['id.orig_h'])
  if (client !== undefined) {
    const host = asText(event.server_name) ?? asText(event.query)
    const kind = 'server_name' in event ? 'tunnel' : 'lookup'
    return host === undefined
      ? undefined
      : { kind, atMs: readTime(asText(event.ts) ?? ''), person: client, host, blocked: false }
  }
  return signOn(event)
}

function signOn(event: Json): Sighting | undefined {
  const targets = Array.isArray(event.target) ? event.target.map(asObject) : []
  const app = targets.find((target) => asText(target?.type) === 'AppInstance') ?? targets[0]
  const text = [
    ...[
      app?.displayName,
      app?.alternateId,
      event.appDisplayName,
      event.resourceDisplayName,
      event.client_name,
    ],
    ...[event.clientName, event.client_id, event.clientId, event.client, event.application, event.app],
  ]
    .map(asText)
    .filter((one) => one !== undefined)
    .join(' · ')
  const actor = asObject(event.actor)
  const account = [
    ...[
      actor?.alternateId,
      event.userPrincipalName,
      event.user,
      event.username,
      event.email,
      event.preferred_username,
    ],
    ...[event.userId, event.sub],
  ].map(asText)
  const time = [
    event.published,
    event.createdDateTime,
    event.timestamp,
    event.time,
    event['@timestamp'],
    event.date,
  ].map(asText)
  if (text === '') return undefined
  const person = accountOr(
    account.find((one) => one !== undefined),
    asText(event.ipAddress ?? event.ip),
  )
  const id = asText(event.uuid ?? event.id ?? event.correlationId)
  return {
    ...{
      kind: 'sign-on',
      atMs: readTime(time.find((one) => one !== undefined) ?? ''),
      person,
      text,
      blocked: failed(event),
    },
    ...(id === undefined ? {} : { id }),
  }
}

function failed(event: Json): boolean {
  const code = asObject(event.status)?.errorCode
  if (typeof code === 'number') return code !== 0
  const outcome =
    asText(asObject(event.outcome)?.result) ?? asText(event.result) ?? asText(event.status) ?? ''
  return /fail|den|error|block/i.test(outcome)
}
