const encoder = new TextEncoder()
const personSeed = 0x9747b28c
const bookingSeeds = [0x2f0b4c47, 0x1b873593] as const

/**
 * Short keys of ids, kept for each row in memory where the ids themselves would not fit. Two ids may share a key: whoever
 * looks a row up by key compares the id in the row's record, and two persons of one key can only lower a threshold.
 */
export const personKey = (personId: string): number => personKeyOf(encoder.encode(personId))

/** 64 bits as two numbers. */
export const bookingKey = (bookingId: string): readonly [number, number] =>
  bookingKeyOf(encoder.encode(bookingId))

/** The same of an id in UTF-8. */
export const personKeyOf = (id: Uint8Array): number => hash32(id, personSeed)
export const bookingKeyOf = (id: Uint8Array): readonly [number, number] => [
  hash32(id, bookingSeeds[0]),
  hash32(id, bookingSeeds[1]),
]

/** MurmurHash3, 32 bits, of a few bytes: spreads well and is quick; it keeps no secret. */
function hash32(bytes: Uint8Array, seed: number): number {
  let hash = seed
  const whole = bytes.length & ~3
  for (let at = 0; at < whole; at += 4) {
    const word =
      (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24)
    hash ^= mixed(word)
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64
  }
  let tail = 0
  for (let at = bytes.length - 1; at >= whole; at--) tail = (tail << 8) | (bytes[at] ?? 0)
  hash ^= mixed(tail) ^ bytes.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function mixed(word: number): number {
  const first = Math.imul(word, 0xcc9e2d51)
  return Math.imul((first << 15) | (first >>> 17), 0x1b873593)
}
