import type { KeyAct } from '../parts/key-table.ts'
import { type Point, stepView, type View, wholeFace, zoomView } from './face-frame.ts'
import { isLight, type Light, lightAfter, plainLight } from './light.ts'

export type Side = 'probe' | 'candidate'

/** How the two pictures lie: beside each other, on two sides of a divider, or the candidate over the probe. */
export type Way = 'side' | 'swipe' | 'overlay'

/** How the examiner looks at the two pictures. Nothing of it changes a picture, and nothing of it decides. */
export type Looking = {
  /** Number of the candidate that is shown. */
  readonly at: number
  readonly linked: boolean
  readonly views: Views
  /** The candidate is shown in the place of the probe. */
  readonly swapped: boolean
  readonly way: Way
  /** Percent of the candidate that a swipe or an overlay shows. */
  readonly share: number
  /** Lines in eye distances over both pictures. */
  readonly grid: boolean
  /** Pointing at a picture sets points of a measurement. */
  readonly measuring: boolean
  /** The examiner's pins are drawn. */
  readonly pins: boolean
  /** Id of the working copy that is shown as the probe; undefined is the untouched original. */
  readonly copy: string | undefined
  /** The copy shown last, to which one key comes back. */
  readonly lastCopy: string | undefined
  readonly light: Light
}
export type Views = Readonly<Record<Side, View>>

export const firstLook: Looking = {
  at: 0,
  linked: true,
  views: { probe: wholeFace, candidate: wholeFace },
  swapped: false,
  way: 'side',
  share: 50,
  grid: false,
  measuring: false,
  pins: true,
  copy: undefined,
  lastCopy: undefined,
  light: plainLight,
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
  if (isLight(act)) return { ...look, light: lightAfter(look.light, act) }
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
    default:
      return layAfter(look, act)
  }
}

/** How the pictures lie after an act, and what is drawn over them. */
function layAfter(look: Looking, act: KeyAct): Looking {
  switch (act) {
    case 'sideBySide':
      return layPictures(look, 'side')
    case 'swipe':
    case 'overlay':
      return layPictures(look, look.way === act ? 'side' : act)
    case 'lessCandidate':
      return shareOut(look, look.share - 5)
    case 'moreCandidate':
      return shareOut(look, look.share + 5)
    case 'swap':
      return { ...layPictures(look, 'side'), swapped: !look.swapped }
    case 'grid':
      return { ...look, grid: !look.grid }
    case 'measure':
      return { ...layPictures(look, 'side'), measuring: !look.measuring }
    case 'pins':
      return { ...look, pins: !look.pins }
    case 'original':
      return { ...layPictures(look, 'side'), copy: undefined, light: plainLight, grid: false }
    default:
      return look
  }
}

/** Lays the pictures another way; a swap ends. Points are set side by side only, where it is plain on whom. */
export function layPictures(look: Looking, way: Way): Looking {
  return { ...look, way, swapped: false, measuring: way === 'side' && look.measuring }
}

/** Sets how much of the candidate a swipe or an overlay shows, in percent. */
export const shareOut = (look: Looking, share: number): Looking => ({
  ...look,
  share: Math.min(100, Math.max(0, Math.round(share))),
})

/** Shows another candidate; a swap ends, so that one always knows which place shows whom. */
export function lookAt(look: Looking, at: number): Looking {
  return at === look.at ? look : { ...look, at, swapped: false }
}

/** Moves one view, and the other with it while they are linked. */
export function moveViews(look: Looking, side: Side, move: (view: View) => View): Looking {
  return { ...look, views: movedViews(look, side, move) }
}

/** Two views after one of them was moved. */
export function movedViews(
  { views, linked }: Pick<Looking, 'views' | 'linked'>,
  side: Side,
  move: (view: View) => View,
): Views {
  const moved = move(views[side])
  return linked ? { probe: moved, candidate: moved } : { ...views, [side]: moved }
}

/** Linking again brings the candidate to what the probe shows. */
function linkViews(look: Looking): Looking {
  if (look.linked) return { ...look, linked: false }
  return { ...look, linked: true, views: { probe: look.views.probe, candidate: look.views.probe } }
}
