import { contractOn } from '../register/contract-on.ts'
import type { Register } from '../register/read-register.ts'
import type { Service, ServiceDomain } from '../register/register-entry.ts'

export type BlockedName = { readonly domain: string; readonly service: string }
export type BlockedPath = BlockedName & { readonly path: string }

/** What a block list has to stop, sorted by how it can be said. */
export type BlockedNames = {
  /** Whole domains, with everything below them; none lies below another. */
  readonly domains: readonly BlockedName[]
  /** Names with a star within, which DNS cannot say. */
  readonly patterns: readonly BlockedName[]
  /** Hosts that serve much else: only these paths are face search, which DNS cannot say either. */
  readonly paths: readonly BlockedPath[]
  /** In the register and not on this list, with the reason. */
  readonly leftOut: readonly (BlockedName & { readonly because: string })[]
}

export type BlockChoice = {
  readonly day: string
  /** Also entries that no source confirmed. */
  readonly unsure?: boolean
  /** Also pages about products, where nothing can be searched. */
  readonly sites?: boolean
}

/** Every name in the register that the agency's people may not reach on a day. A contract in force leaves its service open. */
export function blockedNames(register: Register, choice: BlockChoice): BlockedNames {
  const domains: BlockedName[] = []
  const patterns: BlockedName[] = []
  const paths: BlockedPath[] = []
  const leftOut: (BlockedName & { because: string })[] = []
  for (const service of register.services) {
    for (const entry of service.domains) {
      const name = { domain: entry.domain, service: service.name }
      const because = reasonToLeave(register, { service, entry, choice })
      if (because !== undefined) leftOut.push({ ...name, because })
      else if (entry.paths) paths.push(...entry.paths.map((path) => ({ ...name, path })))
      else (entry.domain.includes('*') ? patterns : domains).push(name)
    }
  }
  return { domains: withoutCovered(domains), patterns, paths, leftOut }
}

function reasonToLeave(
  register: Register,
  of: { service: Service; entry: ServiceDomain; choice: BlockChoice },
): string | undefined {
  const { service, entry, choice } = of
  const contract = contractOn(register, service.id, choice.day)
  if (contract.allowed) return contract.words
  if ((service.unsure || entry.unsure) && !choice.unsure) return 'not confirmed by a source'
  const onlyPages = entry.role === 'site' && service.kind !== 'scraped-web'
  return onlyPages && !choice.sites ? 'pages about a product, nothing to search with' : undefined
}

/** DNS lists and Squid want a name once: what lies below a name that is blocked is blocked already. */
function withoutCovered(names: readonly BlockedName[]): readonly BlockedName[] {
  const all = new Set(names.map(({ domain }) => domain))
  return names.filter(({ domain }) => {
    const labels = domain.split('.')
    return !labels.some((_, at) => at > 0 && all.has(labels.slice(at).join('.')))
  })
}
