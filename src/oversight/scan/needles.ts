/** Names are looked for at the byte after one of their labels: three letters before it decide whether to look closer. */
export type Needles = {
  readonly anchorByte: number
  /** Whether some needle ends its label with these three letters, by `keyOf`. */
  readonly keys: Uint8Array
  readonly byKey: ReadonlyMap<number, readonly Needle[]>
}

type Needle = { readonly bytes: Uint8Array; readonly anchorAt: number }

/** Fifteen bits of three bytes; case does not count, since letters differ in bit 5 only. */
export const keyOf = (first: number, second: number, third: number): number =>
  ((first & 31) << 10) | ((second & 31) << 5) | (third & 31)

/** Prepares the domains of a register for a search through bytes, as dots write them or, with `(`, as Windows DNS logs do. */
export function needlesFor(domains: readonly string[], anchor: '.' | '('): Needles {
  const anchorByte = anchor.charCodeAt(0)
  const keys = new Uint8Array(1 << 15)
  const byKey = new Map<number, Needle[]>()
  for (const domain of domains) {
    const needle = needleOf(domain, anchor)
    const { bytes, anchorAt } = needle
    const key = keyOf(bytes[anchorAt - 3] ?? 0, bytes[anchorAt - 2] ?? 0, bytes[anchorAt - 1] ?? 0)
    keys[key] = 1
    byKey.set(key, [...(byKey.get(key) ?? []), needle])
  }
  return { anchorByte, keys, byKey }
}

/** The longest part without stars, anchored after its longest label. */
function needleOf(domain: string, anchor: '.' | '('): Needle {
  const parts = domain.split('*').map((part) => part.replace(/^\.|\.$/g, ''))
  const part = parts.reduce((longest, one) => (labelLength(one) > labelLength(longest) ? one : longest), '')
  const labels = part.split('.')
  // After the last label of a whole name stands no dot in an address, so that nothing would be found by it.
  const ends = domain.endsWith(part) ? labels.slice(0, -1) : labels
  const anchored = ends.some((label) => label.length >= 3) ? ends : labels
  const longest = anchored.reduce(
    (best, label, at) => (label.length > (anchored[best]?.length ?? 0) ? at : best),
    0,
  )
  const joined = (some: readonly string[]): string =>
    anchor === '.'
      ? some.join('.')
      : some.map((label, at) => (at === 0 ? label : `(${label.length})${label}`)).join('')
  const before = joined(labels.slice(0, longest + 1))
  if ((labels[longest]?.length ?? 0) < 3)
    throw new Error(`The domain ${domain} has no label of three letters.`)
  const whole = longest === labels.length - 1 ? `${before}${anchor}` : joined(labels)
  return { bytes: Buffer.from(whole, 'latin1'), anchorAt: before.length }
}

const labelLength = (part: string): number => Math.max(...part.split('.').map((label) => label.length))

/** Whether a name of the register stands around this anchor. Names are ASCII: setting bit 5 makes letters small and leaves the rest alone. */
export function standsAt(needles: Needles, bytes: Uint8Array, at: number): boolean {
  const key = keyOf(bytes[at - 3] ?? 0, bytes[at - 2] ?? 0, bytes[at - 1] ?? 0)
  return (needles.byKey.get(key) ?? []).some((needle) => {
    const from = at - needle.anchorAt
    if (from < 0) return false
    for (let place = 0; place < needle.bytes.length; place++) {
      if (((bytes[from + place] ?? 0) | 32) !== ((needle.bytes[place] ?? 0) | 32)) return false
    }
    return true
  })
}
