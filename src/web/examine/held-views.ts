import { useEffect, useRef, useState } from 'react'
import type { View } from './face-frame.ts'
import { type Looking, movedViews, type Side, type Views } from './looking.ts'

/** How long a hand must rest before the page is told. */
const restMs = 120

/**
 * Views that follow the hand. While it moves only the light box is drawn anew, not the page around it: a page with all its features
 * and notes takes longer than a frame. The page is told when the hand rests.
 */
export function useHeldViews(look: Looking, onLook: (change: (before: Looking) => Looking) => void) {
  const [held, setHeld] = useState<Views>()
  const latest = useRef<Views>(undefined)
  const rest = useRef<number>(undefined)
  const drop = () => {
    window.clearTimeout(rest.current)
    latest.current = undefined
    setHeld(undefined)
  }
  const settle = () => {
    const views = latest.current
    if (views === undefined) return
    drop()
    onLook((before) => ({ ...before, views }))
  }
  // What comes next, a key or a button, goes on from where the hand was.
  useEffect(() => {
    const kinds = ['keydown', 'pointerdown'] as const
    for (const kind of kinds) window.addEventListener(kind, settle, true)
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, settle, true)
    }
  })
  // Views that changed otherwise count; the hand goes on from there.
  const seen = useRef(look.views)
  useEffect(() => {
    if (seen.current !== look.views) drop()
    seen.current = look.views
  })
  useEffect(() => () => window.clearTimeout(rest.current), [])
  const move = (side: Side, change: (view: View) => View) => {
    const views = movedViews({ linked: look.linked, views: latest.current ?? look.views }, side, change)
    latest.current = views
    setHeld(views)
    window.clearTimeout(rest.current)
    rest.current = window.setTimeout(settle, restMs)
  }
  return { views: held ?? look.views, move }
}
