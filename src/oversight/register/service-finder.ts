import type { Register } from './read-register.ts'
import type { Service, ServiceDomain } from './register-entry.ts'

export type FoundHost = { readonly service: Service; readonly entry: ServiceDomain }

/** What a register says about names as they stand in logs. Every lookup costs the same, however long the register is. */
export type ServiceFinder = {
  /** The service at a host, exactly: `notclearview.ai` and `clearview.ai.example.com` are nobody's. The longest entry wins. */
  readonly atHost: (host: string, path?: string) => FoundHost | undefined
  /** The service whose mail an address sends. */
  readonly atSender: (address: string) => Service | undefined
  readonly ofBundle: (bundleId: string) => Service | undefined
  readonly ofExtension: (extensionId: string) => Service | undefined
  /** The service that a receipt, an order or an inventory names, as whole words. */
  readonly namedIn: (text: string) => Service | undefined
}

export function serviceFinder({ services }: Register): ServiceFinder {
  const exact = new Map<string, FoundHost[]>()
  const starred: { prefix: string; suffix: string; found: FoundHost }[] = []
  const senders = new Map<string, Service>()
  const bundles = new Map<string, Service>()
  const extensions = new Map<string, Service>()
  const spellings: { words: string; service: Service }[] = []
  for (const service of services) {
    for (const entry of service.domains) {
      const found = { service, entry }
      const star = entry.domain.indexOf('*.')
      if (star < 0) exact.set(entry.domain, [...(exact.get(entry.domain) ?? []), found])
      else starred.push({ prefix: entry.domain.slice(0, star), suffix: entry.domain.slice(star + 1), found })
    }
    for (const sender of service.mailSenders) senders.set(sender, service)
    for (const id of service.appBundleIds) bundles.set(id.toLowerCase(), service)
    for (const id of service.extensionIds) extensions.set(id, service)
    for (const spelling of service.procurementSpellings)
      spellings.push({ words: plainWords(spelling), service })
  }
  const atHost: ServiceFinder['atHost'] = (host, path = '/') => {
    const name = plainHost(host)
    for (const suffix of suffixesOf(name)) {
      const found = exact.get(suffix)?.find(({ entry }) => servesPath(entry, path))
      if (found) return found
    }
    return starred.find(
      ({ prefix, suffix, found }) =>
        name.startsWith(prefix) &&
        name.endsWith(suffix) &&
        name.length > prefix.length + suffix.length &&
        servesPath(found.entry, path),
    )?.found
  }
  return {
    atHost,
    atSender: (address) => {
      const host = plainHost(address.slice(address.lastIndexOf('@') + 1))
      for (const suffix of suffixesOf(host)) {
        const service = senders.get(suffix)
        if (service) return service
      }
      return undefined
    },
    ofBundle: (id) => bundles.get(id.trim().toLowerCase()),
    ofExtension: (id) => extensions.get(id.trim().toLowerCase()),
    namedIn: (text) => {
      const plain = plainWords(text)
      return spellings.find(({ words }) => plain.includes(words))?.service
    },
  }
}

const servesPath = ({ paths }: ServiceDomain, path: string): boolean =>
  paths === undefined || paths.some((start) => path.toLowerCase().startsWith(start))

/** Lower case, without the dot that closes a full name, a port, or brackets. */
export const plainHost = (host: string): string =>
  host
    .trim()
    .toLowerCase()
    .replace(/[>\])]+$/, '')
    .replace(/:\d+$/, '')
    .replace(/\.$/, '')

/** The name itself, then what is left of it without the first label, and so on. */
function* suffixesOf(host: string): Generator<string> {
  for (let rest = host; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) yield rest
}

/** Letters and digits only, words with one space around each: so that "CLEARVIEW.AI INC" names Clearview AI and "Clearview Blinds" does not. */
const plainWords = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replace(/[^a-z0-9+]+/g, ' ')
    .trim()} `
