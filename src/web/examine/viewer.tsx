import { useRef } from 'react'
import { useDrag, useSize, useWheel } from '../parts/by-hand.ts'
import { dragView, type EyedPicture, faceOffset, placePicture, type View, zoomView } from './face-frame.ts'

type ViewerProps = {
  picture: EyedPicture & { readonly imageUrl: string }
  label: string
  caption: string
  view: View
  brightness: number
  onMove: (change: (before: View) => View) => void
  marked?: boolean
}

/** One picture, placed so that it shows the view. Dragging pans, the wheel zooms; keys and buttons do the same. */
export function Viewer({ picture, label, caption, view, brightness, onMove, marked = false }: ViewerProps) {
  const frame = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  useWheel(frame, (factor, at) => onMove((before) => zoomView(before, factor, faceOffset(before, at, size))))
  const drag = useDrag((by) => onMove((before) => dragView(before, by, size)))
  const { leftPx, topPx, scale } = placePicture(picture, view, size)
  return (
    <figure className="cb-viewer" data-marked={marked}>
      <div ref={frame} className="cb-viewer-frame" {...drag}>
        <img
          key={picture.imageUrl}
          src={picture.imageUrl}
          alt={label}
          draggable={false}
          width={picture.widthPx}
          height={picture.heightPx}
          style={{
            transform: `translate(${leftPx}px, ${topPx}px) scale(${scale})`,
            filter: brightness === 0 ? 'none' : `brightness(${1 + brightness / 100})`,
          }}
        />
      </div>
      <figcaption>{caption}</figcaption>
    </figure>
  )
}
