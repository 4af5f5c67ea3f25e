import type { Looking } from './looking.ts'

/** Shows a copy in the place of the probe, or the original; a swap ends, so that it is seen. */
export function showCopy(look: Looking, copy: string | undefined): Looking {
  return { ...look, copy, lastCopy: copy ?? look.lastCopy, swapped: false }
}

/** From the original to the copy shown last, from a copy to the next one; without copies nothing changes. */
export function nextCopy(look: Looking, copies: readonly string[]): Looking {
  const at = copies.indexOf(look.copy ?? '')
  if (at >= 0) return showCopy(look, copies[(at + 1) % copies.length])
  const last = copies.find((id) => id === look.lastCopy)
  return copies.length === 0 ? look : showCopy(look, last ?? copies[0])
}
