import type { KeyAct } from '../parts/key-table.ts'
import { type Point, stepView, type View, wholeFace, zoomView } from './face-frame.ts'

export type Side = 'probe' | 'candidate'

/** How the examiner looks at the two pictures. Nothing of it changes a picture, and nothing of it decides. */
export type Looking = {
  /** Number of the candidate that is shown. */
  readonly at: number
  readonly linked: boolean
  readonly views: Readonly<Record<Side, View>>
  /** The candidate is shown in the place of the probe. */
  readonly swapped: boolean
  /** Id of the working copy that is shown as the probe; undefined is the untouched original. */
  readonly copy: string | undefined
  /** The copy shown last, to which one key comes back. */
  readonly lastCopy: string | undefined
  /** Percent above or below the original; display only. */
  readonly brightness: number
}

export const firstLook: Looking = {
  at: 0,
  linked: true,
  views: { probe: wholeFace, candidate: wholeFace },
  swapped: false,
  copy: undefined,
  lastCopy: undefined,
  brightness: 0,
}

const pans: Partial<Record<KeyAct, Point>> = {
  panLeft: { x: -0.1, y: 0 },
  panRight: { x: 0.1, y: 0 },
  panUp: { x: 0, y: -0.1 },
  panDown: { x: 0, y: 0.1 },
}

/** How one looks after a shortcut or its button; acts that do not concern looking change nothing. */
export function lookAfter(look: Looking, act: KeyAct, candidates: number): Looking {
  const pan = pans[act]
  if (pan !== undefined) return moveViews(look, 'candidate', (view) => stepView(view, pan))
  switch (act) {
    case 'next':
      return lookAt(look, Math.min(candidates - 1, look.at + 1))
    case 'previous':
      return lookAt(look, Math.max(0, look.at - 1))
    case 'zoomIn':
      return moveViews(look, 'candidate', (view) => zoomView(view, 1.25))
    case 'zoomOut':
      return moveViews(look, 'candidate', (view) => zoomView(view, 0.8))
    case 'fit':
      return { ...look, views: { probe: wholeFace, candidate: wholeFace } }
    case 'link':
      return linkViews(look)
    case 'swap':
      return { ...look, swapped: !look.swapped }
    case 'darker':
      return { ...look, brightness: Math.max(-60, look.brightness - 10) }
    case 'brighter':
      return { ...look, brightness: Math.min(100, look.brightness + 10) }
    case 'original':
      return { ...look, copy: undefined, brightness: 0 }
    default:
      return look
  }
}

/** Shows another candidate; a swap ends, so that one always knows which place shows whom. */
export function lookAt(look: Looking, at: number): Looking {
  return at === look.at ? look : { ...look, at, swapped: false }
}

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

/** Moves one view, and the other with it while they are linked. */
export function moveViews(look: Looking, side: Side, move: (view: View) => View): Looking {
  const moved = move(look.views[side])
  const views = look.linked ? { probe: moved, candidate: moved } : { ...look.views, [side]: moved }
  return { ...look, views }
}

/** Linking again brings the candidate to what the probe shows. */
function linkViews(look: Looking): Looking {
  if (look.linked) return { ...look, linked: false }
  return { ...look, linked: true, views: { probe: look.views.probe, candidate: look.views.probe } }
}
