import { z } from 'zod'

const text = z.string().trim().min(1).max(500)
const source = z.url({ protocol: /^https?$/ })

/** A host name in lower case; one label may be a star, which stands for exactly one or several labels there. */
const domain = z.string().regex(/^(\*\.)?([a-z0-9-]+\.)+(\*\.)?([a-z0-9-]+\.)*[a-z]{2,}$/)

/**
 * What stands at a host. `tool`: pages and the search itself; `app`: only the signed-in tool; `api`: programs ask it;
 * `site`: pages about the product, where nothing can be searched.
 */
const domainEntry = z.strictObject({
  domain,
  role: z.enum(['tool', 'app', 'api', 'site']),
  /** Only paths that begin so are this service; the host serves others too. */
  paths: z.array(z.string().startsWith('/')).min(1).optional(),
  source,
  /** Not confirmed by a public source that we have read. */
  unsure: z.literal(true).optional(),
})

export const serviceSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: text,
  formerNames: z.array(text),
  kind: z.enum(['scraped-web', 'people-search', 'cloud-api', 'on-premises']),
  domains: z.array(domainEntry),
  /** Host names that the service's mail comes from; also of hosts below them. */
  mailSenders: z.array(domain),
  appBundleIds: z.array(z.string().regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9_-]+)+$/)),
  /** Ids of the Chrome Web Store: 32 letters from a to p. */
  extensionIds: z.array(z.string().regex(/^[a-p]{32}$/)),
  /** How orders, receipts and inventories spell it; long enough not to be another company's name. */
  procurementSpellings: z.array(text.min(5)).min(1),
  legal: z.array(z.strictObject({ note: text, source })),
  /** Where the name is known from. */
  source,
  unsure: z.literal(true).optional(),
  note: text.optional(),
})

const isoDay = z.iso.date()

/** What the agency has with a service. Without an entry it is forbidden. */
export const contractSchema = z.discriminatedUnion('status', [
  z.strictObject({ service: text, status: z.literal('forbidden'), since: isoDay.optional(), why: text }),
  z.strictObject({ service: text, status: z.literal('under-review'), since: isoDay.optional(), why: text }),
  z.strictObject({ service: text, status: z.literal('contracted'), from: isoDay, until: isoDay, why: text }),
  z.strictObject({ service: text, status: z.literal('terminated'), on: isoDay, why: text }),
])

/** Since when the agency forbids outside face search, by which rule. Past use is judged by the rule of its day. */
export const conductRuleSchema = z.strictObject({
  id: z.string().regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/),
  name: text,
  from: isoDay,
  /** Last day; without it the rule still binds. */
  until: isoDay.optional(),
  source: source.optional(),
})

export const registerFileSchema = z.strictObject({
  version: text,
  services: z.array(serviceSchema).default([]),
  contracts: z.array(contractSchema).default([]),
  rules: z.array(conductRuleSchema).default([]),
  /** Use these services only, without those that come with Casebound. */
  only: z.boolean().default(false),
})

export type Service = z.infer<typeof serviceSchema>
export type ServiceDomain = Service['domains'][number]
export type Contract = z.infer<typeof contractSchema>
export type ConductRule = z.infer<typeof conductRuleSchema>
