/** A seeded source of chance: the same seed draws the same values on every machine. */
export type Random = {
  uniform(low: number, high: number): number
  chance(probability: number): boolean
  /** A normal draw, cut at 2.3 deviations so that no single feature becomes a caricature. */
  normal(mean: number, deviation: number): number
  pick<T>(items: readonly [T, ...T[]]): T
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K
}

const LARGEST_DEVIATION = 2.3

/** mulberry32: 32 bits of state are plenty for a few hundred draws a person. */
const mulberry32 = (seed: number) => {
  let state = seed >>> 0
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One independent stream per purpose, so that a new feature does not reshuffle all the others. */
export const streamSeed = (seed: number, purpose: string): number => {
  let hash = Math.imul(seed + 1, 0x9e3779b1)
  for (const letter of purpose) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

export const seededRandom = (seed: number): Random => {
  const next = mulberry32(seed)
  const standardNormal = (): number => {
    for (;;) {
      const draw = Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(2 * Math.PI * next())
      if (Math.abs(draw) <= LARGEST_DEVIATION) return draw
    }
  }
  return {
    uniform: (low, high) => low + (high - low) * next(),
    chance: (probability) => next() < probability,
    normal: (mean, deviation) => mean + deviation * standardNormal(),
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    weighted: (weights) => pickWeighted(weights, next()),
  }
}

const pickWeighted = <K extends string>(weights: Readonly<Partial<Record<K, number>>>, share: number): K => {
  const entries = Object.entries(weights) as [K, number][]
  let left = share * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [name, weight] of entries) {
    left -= weight
    if (left <= 0 && weight > 0) return name
  }
  throw new Error('weights must hold at least one positive weight')
}
