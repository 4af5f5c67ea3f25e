import canonicalize from 'canonicalize'

/** The narrow profile of RFC 8785 that log entries are written in: no floats, no null. */
export type CanonicalValue =
  | string
  | number
  | boolean
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue }

export const canonicalLimits = {
  depth: 5,
  stringBytes: 512,
  keyPattern: /^[a-z][A-Za-z0-9]{0,31}$/,
} as const

/** Why a value is outside the profile, or undefined when it is inside. Depth counts nested containers. */
export function profileFault(value: unknown, depth = 1): string | undefined {
  if (typeof value === 'boolean') return undefined
  if (typeof value === 'number') {
    if (Object.is(value, -0)) return 'negative zero is not allowed'
    return Number.isSafeInteger(value) ? undefined : `number ${value} is not a safe integer`
  }
  if (typeof value === 'string') return stringFault(value)
  if (typeof value !== 'object' || value === null)
    return `${value === null ? 'null' : typeof value} is not allowed`
  if (depth > canonicalLimits.depth) return `nested deeper than ${canonicalLimits.depth}`
  if (Array.isArray(value)) return firstFault(value, (item) => profileFault(item, depth + 1))
  return firstFault(Object.entries(value), ([key, item]) =>
    canonicalLimits.keyPattern.test(key)
      ? profileFault(item, depth + 1)
      : `key ${JSON.stringify(key)} is not allowed`,
  )
}

function firstFault<T>(items: readonly T[], check: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const fault = check(item)
    if (fault !== undefined) return fault
  }
  return undefined
}

function stringFault(text: string): string | undefined {
  if (!text.isWellFormed()) return 'a string holds a lone surrogate'
  if (text.normalize('NFC') !== text) return 'a string is not in Unicode NFC'
  const bytes = new TextEncoder().encode(text).length
  return bytes > canonicalLimits.stringBytes
    ? `a string has ${bytes} bytes; the limit is ${canonicalLimits.stringBytes}`
    : undefined
}

/** RFC 8785 text of any JSON value; throws on what JSON cannot hold. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('value has no JSON form')
  return text
}

/** Canonical text of a value that must lie inside the profile; throws (a bug) when it does not. */
export function profiledJson(value: CanonicalValue): string {
  const fault = profileFault(value)
  if (fault !== undefined) throw new Error(`outside the canonical profile: ${fault}`)
  return canonicalJson(value)
}

/**
 * Reads bytes from outside. Gives the value only when the text is exactly the canonical form of what it says
 * and inside the profile; this also kills duplicate keys, which JSON.parse merges silently.
 */
export function parseProfiledJson(
  text: string,
): { readonly value: CanonicalValue } | { readonly fault: string } {
  if (nestingDepth(text) > canonicalLimits.depth)
    return { fault: `nested deeper than ${canonicalLimits.depth}` }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { fault: 'not JSON' }
  }
  const fault = profileFault(value)
  if (fault !== undefined) return { fault }
  return canonicalJson(value) === text
    ? { value: value as CanonicalValue }
    : { fault: 'not in canonical form' }
}

/** Deepest bracket nesting outside strings; counted before parsing, because deep input overflows parsers. */
function nestingDepth(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (inString) {
      if (character === '\\') at++
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth)
    else if (character === '}' || character === ']') depth--
  }
  return deepest
}
