import { useEffect } from 'react'
import { api, type Session } from '../parts/api.ts'
import { askPresence, idleMs, noteInput, presenceAsked } from '../parts/presence.ts'

const lookEveryMs = 10_000
const tellEveryMs = 60_000

/** Covers the page when nobody touched it for too long, and tells the server that somebody is there while one is. */
export function useIdleLock(session: Session): void {
  const { locked, idleMinutes } = session
  useEffect(() => {
    if (locked && presenceAsked() !== 'locked') void askPresence('locked')
  }, [locked])
  useEffect(() => {
    let toldMs = Date.now()
    const look = () => {
      if (presenceAsked() === 'locked') return
      if (idleMs() >= idleMinutes * 60_000) void askPresence('locked')
      else if (idleMs() < tellEveryMs && Date.now() - toldMs >= tellEveryMs) {
        toldMs = Date.now()
        void api.POST('/api/activity')
      }
    }
    const timer = window.setInterval(look, lookEveryMs)
    const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const
    for (const input of inputs) window.addEventListener(input, noteInput, { passive: true })
    return () => {
      window.clearInterval(timer)
      for (const input of inputs) window.removeEventListener(input, noteInput)
    }
  }, [idleMinutes])
}
