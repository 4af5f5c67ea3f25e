import { type CanonicalValue, parseProfiledJson } from '../kernel/index.ts'
import { utf8Text } from './bytes.ts'

/** Largest entry that our logs hold, in bytes. */
export const maxEntryBytes = 4096

/**
 * Reads the bytes of one entry from outside: at most 4,096 bytes, canonical, an object with a string `t`.
 * Gives the value and that type, or why it is none.
 */
export function readEntry(
  entry: Uint8Array,
): { readonly value: CanonicalValue; readonly type: string } | { readonly fault: string } {
  if (entry.length > maxEntryBytes)
    return { fault: `the entry has ${entry.length} bytes; the limit is ${maxEntryBytes}` }
  const text = utf8Text(entry)
  const parsed = text === undefined ? { fault: 'not UTF-8' } : parseProfiledJson(text)
  if ('fault' in parsed) return { fault: `the entry is outside the canonical profile: ${parsed.fault}` }
  const { value } = parsed
  const type = typeof value === 'object' && !Array.isArray(value) && 't' in value ? value.t : undefined
  return typeof type === 'string' ? { value, type } : { fault: 'the entry is not an object with a type t' }
}
