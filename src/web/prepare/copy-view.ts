import { pointsInCopy, pointsInOriginal, type Recipe } from '../../preparation/index.ts'
import type { Size } from '../parts/by-hand.ts'

type Point = { readonly x: number; readonly y: number }

/**
 * What both frames show: a place of the original, and how many of its pixels the shorter side of a frame spans. Undefined
 * fits each picture to its own frame.
 */
export type CopyView = { readonly centre: Point; readonly spanPx: number } | undefined

/** Where a picture has to lie in its frame: moved by left and top, then scaled. */
export type Placement = { readonly leftPx: number; readonly topPx: number; readonly scale: number }

export type Pictures = { readonly original: Size; readonly recipe: Recipe; readonly copy: Size }

export const leastSpanPx = 12

/** Fits a whole picture into a frame; a small one is not shown at more than three times its size. */
export function fitted(picture: Size, frame: Size): Placement {
  const scale = Math.min(3, frame.widthPx / picture.widthPx, frame.heightPx / picture.heightPx)
  return {
    leftPx: (frame.widthPx - picture.widthPx * scale) / 2,
    topPx: (frame.heightPx - picture.heightPx * scale) / 2,
    scale,
  }
}

/** The shorter edge, in pixels. */
export const shorter = ({ widthPx, heightPx }: Size): number => Math.max(1, Math.min(widthPx, heightPx))

export function placeOriginal(view: CopyView, original: Size, frame: Size): Placement {
  if (view === undefined) return fitted(original, frame)
  return placed(view.centre, shorter(frame) / view.spanPx, frame)
}

/** The copy, so that the same part of the scene stands in the middle at the same size. */
export function placeCopy(view: CopyView, pictures: Pictures, frame: Size): Placement {
  if (view === undefined) return fitted(pictures.copy, frame)
  const [middle] = pointsInCopy([view.centre], pictures)
  const scale = shorter(frame) / (view.spanPx * growth(view.centre, pictures))
  return placed(middle ?? view.centre, scale, frame)
}

const placed = (centre: Point, scale: number, frame: Size): Placement => ({
  leftPx: frame.widthPx / 2 - centre.x * scale,
  topPx: frame.heightPx / 2 - centre.y * scale,
  scale,
})

/** How many pixels of the copy stand for one of the original. */
function growth(at: Point, pictures: Pictures): number {
  const [from, to] = pointsInCopy([at, { x: at.x + 100, y: at.y }], pictures)
  return Math.hypot((to?.x ?? 100) - (from?.x ?? 0), (to?.y ?? 0) - (from?.y ?? 0)) / 100 || 1
}

/** The view that shows what the frame of the copy shows when it is fitted: where looking closer begins. */
export function viewFromFit(pictures: Pictures, frame: Size): NonNullable<CopyView> {
  const { copy } = pictures
  const [centre] = pointsInOriginal([{ x: copy.widthPx / 2, y: copy.heightPx / 2 }], pictures)
  const scale = fitted(copy, frame).scale
  const middle = centre ?? { x: 0, y: 0 }
  return { centre: middle, spanPx: shorter(frame) / (scale * growth(middle, pictures)) }
}

/** Looks closer (above 1) or from further away. */
export function zoomed(view: NonNullable<CopyView>, factor: number, original: Size): CopyView {
  const most = 2 * Math.max(original.widthPx, original.heightPx)
  return { ...view, spanPx: Math.min(most, Math.max(leastSpanPx, view.spanPx / factor)) }
}

/** Looks elsewhere, by parts of what the shorter side shows; the middle stays inside the original. */
export function panned(view: NonNullable<CopyView>, by: Point, original: Size): CopyView {
  const inside = (value: number, most: number) => Math.min(most, Math.max(0, value))
  return {
    ...view,
    centre: {
      x: inside(view.centre.x + by.x * view.spanPx, original.widthPx),
      y: inside(view.centre.y + by.y * view.spanPx, original.heightPx),
    },
  }
}

/** The part of the copy that its frame shows, in whole pixels inside it: what a crop to the view keeps. */
export function shownPart(view: CopyView, pictures: Pictures, frame: Size) {
  const { leftPx, topPx, scale } = placeCopy(view, pictures, frame)
  const from = (offsetPx: number, most: number) => Math.min(most, Math.max(0, Math.round(-offsetPx / scale)))
  const to = (offsetPx: number, frameEdgePx: number, most: number) =>
    Math.min(most, Math.max(0, Math.round((frameEdgePx - offsetPx) / scale)))
  const { widthPx, heightPx } = pictures.copy
  const xPx = from(leftPx, widthPx)
  const yPx = from(topPx, heightPx)
  return {
    xPx,
    yPx,
    widthPx: to(leftPx, frame.widthPx, widthPx) - xPx,
    heightPx: to(topPx, frame.heightPx, heightPx) - yPx,
  }
}
