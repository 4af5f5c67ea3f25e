import { createHmac } from 'node:crypto'

/** Puts things in an order drawn by a seed: by HMAC-SHA256 of their names, so that it can be drawn again and not foreseen. */
export function seededOrder<T>(seed: string, items: readonly T[], nameOf: (item: T) => string): T[] {
  const keyed = items.map((item) => ({
    item,
    key: createHmac('sha256', seed).update(nameOf(item)).digest('hex'),
  }))
  return keyed.toSorted((left, right) => (left.key < right.key ? -1 : 1)).map(({ item }) => item)
}
