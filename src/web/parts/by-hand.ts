import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'

/** A size on the screen. */
export type Size = { readonly widthPx: number; readonly heightPx: number }
type Place = { readonly x: number; readonly y: number }

/** The size of an element as it is now. */
export function useSize(frame: RefObject<HTMLElement | null>): Size {
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

/** Calls back with a factor (above 1 is closer) and the place of the pointer when the wheel turns over an element. */
export function useWheel(
  frame: RefObject<HTMLElement | null>,
  onZoom: (factor: number, atPx: Place) => void,
): void {
  // React listens to wheels passively, which cannot keep the page from scrolling; hence by hand.
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const turned = (event: WheelEvent) => {
      event.preventDefault()
      const bounds = element.getBoundingClientRect()
      onZoom(Math.exp(-event.deltaY * 0.0015), {
        x: event.clientX - bounds.left,
        y: event.clientY - bounds.top,
      })
    }
    element.addEventListener('wheel', turned, { passive: false })
    return () => element.removeEventListener('wheel', turned)
  })
}

/** A press that moved no further than this pointed at something; a hand is never quite still. */
const stillPx = 4

/** Calls back with each movement of a pointer that is held down, and with the place of one that only pressed; spread it on the element. */
export function useDrag(onDrag: (byPx: Place) => void, onPress?: (atPx: Place) => void) {
  const from = useRef<Place>(undefined)
  const began = useRef<Place>(undefined)
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      from.current = { x: event.clientX, y: event.clientY }
      began.current = from.current
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const last = from.current
      if (last === undefined) return
      const now = { x: event.clientX, y: event.clientY }
      if (began.current !== undefined && apartPx(began.current, now) > stillPx) began.current = undefined
      from.current = now
      onDrag({ x: now.x - last.x, y: now.y - last.y })
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      from.current = undefined
      if (began.current === undefined) return
      const bounds = event.currentTarget.getBoundingClientRect()
      onPress?.({ x: event.clientX - bounds.left, y: event.clientY - bounds.top })
    },
    onPointerCancel: () => {
      from.current = undefined
      began.current = undefined
    },
  }
}

const apartPx = (one: Place, other: Place): number => Math.hypot(one.x - other.x, one.y - other.y)
