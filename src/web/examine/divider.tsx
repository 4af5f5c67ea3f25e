import { type KeyboardEvent, type PointerEvent, useRef } from 'react'

type DividerProps = {
  /** Percent of the frame, from the right, that shows the candidate. */
  share: number
  onShare: (share: number) => void
}

/** The line between probe and candidate in a swipe: dragged, or moved by arrows while it has the focus. */
export function Divider({ share, onShare }: DividerProps) {
  const held = useRef(false)
  const moved = (event: PointerEvent<HTMLElement>) => {
    const bounds = event.currentTarget.parentElement?.getBoundingClientRect()
    if (!held.current || bounds === undefined) return
    onShare(100 - ((event.clientX - bounds.left) / bounds.width) * 100)
  }
  const pressed = (event: KeyboardEvent) => {
    const to = shareFor(event.key, share)
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    onShare(to)
  }
  return (
    <div
      className="cb-divider"
      role="slider"
      tabIndex={0}
      aria-label="Divider, probe left and candidate right"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={100 - share}
      aria-valuetext={`${100 - share} percent from the left`}
      style={{ left: `${100 - share}%` }}
      onKeyDown={pressed}
      onPointerDown={(event) => {
        held.current = true
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={moved}
      onPointerUp={(event) => {
        held.current = false
        event.stopPropagation()
      }}
      onPointerCancel={() => {
        held.current = false
      }}
    />
  )
}

/** To the right is less of the candidate. */
function shareFor(key: string, share: number): number | undefined {
  if (key === 'ArrowRight' || key === 'ArrowUp') return share - 2
  if (key === 'ArrowLeft' || key === 'ArrowDown') return share + 2
  if (key === 'Home') return 100
  return key === 'End' ? 0 : undefined
}
