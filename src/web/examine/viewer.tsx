import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import {
  dragView,
  type EyedPicture,
  faceOffset,
  placePicture,
  type Size,
  type View,
  zoomView,
} from './face-frame.ts'

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
  useWheelZoom(frame, size, onMove)
  const drag = useDrag(size, onMove)
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

function useSize(frame: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ widthPx: 480, heightPx: 480 })
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new ResizeObserver(() => {
      setSize({ widthPx: element.clientWidth, heightPx: element.clientHeight })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  return size
}

type Move = ViewerProps['onMove']

// React listens to wheels passively, which cannot keep the page from scrolling; hence by hand.
function useWheelZoom(frame: RefObject<HTMLElement | null>, size: Size, onMove: Move) {
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const turned = (event: WheelEvent) => {
      event.preventDefault()
      const bounds = element.getBoundingClientRect()
      const at = { x: event.clientX - bounds.left, y: event.clientY - bounds.top }
      const factor = Math.exp(-event.deltaY * 0.0015)
      onMove((before) => zoomView(before, factor, faceOffset(before, at, size)))
    }
    element.addEventListener('wheel', turned, { passive: false })
    return () => element.removeEventListener('wheel', turned)
  })
}

function useDrag(size: Size, onMove: Move) {
  const from = useRef<{ x: number; y: number }>(undefined)
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      from.current = { x: event.clientX, y: event.clientY }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const last = from.current
      if (last === undefined) return
      const by = { x: event.clientX - last.x, y: event.clientY - last.y }
      from.current = { x: event.clientX, y: event.clientY }
      onMove((before) => dragView(before, by, size))
    },
    onPointerUp: () => {
      from.current = undefined
    },
    onPointerCancel: () => {
      from.current = undefined
    },
  }
}
