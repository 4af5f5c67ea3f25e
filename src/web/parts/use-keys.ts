import { useEffect, useSyncExternalStore } from 'react'
import { type KeyAct, type KeyPlace, type KeyRow, type Press, shortcutFor } from './key-table.ts'
import { keysWith, type OwnKeys, readOwnKeys } from './own-keys.ts'

const place = 'casebound.keys-off'
const listeners = new Set<() => void>()
const listen = (changed: () => void) => {
  listeners.add(changed)
  return () => listeners.delete(changed)
}
const tell = () => {
  for (const changed of listeners) changed()
}

/** Whether single-key shortcuts are on in this browser (WCAG 2.1.4: they can be switched off), and the switch. */
export function useKeysSwitch() {
  const on = useSyncExternalStore(listen, () => window.localStorage.getItem(place) === null)
  const set = (wanted: boolean) => {
    if (wanted) window.localStorage.removeItem(place)
    else window.localStorage.setItem(place, '1')
    tell()
  }
  return { on, set }
}

/** Of whom the own keys are; on a desk that several share, each has his own. */
let person = ''
const ownPlace = () => `casebound.own-keys.${person}`
let read:
  | { readonly text: string | null; readonly own: OwnKeys; readonly rows: readonly KeyRow[] }
  | undefined

/** Says who is at the keys. */
export function useKeysOf(userId: string | undefined): void {
  useEffect(() => {
    person = userId ?? ''
    tell()
  }, [userId])
}

/** The table as it was last read; the same object while nothing changed. */
function table() {
  const text = window.localStorage.getItem(ownPlace())
  if (read?.text !== text || read === undefined) {
    const own = readOwnKeys(text)
    read = { text, own, rows: keysWith(own) }
  }
  return read
}

/** The table of keys with one's own in it, and the way to change them. */
export function useKeyTable() {
  const { own, rows } = useSyncExternalStore(listen, table)
  const set = (to: OwnKeys) => {
    if (Object.keys(to).length === 0) window.localStorage.removeItem(ownPlace())
    else window.localStorage.setItem(ownPlace(), JSON.stringify(to))
    tell()
  }
  return { own, rows, set }
}

/** How the key of an act is written; empty where it has none. */
function useKeyName(act: KeyAct): string {
  return (
    useKeyTable()
      .rows.find((row) => row.act === act)
      ?.shown.join(' ') ?? ''
  )
}

/** Words about the key of an act, in brackets; nothing where it has none. */
export function useKeyWords(act: KeyAct, words: string): string {
  const key = useKeyName(act)
  return key === '' ? '' : ` (${key} ${words})`
}

/** Runs the handler of a shortcut while the component is shown; presses inside an open dialog are left alone. */
export function useKeys(where: KeyPlace, handlers: Partial<Record<KeyAct, () => void>>): void {
  const { on } = useKeysSwitch()
  const { rows } = useKeyTable()
  useEffect(() => {
    if (!on) return
    const pressed = (event: KeyboardEvent) => {
      const act = shortcutFor(readPress(event), where, rows)
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
  if (target instanceof HTMLElement && target.getAttribute('role') === 'slider') return 'choice'
  if (!(target instanceof HTMLInputElement)) return 'other'
  if (target.type === 'radio' || target.type === 'range') return 'choice'
  return ['checkbox', 'button', 'submit', 'file'].includes(target.type) ? 'other' : 'text'
}
