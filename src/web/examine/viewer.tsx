import { type CSSProperties, type ReactNode, useRef } from 'react'
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

type ViewerProps = Layer & {
  caption: ReactNode
  light: Light
  grid: boolean
  onMove: (change: (before: View) => View) => void
  /** Called with the point of the picture, in its pixels, at which somebody pointed without dragging. */
  onPoint?: ((at: Point) => void) | undefined
  /** A second picture over the first, cut or faded by its style; it lies in the same face frame. */
  over?: (Layer & { readonly style: CSSProperties }) | undefined
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
        <PlacedPicture {...props} size={size} style={{ filter }} />
        {over === undefined ? null : (
          <PlacedPicture {...over} size={size} style={{ ...over.style, filter }} />
        )}
        {grid ? <Grid view={view} size={size} /> : null}
        {props.marks?.(placePicture(picture, view, size), size)}
      </div>
      <figcaption>{caption}</figcaption>
    </figure>
  )
}

/** The filter and the cut belong to what is seen of a picture, not to all of its pixels, which may be twelve million. */
function PlacedPicture({ picture, label, view, size, style }: Layer & { size: Size; style: CSSProperties }) {
  const { leftPx, topPx, scale } = placePicture(picture, view, size)
  return (
    <div className="cb-layer" style={style}>
      <img
        key={picture.imageUrl}
        src={picture.imageUrl}
        alt={label}
        draggable={false}
        width={picture.widthPx}
        height={picture.heightPx}
        style={{ transform: `translate(${leftPx}px, ${topPx}px) scale(${scale})` }}
      />
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
