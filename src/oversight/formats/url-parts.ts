export type UrlParts = { readonly host: string; readonly path: string }

/** Host and path of an address as proxies write it, with or without scheme and port. Only the host counts: a name in a query is no visit. */
export function urlParts(address: string): UrlParts {
  const scheme = address.indexOf('://')
  const rest = scheme >= 0 && scheme < 12 ? address.slice(scheme + 3) : address
  const end = rest.search(/[/?#]/)
  const authority = end < 0 ? rest : rest.slice(0, end)
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '')
  return { host, path: end < 0 ? '/' : rest.slice(end) }
}

/** The account of a line, or the address where there is none: logs write - for nobody. */
export const accountOr = (account: string | undefined, address: string | undefined): string => {
  const named = account?.trim() ?? ''
  return named === '' || named === '-' || /^(unknown|n\/a|none|null|anonymous)$/i.test(named)
    ? (address?.trim() ?? '')
    : named
}

/** Words with which proxies say that they let nothing through. */
export const saysBlocked = (action: string): boolean =>
  /den(y|ied)|block|drop|reset|reject|refus|NXDOMAIN_RPZ/i.test(action)
