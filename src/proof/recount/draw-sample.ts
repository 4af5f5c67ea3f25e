import { hexOf, utf8Bytes } from '../bytes.ts'
import { sha256Of } from '../merkle-hash.ts'

/** What a draw goes by; all of it is public in the log. */
export type Draw = {
  /** Root of the tree, lower-case hex, that was signed after the draw was announced. */
  readonly seed: string
  /** Log indices of the searches that could be drawn. */
  readonly among: readonly number[]
  readonly size: number
}

/**
 * The log indices that a seed draws, in the order drawn: those whose SHA-256 of the text `<seed> <index>` comes first. Nobody can choose them,
 * and everybody who has the log can draw them again.
 */
export function drawSample({ seed, among, size }: Draw): readonly number[] {
  const placeOf = (index: number) => hexOf(sha256Of(utf8Bytes(`${seed} ${index}`) ?? new Uint8Array()))
  return among
    .map((index) => ({ index, place: placeOf(index) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .slice(0, size)
    .map(({ index }) => index)
}
