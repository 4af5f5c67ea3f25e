import { type KeyAct, type KeyPlace, type KeyRow, keyTable } from './key-table.ts'

/** The presses that a person chose for himself, by act; an act without any has no key. */
export type OwnKeys = Partial<Readonly<Record<KeyAct, readonly string[]>>>

/** The table of keys with a person's own in it. */
export const keysWith = (own: OwnKeys): readonly KeyRow[] =>
  keyTable.map((row) => {
    const presses = own[row.act]
    return presses === undefined ? row : { ...row, presses, shown: presses.slice(0, 1).flatMap(shownPress) }
  })

/** The other act that has a press already, where both would count. */
export function takenBy(own: OwnKeys, act: KeyAct, press: string): KeyRow | undefined {
  const rows = keysWith(own)
  const place = rows.find((row) => row.act === act)?.place
  return rows.find((row) => row.act !== act && row.presses.includes(press) && meet(row.place, place))
}

/** Gives a press to an act; whoever had it loses it. */
export function giveKey(own: OwnKeys, act: KeyAct, press: string): OwnKeys {
  const before = takenBy(own, act, press)
  const without =
    before === undefined ? {} : { [before.act]: before.presses.filter((other) => other !== press) }
  return { ...own, ...without, [act]: [press] }
}

/** Gives an act its own key of the table back; undefined where another act has it now. */
export function resetKey(own: OwnKeys, act: KeyAct): OwnKeys | undefined {
  const presses = keyTable.find((row) => row.act === act)?.presses ?? []
  const { [act]: _, ...others } = own
  return presses.some((press) => takenBy(others, act, press) !== undefined) ? undefined : others
}

/** Keys with which one moves about a page and works its controls; they cannot be given away. */
const kept = ['Tab', 'Shift+Tab', 'Enter', 'Shift+Enter', ' ', 'Escape', 'Shift+Escape']

/** Why a press cannot be given to an act; undefined where it can. */
export function whyNotKey(press: string | undefined): string | undefined {
  if (press === undefined) return 'Presses with Ctrl, Alt or Meta stay with the browser.'
  if (kept.includes(press)) return 'Tab, Enter, Space and Escape work the page itself.'
  if (/^(Shift\+)?(F\d+|ContextMenu|Dead|Unidentified|Process|CapsLock)$/.test(press))
    return 'This key stays with the browser.'
  return undefined
}

/** Own keys as they were stored; what is no act or no press is dropped. */
export function readOwnKeys(text: string | null): OwnKeys {
  const value = parse(text)
  const own: Record<string, readonly string[]> = {}
  for (const { act } of keyTable) {
    const presses = value[act]
    if (Array.isArray(presses) && presses.every((press) => typeof press === 'string' && press !== ''))
      own[act] = presses
  }
  return own
}

function parse(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  '-': '−',
}

/** How a press is written. */
export function shownPress(press: string): readonly string[] {
  if (press.startsWith('Shift+')) return ['Shift', ...shownPress(press.slice(6))]
  return [signs[press] ?? (press.length === 1 ? press.toUpperCase() : press)]
}

function meet(one: KeyPlace, other: KeyPlace | undefined): boolean {
  if (one === other || one === 'everywhere' || other === 'everywhere') return true
  return (one === 'pictures' || other === 'pictures') && other !== undefined
}
