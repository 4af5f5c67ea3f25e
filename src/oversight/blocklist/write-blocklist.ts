import type { Register } from '../register/read-register.ts'
import { type BlockChoice, type BlockedNames, blockedNames } from './blocked-names.ts'

export const blocklistFormats = ['rpz', 'squid', 'hosts', 'dnsmasq', 'adblock', 'pac', 'umbrella'] as const
export type BlocklistFormat = (typeof blocklistFormats)[number]

export type Blocklist = {
  readonly text: string
  /** Names of the register that stand on the list. */
  readonly blocked: number
  /** Names that this kind of list cannot express, or that were left out, each with the reason. */
  readonly notBlocked: readonly { readonly name: string; readonly because: string }[]
}

/** How a list is written, and whether its format can say stars within names and paths. */
type Format = {
  readonly write: (names: BlockedNames, of: Heading) => string
  readonly stars: boolean
  readonly paths: boolean
}

type Heading = { readonly lines: readonly string[]; readonly serial: string; readonly otherwise: string }

/** Where a browser sends what it may not reach: the discard port of its own machine. */
const nowhere = 'PROXY 127.0.0.1:9'

/**
 * A block list from the register, for a day (YYYY-MM-DD), in the words of the tool that reads it. `otherwise` is what a PAC file
 * answers for all other hosts (default DIRECT). RPZ after draft-vixie-dnsop-dns-rpz; Squid's dstdomain; hosts(5); Umbrella: one name a line.
 */
export function writeBlocklist(
  register: Register,
  of: BlockChoice & { readonly format: BlocklistFormat; readonly otherwise?: string },
): Blocklist {
  const names = blockedNames(register, of)
  const format = formats[of.format]
  const cannot = [
    ...(format.stars
      ? []
      : names.patterns.map(({ domain }) => ({ name: domain, because: 'a star within a name' }))),
    ...(format.paths
      ? []
      : names.paths.map(({ domain, path }) => ({
          name: `${domain}${path}`,
          because: 'a path of a host that serves others',
        }))),
  ]
  const notBlocked = [...cannot, ...names.leftOut.map(({ domain, because }) => ({ name: domain, because }))]
  const lines = [
    `Outside face search, from the register ${register.version}, for ${of.day}.`,
    ...cannot.map(({ name, because }) => `Cannot be said here: ${name} (${because}).`),
  ]
  const heading = { lines, serial: `${of.day.replaceAll('-', '')}01`, otherwise: of.otherwise ?? 'DIRECT' }
  const blocked =
    names.domains.length +
    (format.stars ? names.patterns.length : 0) +
    (format.paths ? names.paths.length : 0)
  return { text: format.write(names, heading), blocked, notBlocked }
}

const commented = (sign: string, { lines }: Heading): string =>
  lines.map((line) => `${sign} ${line}\n`).join('')
const each = (names: BlockedNames, line: (domain: string) => string): string =>
  names.domains.map(({ domain }) => line(domain)).join('')

/** A name with stars as a regular expression that ends where the name ends. */
const expression = (domain: string): string => domain.replaceAll('.', '\\.').replaceAll('*', '[^/]+')

const formats: Readonly<Record<BlocklistFormat, Format>> = {
  rpz: {
    stars: false,
    paths: false,
    write: (names, heading) =>
      `${commented(';', heading)}$TTL 300
@ IN SOA localhost. hostmaster.localhost. ( ${heading.serial} 3600 600 86400 300 )
@ IN NS localhost.
${each(names, (domain) => `${domain} IN CNAME .\n*.${domain} IN CNAME .\n`)}`,
  },
  squid: {
    stars: true,
    paths: false,
    write: (names, heading) =>
      `${commented('#', heading)}${each(names, (domain) => `acl outside_face_search dstdomain .${domain}\n`)}${names.patterns
        .map(({ domain }) => `acl outside_face_search_names dstdom_regex -i ^${expression(domain)}$\n`)
        .join('')}${names.domains.length > 0 ? 'http_access deny outside_face_search\n' : ''}${
        names.patterns.length > 0 ? 'http_access deny outside_face_search_names\n' : ''
      }`,
  },
  hosts: {
    stars: false,
    paths: false,
    write: (names, heading) =>
      `${commented('#', heading)}# A hosts file knows whole names only, so www. is added; prefer RPZ or dnsmasq.\n${each(
        names,
        (domain) => `0.0.0.0 ${domain}\n0.0.0.0 www.${domain}\n`,
      )}`,
  },
  dnsmasq: {
    stars: false,
    paths: false,
    write: (names, heading) => `${commented('#', heading)}${each(names, (domain) => `local=/${domain}/\n`)}`,
  },
  adblock: {
    stars: true,
    paths: true,
    write: (names, heading) =>
      `${commented('!', heading)}${each(names, (domain) => `||${domain}^\n`)}${names.patterns
        .map(({ domain }) => `||${domain}^\n`)
        .join('')}${names.paths.map(({ domain, path }) => `||${domain}${path}\n`).join('')}`,
  },
  pac: { stars: true, paths: false, write: (names, heading) => pacScript(names, heading) },
  umbrella: { stars: false, paths: false, write: (names) => each(names, (domain) => `${domain}\n`) },
}

/** Only what every browser's PAC engine knows; paths are hidden from it for https, so it judges hosts alone. */
const pacScript = (
  names: BlockedNames,
  heading: Heading,
): string => `${commented('//', heading)}var domains = ${JSON.stringify(
  Object.fromEntries(names.domains.map(({ domain }) => [domain, 1])),
)};
var patterns = [${names.patterns.map(({ domain }) => `/^${expression(domain)}$/`).join(', ')}];
function FindProxyForURL(url, host) {
  var name = host.toLowerCase().replace(/\\.$/, "");
  for (var rest = name; rest !== ""; rest = rest.indexOf(".") < 0 ? "" : rest.slice(rest.indexOf(".") + 1)) {
    if (domains.hasOwnProperty(rest)) return ${JSON.stringify(nowhere)};
  }
  for (var at = 0; at < patterns.length; at++) if (patterns[at].test(name)) return ${JSON.stringify(nowhere)};
  return ${JSON.stringify(heading.otherwise)};
}
`
