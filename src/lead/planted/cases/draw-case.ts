import { createHmac } from 'node:crypto'

/** Of so many planted cases one has nobody in its list whom the still shows, so that "there is always one" cannot be learnt. */
const oneWithoutMateIn = 3

/** A case appears so long after the search whose lot fell: the two do not come as a pair. */
const soonestMs = 20 * 60_000
const latestMs = 180 * 60_000

/** Whether the lot of a search falls on a planted case, one in so many: `due` under the sealed seed of the search. */
export const isDue = (orderSeed: Uint8Array, oneIn: number): boolean =>
  oneIn > 0 && shareDrawn(orderSeed, 'due') * oneIn < 1

/** Whether the list has the mate of the still in it: `mate` under the seed of the case. */
export const hasMate = (seed: Uint8Array): boolean => shareDrawn(seed, 'mate') * oneWithoutMateIn >= 1

/** How long after it was planted a case stands in the queue, in milliseconds: `delay` under its seed. */
export const delayMs = (seed: Uint8Array): number =>
  Math.round(soonestMs + shareDrawn(seed, 'delay') * (latestMs - soonestMs))

/** Stills in the order in which they are tried: those given least often first, and by lot among them. */
export const stillsInOrder = (
  stills: readonly string[],
  of: { seed: Uint8Array; givenTimes: ReadonlyMap<string, number> },
): readonly string[] =>
  stills
    .map((still) => ({
      still,
      given: of.givenTimes.get(still) ?? 0,
      lot: shareDrawn(of.seed, `still:${still}`),
    }))
    .toSorted((one, other) => one.given - other.given || one.lot - other.lot)
    .map(({ still }) => still)

/** One of several things, by lot of these words under the seed of a case. */
export const drawnAt = (count: number, of: { seed: Uint8Array; words: string }): number =>
  Math.floor(shareDrawn(of.seed, of.words) * count)

/** From 0 to below 1: the first four bytes of HMAC-SHA256 of `planted-case:<words>`. Who is shown the seed draws it again. */
const shareDrawn = (seed: Uint8Array, words: string): number =>
  createHmac('sha256', seed).update(`planted-case:${words}`).digest().readUInt32BE(0) / 2 ** 32
