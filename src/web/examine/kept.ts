import { useState } from 'react'

/** What a reload of the page keeps, and closing the tab forgets. */
export function useKept<Value extends object>(place: string, empty: Value) {
  const [value, setValue] = useState<Value>(() => recall(place, empty))
  const change = (to: (before: Value) => Value) => {
    setValue((before) => {
      const after = to(before)
      if (after !== before) window.sessionStorage.setItem(place, JSON.stringify(after))
      return after
    })
  }
  return { value, change, forget: () => window.sessionStorage.removeItem(place) }
}

function recall<Value extends object>(place: string, empty: Value): Value {
  try {
    const value: unknown = JSON.parse(window.sessionStorage.getItem(place) ?? 'null')
    // Only this page writes there, and the server parses what is sealed; the wrong shape is simply dropped.
    const same = typeof value === 'object' && value !== null && Array.isArray(value) === Array.isArray(empty)
    return same ? (value as Value) : empty
  } catch {
    return empty
  }
}
