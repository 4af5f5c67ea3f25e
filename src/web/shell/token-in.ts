/** The token in a sign-in link, in its fragment, or in a pasted text; undefined when there is none. */
export function tokenIn(text: string): string | undefined {
  const given = text.trim()
  const named = /(?:^|[#?&])token=([^&#\s]+)/.exec(given)?.[1]
  const bare = /^[A-Za-z0-9._~-]{10,200}$/.test(given) ? given : undefined
  return named === undefined ? bare : decoded(named)
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
