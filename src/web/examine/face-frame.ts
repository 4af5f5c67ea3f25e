import type { Size } from '../parts/by-hand.ts'

/** A point; in pixels of a picture or of a viewer, or in face coordinates, as the name of the value says. */
export type Point = { readonly x: number; readonly y: number }

/** A picture with the centres of its eyes, in its own pixels; left is the viewer's left. */
export type EyedPicture = {
  readonly eyes: { readonly left: Point; readonly right: Point }
  readonly widthPx: number
  readonly heightPx: number
}

/**
 * What a viewer looks at, in face coordinates: origin between the eyes, unit the distance between them, y downwards.
 * The same view put on two pictures shows the same part of two faces at the same size.
 */
export type View = {
  /** The point of the face in the middle of the viewer. */
  readonly centre: Point
  /** How many eye distances the shorter side of the viewer shows. */
  readonly span: number
}

/** Where a picture has to lie so that its viewer shows a view: moved by left and top, then scaled. */
export type Placement = { readonly leftPx: number; readonly topPx: number; readonly scale: number }

export const spanLimits = { least: 0.4, most: 12 } as const

/** A whole head with hair and chin, which lies a little below the eyes. */
export const wholeFace: View = { centre: { x: 0, y: 0.45 }, span: 4.2 }

/** The length of one face unit (the eye distance) in pixels of the picture; never 0, also for wrong eyes. */
export function unitPx({ eyes, widthPx }: EyedPicture): number {
  const distance = Math.hypot(eyes.right.x - eyes.left.x, eyes.right.y - eyes.left.y)
  return Number.isFinite(distance) && distance >= 1 ? distance : Math.max(1, widthPx / 4)
}

/** The point of a picture, in its pixels, that a view has in the middle. */
export function middleOf(picture: EyedPicture, { centre }: View): Point {
  const { eyes } = picture
  return {
    x: (eyes.left.x + eyes.right.x) / 2 + centre.x * unitPx(picture),
    y: (eyes.left.y + eyes.right.y) / 2 + centre.y * unitPx(picture),
  }
}

/** Where to put a picture, so that the viewer shows the view. */
export function placePicture(picture: EyedPicture, view: View, viewer: Size): Placement {
  const scale = screenUnitPx(view, viewer) / unitPx(picture)
  const middle = middleOf(picture, view)
  return {
    leftPx: viewer.widthPx / 2 - middle.x * scale,
    topPx: viewer.heightPx / 2 - middle.y * scale,
    scale,
  }
}

/** The length of one face unit on the screen, in pixels. */
export function screenUnitPx(view: View, viewer: Size): number {
  return Math.max(1, Math.min(viewer.widthPx, viewer.heightPx)) / view.span
}

/** A view moved by pixels of the screen, as a hand drags the picture. */
export function dragView(view: View, byPx: Point, viewer: Size): View {
  const unit = screenUnitPx(view, viewer)
  return panView(view, { x: -byPx.x / unit, y: -byPx.y / unit })
}

/** A view moved by parts of what it shows; 0.1 is a tenth of the shorter side. */
export function stepView(view: View, steps: Point): View {
  return panView(view, { x: steps.x * view.span, y: steps.y * view.span })
}

/** A view moved in face units; it stays within six units of the face. */
export function panView(view: View, by: Point): View {
  const bounded = (value: number) => Math.min(6, Math.max(-6, value))
  return { ...view, centre: { x: bounded(view.centre.x + by.x), y: bounded(view.centre.y + by.y) } }
}

/** A view zoomed by a factor (above 1 is closer), about a point given in face units from the middle. */
export function zoomView(view: View, factor: number, about: Point = { x: 0, y: 0 }): View {
  const span = Math.min(spanLimits.most, Math.max(spanLimits.least, view.span / factor))
  const kept = 1 - span / view.span
  return panView({ ...view, span }, { x: about.x * kept, y: about.y * kept })
}

/** A point of the screen, in pixels from the viewer's top left, as face units from the middle of the view. */
export function faceOffset(view: View, atPx: Point, viewer: Size): Point {
  const unit = screenUnitPx(view, viewer)
  return { x: (atPx.x - viewer.widthPx / 2) / unit, y: (atPx.y - viewer.heightPx / 2) / unit }
}

/** The point of a picture, in its pixels, that lies under a point of the viewer; undefined beside the picture. */
export function pictureAt(picture: EyedPicture, placed: Placement, atPx: Point): Point | undefined {
  const at = { x: (atPx.x - placed.leftPx) / placed.scale, y: (atPx.y - placed.topPx) / placed.scale }
  return isOn(picture, at) ? at : undefined
}

/** Whether a point in pixels of a picture lies on it. */
export const isOn = ({ widthPx, heightPx }: EyedPicture, { x, y }: Point): boolean =>
  x >= 0 && y >= 0 && x <= widthPx && y <= heightPx

/** The width of a square of the grid in eye distances: as fine as can be counted at this span. */
export function gridStep({ span }: View): number {
  if (span > 6) return 1
  return span > 1.5 ? 0.5 : 0.1
}
