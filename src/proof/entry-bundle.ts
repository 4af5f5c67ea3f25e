import { must } from '../kernel/index.ts'
import { joinBytes } from './bytes.ts'
import { refusal } from './refuse.ts'
import { tileWidth } from './tile-path.ts'

/** Largest entry that a bundle can hold at all: its length is a uint16. */
export const maxBundledEntryBytes = 65_535

/**
 * Bytes of an entry bundle: 1 to 256 entries, each behind its big-endian uint16 length (C2SP tlog-tiles).
 * Refuses ENTRY_TOO_LARGE, and BUNDLE_MALFORMED for a wrong number of entries.
 */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length < 1 || entries.length > tileWidth)
    throw malformed(`${entries.length} entries were given; a bundle holds 1 to ${tileWidth}`)
  return joinBytes(...entries.flatMap((entry) => [lengthBytes(entry), entry]))
}

/**
 * Entries of a bundle that must hold exactly `expectedCount`. Refuses (BUNDLE_MALFORMED) a bundle that ends
 * early or goes on after the last entry: hidden extra entries are how a log would lie to a careless reader.
 */
export function decodeEntryBundle(bytes: Uint8Array, expectedCount: number): readonly Uint8Array[] {
  const entries: Uint8Array[] = []
  let at = 0
  while (entries.length < expectedCount) {
    if (at + 2 > bytes.length) throw malformed(`it ends after ${entries.length} of ${expectedCount} entries`)
    const start = at + 2
    const end = start + must(bytes[at], 'length byte') * 256 + must(bytes[at + 1], 'length byte')
    if (end > bytes.length) throw malformed(`entry ${entries.length} of ${expectedCount} is cut off`)
    entries.push(bytes.slice(start, end))
    at = end
  }
  if (at !== bytes.length)
    throw malformed(`${bytes.length - at} bytes follow the last of its ${expectedCount} entries`)
  return entries
}

function lengthBytes(entry: Uint8Array): Uint8Array {
  if (entry.length > maxBundledEntryBytes)
    throw refusal(
      'ENTRY_TOO_LARGE',
      `The entry has ${entry.length} bytes; a bundle can hold ${maxBundledEntryBytes}.`,
      'A smaller entry.',
    )
  return Uint8Array.of(entry.length >> 8, entry.length & 0xff)
}

const malformed = (fault: string) =>
  refusal('BUNDLE_MALFORMED', `The entry bundle is damaged: ${fault}.`, 'The bundle as the log wrote it.')
