import type { NamedBytes } from './sample-good-images.ts'

type Places = { readonly places: number; readonly random: () => number }

/** Half of the places lie in the first 400 bytes, where headers are. */
const placeIn = (length: number, random: () => number) =>
  Math.floor(random() * (random() < 0.5 ? Math.min(length, 400) : length))

/** For tests only: a good file cut short at many places. */
export const truncated = (good: NamedBytes, { places, random }: Places): readonly NamedBytes[] =>
  Array.from({ length: places }, () => {
    const length = placeIn(good.bytes.length, random)
    return { what: `${good.what} cut at ${length}`, bytes: good.bytes.subarray(0, length) }
  })

/** For tests only: a good file with bits turned over, or bytes set to extremes, at one to eight places. */
export const flipped = (good: NamedBytes, { places, random }: Places): readonly NamedBytes[] =>
  Array.from({ length: places }, () => {
    const bytes = Buffer.from(good.bytes)
    const changes: string[] = []
    for (let change = Math.floor(random() * 8); change >= 0; change--) {
      const at = placeIn(bytes.length, random)
      const before = bytes[at] ?? 0
      const extreme = random() < 0.5 ? 0xff : 0
      bytes[at] = random() < 0.3 ? extreme : before ^ (1 << Math.floor(random() * 8))
      changes.push(`${at}=${bytes[at]}`)
    }
    return { what: `${good.what} with ${changes.join(' ')}`, bytes }
  })
