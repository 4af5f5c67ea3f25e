import { type ReactNode, useRef } from 'react'
import { type Size, useDrag, useSize, useWheel } from '../parts/by-hand.ts'
import {
  dragView,
  type EyedPicture,
  faceOffset,
  type Placement,
  type Point,
  pictureAt,
  placePicture,
  type View,
  zoomView,
} from './face-frame.ts'
import { Grid } from './grid.tsx'
import { type Light, lightFilter } from './light.ts'

/** One picture in a viewer, and the part of it that is shown. */
export type Layer = {
  readonly picture: EyedPicture & { readonly imageUrl: string }
  readonly label: string
  readonly view: View
}

/** How a second picture lies over the first: cut off on the left, or letting the first shine through. */
export type Laid = { readonly clipPath?: string; readonly opacity?: number }

type ViewerProps = Layer & {
  caption: ReactNode
  light: Light
  grid: boolean
  onMove: (change: (before: View) => View) => void
  /** Called with the point of the picture, in its pixels, at which somebody pointed without dragging. */
  onPoint?: ((at: Point) => void) | undefined
  /** A second picture over the first, in the same face frame. */
  over?: (Layer & Laid) | undefined
  marked?: boolean
  /** What is drawn over the picture. */
  marks?: (placed: Placement, size: Size) => ReactNode
}

/** One picture, placed so that it shows the view. Dragging pans, the wheel zooms; keys and buttons do the same. */
export function Viewer(props: ViewerProps) {
  const { picture, view, caption, light, grid, over, marked = false } = props
  const frame = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  const moves = useMoves(props, frame, size)
  const filter = lightFilter(light)
  return (
    <figure className="cb-viewer" data-marked={marked}>
      <div ref={frame} className="cb-viewer-frame" data-pointing={props.onPoint !== undefined} {...moves}>
        <PlacedPicture {...props} {...{ size, filter }} />
        {over === undefined ? null : <PlacedPicture {...over} {...{ size, filter }} />}
        {grid ? <Grid view={view} size={size} /> : null}
        {props.marks?.(placePicture(picture, view, size), size)}
      </div>
      <figcaption>{caption}</figcaption>
    </figure>
  )
}

/**
 * Only the middle element moves, as a layer of its own that is painted once. Light belongs inside of it and the cut outside: anything else
 * would have millions of pixels painted again for every movement of the hand.
 */
function PlacedPicture({
  picture,
  label,
  view,
  size,
  filter,
  ...laid
}: Layer & Laid & { size: Size; filter: string }) {
  const { leftPx, topPx, scale } = placePicture(picture, view, size)
  return (
    <div className="cb-layer" style={{ clipPath: laid.clipPath }}>
      <div
        className="cb-moved"
        style={{ transform: `translate(${leftPx}px, ${topPx}px)`, opacity: laid.opacity }}
      >
        <img
          key={picture.imageUrl}
          src={picture.imageUrl}
          alt={label}
          draggable={false}
          width={picture.widthPx}
          height={picture.heightPx}
          style={{ transform: `scale(${scale})`, filter }}
        />
      </div>
    </div>
  )
}

function useMoves(props: ViewerProps, frame: React.RefObject<HTMLDivElement | null>, size: Size) {
  const { picture, view, onMove, onPoint } = props
  useWheel(frame, (factor, at) => onMove((before) => zoomView(before, factor, faceOffset(before, at, size))))
  return useDrag(
    (by) => onMove((before) => dragView(before, by, size)),
    (at) => {
      const point = pictureAt(picture, placePicture(picture, view, size), at)
      if (point !== undefined) onPoint?.(point)
    },
  )
}
