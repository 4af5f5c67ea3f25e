import { useEffect, useSyncExternalStore } from 'react'
import { type KeyAct, type KeyPlace, type Press, shortcutFor } from './key-table.ts'

const place = 'casebound.keys-off'
const listeners = new Set<() => void>()

/** Whether single-key shortcuts are on in this browser (WCAG 2.1.4: they can be switched off), and the switch. */
export function useKeysSwitch() {
  const on = useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => window.localStorage.getItem(place) === null,
  )
  const set = (wanted: boolean) => {
    if (wanted) window.localStorage.removeItem(place)
    else window.localStorage.setItem(place, '1')
    for (const changed of listeners) changed()
  }
  return { on, set }
}

/** Runs the handler of a shortcut while the component is shown; presses inside an open dialog are left alone. */
export function useKeys(where: KeyPlace, handlers: Partial<Record<KeyAct, () => void>>): void {
  const { on } = useKeysSwitch()
  useEffect(() => {
    if (!on) return
    const pressed = (event: KeyboardEvent) => {
      const act = shortcutFor(readPress(event), where)
      const handler = act === undefined ? undefined : handlers[act]
      if (handler === undefined || document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      handler()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  })
}

function readPress(event: KeyboardEvent): Press {
  const { key, shiftKey, ctrlKey, altKey, metaKey, repeat, target } = event
  return { key, shiftKey, ctrlKey, altKey, metaKey, repeat, focus: focusOf(target) }
}

function focusOf(target: EventTarget | null): Press['focus'] {
  if (target instanceof HTMLTextAreaElement) return 'text'
  if (target instanceof HTMLSelectElement) return 'choice'
  if (!(target instanceof HTMLInputElement)) return 'other'
  if (target.type === 'radio') return 'choice'
  return ['checkbox', 'button', 'submit', 'file', 'range'].includes(target.type) ? 'other' : 'text'
}
