import { canonicalLimits, parseProfiledJson } from '../kernel/index.ts'
import { checkEntry, type EntryValue } from './catalogue.ts'

/** Most bytes in one entry; the tile format would allow 65,535. */
export const entryLimitBytes = 4096

/**
 * Reads the bytes of an entry, which come from outside: strict UTF-8, canonical, within the limits, as the catalogue
 * says. Gives the entry, or what is wrong with it (never its content).
 */
export function readEntry(bytes: Uint8Array): { readonly entry: EntryValue } | { readonly fault: string } {
  if (bytes.length > entryLimitBytes)
    return { fault: `${bytes.length} bytes; the limit is ${entryLimitBytes}` }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return { fault: 'not UTF-8' }
  }
  const parsed = parseProfiledJson(text)
  if ('fault' in parsed) {
    // The kernel's faults may quote a key; a hostile key is not repeated further than its allowed length.
    return { fault: parsed.fault.slice(0, canonicalLimits.stringBytes) }
  }
  return checkEntry(parsed.value)
}
